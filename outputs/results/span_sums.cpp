#include "outputs/results/span_sums.hpp"

#include "outputs/results/horizons.hpp"
#include "outputs/results/ledger.hpp"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>

namespace headwater::outputs {
namespace {

using model::AnnualRecord;
using model::Category;
using model::CostClass;
using model::Counter;

double counted_in_year(const AnnualRecord& record, FiscalYear year, model::Place place) {
  return record.on_1_april(year.first + 1)[place.index] - record.on_1_april(year.first)[place.index];
}

double cost_of_classes(const AnnualRecord& record, FiscalYear year, std::initializer_list<CostClass> classes) {
  double total = 0.0;
  for (std::size_t i = 0; i < model::category_count; ++i) {
    if (std::find(classes.begin(), classes.end(), model::categories()[i].cost_class) != classes.end()) {
      total += counted_in_year(record, year, model::accumulator(static_cast<Category>(i)));
    }
  }
  return total;
}

template<CostClass... classes> double cost_in_year(const AnnualRecord& record, FiscalYear year) {
  return cost_of_classes(record, year, {classes...});
}

template<auto what> double of_one_in_year(const AnnualRecord& record, FiscalYear year) {
  return counted_in_year(record, year, model::accumulator(what));
}

/// Money spent on support, adult services for parents among it.
double support_in_year(const AnnualRecord& record, FiscalYear year) {
  double total = 0.0;
  for (std::size_t i = 0; i < model::category_count; ++i) {
    const auto category = static_cast<Category>(i);
    total += is_support(category) ? counted_in_year(record, year, model::accumulator(category)) : 0.0;
  }
  return total;
}

double all_cost_in_year(const AnnualRecord& record, FiscalYear year) {
  return cost_in_year<CostClass::universal, CostClass::targeted, CostClass::care_system, CostClass::failure_demand,
                      CostClass::wider, CostClass::lost_revenue, CostClass::adult_need>(record, year);
}

constexpr SpanSum all_span_sums[] = {
    {"support", true, support_in_year},
    {"care_system", true, cost_in_year<CostClass::care_system>},
    {"failure_demand", true, cost_in_year<CostClass::failure_demand, CostClass::wider>},
    {"lost_tax", true, cost_in_year<CostClass::lost_revenue>},
    {"all_but_support", true,
     [](const AnnualRecord& record, FiscalYear year) {
       return all_cost_in_year(record, year) - support_in_year(record, year);
     }},
    {"all_cost", true, all_cost_in_year},
    {"adult_need", true,
     [](const AnnualRecord& record, FiscalYear year) {
       return cost_in_year<CostClass::adult_need>(record, year) -
              of_one_in_year<Category::adult_services>(record, year);
     }},
    {"fd_homelessness", true, of_one_in_year<Category::fd_homelessness>},
    {"fd_justice", true, of_one_in_year<Category::fd_justice>},
    {"fd_health", true, of_one_in_year<Category::fd_health>},
    {"fd_addiction", true, of_one_in_year<Category::fd_addiction>},
    {"fd_benefits", true, of_one_in_year<Category::fd_benefits>},
    {"fd_all", true, cost_in_year<CostClass::failure_demand>},
    {"harm_at_home", false, of_one_in_year<Counter::harm_at_home>},
    {"harm_from_separation", false, of_one_in_year<Counter::harm_from_separation>},
};

double change_over(const Compared& compared, const Prices& prices, const SpanSum& sum) {
  double total = 0.0;
  for (const FiscalYear year : compared_years(compared.with.last_july())) {
    const double change = sum.in_year(compared.with, year) - sum.in_year(compared.without, year);
    total += sum.is_money ? prices.pounds(change, year) : change;
  }
  return total;
}

} // namespace

std::span<const SpanSum> span_sums() { return all_span_sums; }

std::vector<FiscalYear> compared_years(int horizon) {
  std::vector<FiscalYear> years;
  for (FiscalYear year = comparison_starts; year <= spoken_horizon(horizon); ++year.first) {
    years.push_back(year);
  }
  return years;
}

std::vector<double> span_changes(const Compared& compared, const Prices& prices) {
  std::vector<double> changes;
  for (const SpanSum& sum : all_span_sums) {
    changes.push_back(change_over(compared, prices, sum));
  }
  return changes;
}

double span_change(const Compared& compared, const Prices& prices, std::string_view name) {
  for (const SpanSum& sum : all_span_sums) {
    if (sum.name == name) {
      return change_over(compared, prices, sum);
    }
  }
  throw std::invalid_argument("no such sum: " + std::string(name));
}

std::string span_key(std::string_view name) { return "sum:" + std::string(name); }

} // namespace headwater::outputs
