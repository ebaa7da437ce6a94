#include "calibration/history_fit.hpp"

#include "model/solve/clock.hpp"

#include <cmath>
#include <initializer_list>
#include <stdexcept>

namespace headwater::calibration {
namespace {

using model::Category;
using model::Counter;
using model::Trajectory;

model::Stocks<double> july(const Trajectory& path, int year) {
  return path.stocks_at_step(path.step_at(model::july_31(year)));
}

double children(const Trajectory& path, double families) {
  return families * path.parameters.children_per_looked_after_family;
}

// Counted from August to July.
double counted(const Trajectory& path, Counter counter, int year) {
  const std::size_t place = model::accumulator(counter).index;
  return path.state_at(place, model::july_31(year)) - path.state_at(place, model::july_31(year - 1));
}

// Spent from April to March, £ million of 2019-20.
double spent(const Trajectory& path, std::initializer_list<Category> categories, int year) {
  double total = 0.0;
  for (const Category category : categories) {
    const std::size_t place = model::accumulator(category).index;
    total += path.state_at(place, model::april_1(year)) - path.state_at(place, model::april_1(year - 1));
  }
  return total;
}

using model::sum;

// clang-format off: one row a series
constexpr Counterpart rows[] = {
    {"looked_after", "every setting, 31 July",
     [](const Trajectory& path, int year) { return children(path, model::families_looked_after(july(path, year))); }},
    {"looked_after_community", "at home, kinship and foster, 31 July",
     [](const Trajectory& path, int year) {
       const auto s = july(path, year);
       return children(path, sum(s.at_home) + sum(s.kinship) + sum(s.foster));
     }},
    {"looked_after_residential_and_secure", "residential and secure, 31 July",
     [](const Trajectory& path, int year) {
       const auto s = july(path, year);
       return children(path, sum(s.residential) + sum(s.secure));
     }},
    {"looked_after_at_home", "at home, 31 July",
     [](const Trajectory& path, int year) { return children(path, sum(july(path, year).at_home)); }},
    {"looked_after_kinship", "kinship, 31 July",
     [](const Trajectory& path, int year) { return children(path, sum(july(path, year).kinship)); }},
    {"looked_after_foster", "foster, 31 July",
     [](const Trajectory& path, int year) { return children(path, sum(july(path, year).foster)); }},
    {"looked_after_secure", "secure, 31 July",
     [](const Trajectory& path, int year) { return children(path, sum(july(path, year).secure)); }},
    {"starts", "starts, August to July",
     [](const Trajectory& path, int year) { return counted(path, Counter::starts, year); }},
    {"ceases", "ceases, August to July",
     [](const Trajectory& path, int year) { return counted(path, Counter::ceases, year); }},
    {"starts_under_5_share", "starts under 5 of starts, August to July",
     [](const Trajectory& path, int year) {
       return counted(path, Counter::starts_under_5, year) / counted(path, Counter::starts, year);
     }},
    {"adoptions", "adoptions, August to July",
     [](const Trajectory& path, int year) { return counted(path, Counter::adoptions, year); }},
    // With moves at a constant rate the share of children without one falls as exp(-moves a child-year); an
    // observation, outside the equations.
    {"more_than_one_placement_share", "1 - exp(-moves of a child-year)",
     [](const Trajectory& path, int year) {
       return 1.0 - std::exp(-counted(path, Counter::moves, year) / counted(path, Counter::care_years, year));
     }},
    {"aftercare_eligible", "on the aftercare register, 31 July",
     [](const Trajectory& path, int year) {
       const auto s = july(path, year);
       return sum(s.aftercare_receiving) + sum(s.aftercare_not_receiving);
     }},
    {"aftercare_receiving", "receiving aftercare, 31 July",
     [](const Trajectory& path, int year) { return sum(july(path, year).aftercare_receiving); }},
    {"continuing_care", "in continuing care, 31 July",
     [](const Trajectory& path, int year) {
       const auto s = july(path, year);
       return s.continuing_family + s.continuing_residential;
     }},
    {"continuing_care_entries", "entries to continuing care, August to July",
     [](const Trajectory& path, int year) { return counted(path, Counter::continuing_entries, year); }},
    {"spend_residential_and_secure", "cost of residential and secure care, April to March",
     [](const Trajectory& path, int year) {
       return spent(path, {Category::residential, Category::secure}, year);
     }},
    {"spend_community", "cost of care at home, kinship and foster care, April to March",
     [](const Trajectory& path, int year) {
       return spent(path, {Category::at_home, Category::kinship, Category::foster}, year);
     }},
};
// clang-format on

} // namespace

std::span<const Counterpart> counterparts() { return rows; }

std::vector<FittedFigure> fitted_figures(const Trajectory& path, const Published& published) {
  std::vector<FittedFigure> fitted;
  for (const PublishedFigure& figure : as_known_now(published)) {
    if (!figure.is_scored() || !figure.value) { // a suppressed figure has no error in per cent
      continue;
    }
    const Counterpart* found = nullptr;
    for (const Counterpart& row : rows) {
      found = row.series == figure.series ? &row : found;
    }
    if (found == nullptr) {
      throw std::invalid_argument("no counterpart in the model for the series " + figure.series);
    }
    fitted.push_back({figure.series, figure.year, *figure.value, found->value(path, figure.year)});
  }
  return fitted;
}

double mean_absolute_percentage_error(const std::vector<FittedFigure>& figures, std::string_view series) {
  double total = 0.0;
  double count = 0.0;
  for (const FittedFigure& figure : figures) {
    if (figure.series == series) {
      total += std::abs(figure.modelled / figure.published - 1.0);
      count += 1.0;
    }
  }
  return 100.0 * total / count;
}

} // namespace headwater::calibration
