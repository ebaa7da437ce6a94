#include "calibration/fit/derivatives/history_jacobian.hpp"

#include "calibration/known/counterparts.hpp"
#include "model/ensemble/annual_runs.hpp"
#include "model/scalars/dual.hpp"
#include "model/solve/annual_path.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <utility>

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

/// Numbers of every point, `size` a point, in blocks of adjoint_points beside one another.
class PointNumbers {
public:
  PointNumbers(std::size_t size, std::size_t points)
      : size_{size}, numbers_((points + adjoint_points - 1) / adjoint_points * adjoint_points * size) {}

  void add(const double* of_point) {
    double* to = numbers_.data() + added_ / adjoint_points * adjoint_points * size_ + added_ % adjoint_points;
    for (std::size_t i = 0; i < size_; ++i) {
      to[i * adjoint_points] = of_point[i];
    }
    ++added_;
  }
  /// All of them, the last block filled up with its first point.
  std::vector<double> filled() {
    const std::size_t last = added_ / adjoint_points * adjoint_points * size_;
    for (std::size_t lane = added_ % adjoint_points; lane > 0 && lane < adjoint_points; ++lane) {
      for (std::size_t i = 0; i < size_; ++i) {
        numbers_[last + i * adjoint_points + lane] = numbers_[last + i * adjoint_points];
      }
    }
    return std::move(numbers_);
  }

private:
  std::size_t size_;
  std::size_t added_ = 0;
  std::vector<double> numbers_;
};

bool all_finite(const std::vector<model::State<double>>& states) {
  return std::all_of(states.begin(), states.end(), [](const model::State<double>& state) {
    return std::all_of(state.begin(), state.end(), [](double x) { return std::isfinite(x); });
  });
}

} // namespace

HistoryModel::HistoryModel(const model::ParameterValues<double>& values, const model::Drivers& drivers,
                           std::vector<std::size_t> fitted, std::vector<AskedFigure> figures, double step,
                           const TangentKernel& kernel, const AdjointKernel& adjoint)
    : values_{values}, fitted_{std::move(fitted)}, figures_{std::move(figures)}, kernel_{&kernel}, adjoint_{&adjoint} {
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
    years_.push_back(figure.year);
    last = std::max(last, figure.year);
  }
  grid_ = model::plan_grid(drivers, last, step);

  points_ = 4 * grid_.steps + 3 * grid_.aprils.size();
  constexpr std::size_t moment_size = sizeof(model::Moment<double>) / sizeof(double);
  PointNumbers moments(moment_size, points_);
  const model::Parameters<double> p = model::by_name(values_);
  model::annual_path(p, model::start(p, grid_.moments.front()), grid_,
                     [&](const model::State<double>& /*x*/, const model::Moment<double>& moment) {
                       moments.add(reinterpret_cast<const double*>(&moment));
                     });
  moments_ = moments.filled();
}

std::vector<double> HistoryModel::centre() const {
  std::vector<double> centre;
  for (const std::size_t position : fitted_) {
    centre.push_back(values_[position]);
  }
  return centre;
}

model::ParameterValues<double> HistoryModel::values_with(std::span<const double> fitted) const {
  if (fitted.size() != dimension()) {
    throw std::invalid_argument("one value for each fitted parameter");
  }
  model::ParameterValues<double> values = values_;
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    values[fitted_[i]] = fitted[i];
  }
  return values;
}

std::vector<double> HistoryModel::figures_of(const History<double>& history) const {
  std::vector<double> found(figures_.size());
  for (std::size_t i = 0; i < figures_.size(); ++i) {
    found[i] = counterparts<double>()[rows_[i]].value(history, figures_[i].year);
  }
  return found;
}

std::optional<HistoryFigures> HistoryModel::values_at(std::span<const double> fitted) const {
  const model::ParameterValues<double> values = values_with(fitted);
  model::AnnualPath<double> path = model::annual_path(values, grid_);
  if (!all_finite(path.july_states)) {
    return std::nullopt;
  }
  return HistoryFigures{
      figures_of({std::move(path.july_states), std::move(path.april_states), values[children_per_family]}), {}};
}

std::vector<std::optional<HistoryFigures>> HistoryModel::values_at_each(std::span<const double> points) const {
  std::vector<model::ParameterValues<double>> values;
  for (std::size_t at = 0; at < points.size(); at += dimension()) {
    values.push_back(values_with(points.subspan(at, std::min(dimension(), points.size() - at))));
  }
  std::vector<std::optional<HistoryFigures>> found(values.size());
  model::AnnualRuns runs;
  std::vector<model::AnnualRecord> records(runs.lanes());
  for (std::size_t first = 0; first < values.size(); first += runs.lanes()) {
    const std::size_t count = std::min(runs.lanes(), values.size() - first);
    runs.run(std::span(values).subspan(first, count), grid_, records);
    for (std::size_t i = 0; i < count; ++i) {
      if (model::AnnualRecord& record = records[i]; all_finite(record.july_states)) {
        found[first + i] = {figures_of({std::move(record.july_states), std::move(record.april_states),
                                        values[first + i][children_per_family]}),
                            {}};
      }
    }
  }
  return found;
}

std::optional<HistoryGradient> HistoryModel::gradient_at(std::span<const double> fitted, const Weigh& weigh) const {
  const model::ParameterValues<double> values = values_with(fitted);
  const model::Parameters<double> p = model::by_name(values);
  const model::Start<double> start = model::start(p, grid_.moments.front());
  PointNumbers stocks(model::stock_size, points_);
  model::AnnualPath<double> path = model::annual_path(
      p, start, grid_,
      [&stocks](const model::State<double>& x, const model::Moment<double>& /*moment*/) { stocks.add(x.data()); });
  if (!all_finite(path.july_states)) {
    return std::nullopt;
  }
  const History<double> history{std::move(path.july_states), std::move(path.april_states), values[children_per_family]};
  HistoryGradient found{figures_of(history), std::vector<double>(dimension())};
  std::vector<double> weights(figures_.size());
  weigh(found.values, weights);

  const std::vector<double> stocks_of_points = stocks.filled();
  model::ParameterValues<double> by_parameter{};
  const AdjointRun run{.values = values.data(),
                       .reference = reinterpret_cast<const double*>(&start.reference),
                       .place_rate = start.place_rate,
                       .grid = &grid_,
                       .points = points_,
                       .stocks = stocks_of_points.data(),
                       .moments = moments_.data(),
                       .july_states = history.july_states.data()->data(),
                       .april_states = history.april_states.data()->data(),
                       .figures = figures_.size(),
                       .rows = rows_.data(),
                       .years = years_.data(),
                       .weights = weights.data(),
                       .by_parameter = by_parameter.data()};
  adjoint_->run(&run);
  for (std::size_t i = 0; i < dimension(); ++i) {
    found.gradient[i] = by_parameter[fitted_[i]];
  }
  return found;
}

std::optional<HistoryFigures> HistoryModel::jacobian_at(std::span<const double> fitted) const {
  const model::ParameterValues<double> values = values_with(fitted);
  const std::size_t width = kernel_->directions;
  TangentPath path;
  path.july.resize(grid_.julys() * model::state_size);
  path.april.resize(grid_.aprils.size() * model::state_size);
  path.july_tangents.resize(path.july.size() * width);
  path.april_tangents.resize(path.april.size() * width);

  HistoryFigures found;
  found.values.resize(figures_.size());
  found.jacobian.resize(figures_.size() * dimension());
  for (std::size_t first = 0; first < dimension(); first += width) {
    const std::size_t count = std::min(width, dimension() - first);
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
    for (std::size_t i = 0; i < count; ++i) {
      Slope per_family(values[children_per_family]);
      per_family.d[0] = fitted_[first + i] == children_per_family ? 1.0 : 0.0;
      const History<Slope> history{states_of(path.july, path.july_tangents, width, i),
                                   states_of(path.april, path.april_tangents, width, i), per_family};
      for (std::size_t figure = 0; figure < figures_.size(); ++figure) {
        const Slope value = counterparts<Slope>()[rows_[figure]].value(history, figures_[figure].year);
        found.values[figure] = value.v;
        found.jacobian[figure * dimension() + first + i] = value.d[0];
      }
    }
  }
  return found;
}

} // namespace headwater::calibration
