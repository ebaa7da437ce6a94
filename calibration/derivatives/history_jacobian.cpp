#include "calibration/derivatives/history_jacobian.hpp"

#include "calibration/counterparts.hpp"
#include "model/scalars/dual.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace headwater::calibration {
namespace {

/// A number of the run and its derivative by one parameter.
using Slope = model::Dual<1>;

constexpr std::size_t children_per_family = model::find_parameter("children_per_looked_after_family");

/// What a kernel wrote.
struct TangentPath {
  std::vector<double> july;
  std::vector<double> april;
  std::vector<double> july_tangents;
  std::vector<double> april_tangents;
};

std::vector<model::State<Slope>> states_of(const std::vector<double>& values, const std::vector<double>& tangents,
                                           std::size_t directions, std::size_t direction) {
  std::vector<model::State<Slope>> states(values.size() / model::state_size);
  for (std::size_t i = 0; i < values.size(); ++i) {
    Slope& number = states[i / model::state_size][i % model::state_size];
    number = Slope(values[i]);
    number.d[0] = tangents[i * directions + direction];
  }
  return states;
}

} // namespace

HistoryModel::HistoryModel(const model::ParameterValues<double>& values, std::vector<std::size_t> fitted,
                           std::vector<AskedFigure> figures, const TangentKernel& kernel)
    : values_{values}, fitted_{std::move(fitted)}, figures_{std::move(figures)}, kernel_{&kernel} {
  if (std::set<std::size_t>(fitted_.begin(), fitted_.end()).size() != fitted_.size() ||
      std::any_of(fitted_.begin(), fitted_.end(), [](std::size_t i) { return i >= model::parameter_count; })) {
    throw std::invalid_argument("a fitted parameter is none, or is there twice");
  }
  int last = model::start_year + 2;
  for (const AskedFigure& figure : figures_) {
    const std::size_t row = find_counterpart(figure.series);
    if (row == counterparts<double>().size()) {
      throw std::invalid_argument("no counterpart in the model for the series " + figure.series);
    }
    // The first whole August to July ends in the year after the start, the first whole April to March a year later.
    if (figure.year < model::start_year + 2 &&
        !(figure.year == model::start_year + 1 && !figure.series.starts_with("spend"))) {
      throw std::invalid_argument(figure.series + " of " + std::to_string(figure.year) +
                                  " ends before a run covers it");
    }
    rows_.push_back(row);
    last = std::max(last, figure.year);
  }
  grid_ = model::plan_grid(model::scotland_drivers({}), last);
}

std::vector<double> HistoryModel::centre() const {
  std::vector<double> centre;
  for (const std::size_t position : fitted_) {
    centre.push_back(values_[position]);
  }
  return centre;
}

std::optional<HistoryFigures> HistoryModel::values_at(std::span<const double> fitted) const { return at(fitted, 0); }

std::optional<HistoryFigures> HistoryModel::jacobian_at(std::span<const double> fitted) const {
  return at(fitted, (dimension() + kernel_->directions - 1) / kernel_->directions);
}

std::optional<HistoryFigures> HistoryModel::at(std::span<const double> fitted, std::size_t passes) const {
  if (fitted.size() != dimension()) {
    throw std::invalid_argument("one value for each fitted parameter");
  }
  model::ParameterValues<double> values = values_;
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    values[fitted_[i]] = fitted[i];
  }
  const std::size_t width = kernel_->directions;
  TangentPath path;
  path.july.resize(grid_.julys() * model::state_size);
  path.april.resize(grid_.aprils.size() * model::state_size);
  path.july_tangents.resize(path.july.size() * width);
  path.april_tangents.resize(path.april.size() * width);

  HistoryFigures found;
  found.values.resize(figures_.size());
  found.jacobian.resize(passes == 0 ? 0 : figures_.size() * dimension());
  for (std::size_t pass = 0; pass < std::max<std::size_t>(passes, 1); ++pass) {
    const std::size_t first = pass * width;
    const std::size_t count = passes == 0 ? 0 : std::min(width, dimension() - first);
    const TangentRun run{.values = values.data(),
                         .by = fitted_.data() + first,
                         .count = count,
                         .grid = &grid_,
                         .july_states = path.july.data(),
                         .april_states = path.april.data(),
                         .july_tangents = path.july_tangents.data(),
                         .april_tangents = path.april_tangents.data()};
    kernel_->run(&run);
    if (!std::all_of(path.july.begin(), path.july.end(), [](double x) { return std::isfinite(x); })) {
      return std::nullopt;
    }
    for (std::size_t i = 0; i < std::max<std::size_t>(count, 1); ++i) {
      Slope per_family(values[children_per_family]);
      per_family.d[0] = count > 0 && fitted_[first + i] == children_per_family ? 1.0 : 0.0;
      const History<Slope> history{states_of(path.july, path.july_tangents, width, i),
                                   states_of(path.april, path.april_tangents, width, i), per_family};
      for (std::size_t figure = 0; figure < figures_.size(); ++figure) {
        const Slope value = counterparts<Slope>()[rows_[figure]].value(history, figures_[figure].year);
        found.values[figure] = value.v;
        if (count > 0) {
          found.jacobian[figure * dimension() + first + i] = value.d[0];
        }
      }
    }
  }
  return found;
}

} // namespace headwater::calibration
