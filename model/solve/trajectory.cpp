#include "model/solve/trajectory.hpp"

#include "model/solve/walk.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

namespace headwater::model {
namespace {

// The recorded system: the state, followed by the integral of every flow.
class RecordedSystem {
public:
  RecordedSystem(const System<double>& system, std::vector<FlowLabel>& labels) : system_{system}, labels_{labels} {}

  void operator()(const std::vector<double>& x, std::vector<double>& dxdt, double t) const {
    State<double> derivative{};
    FlowRecord record{derivative, labels_, rates_};
    const Stocks<double> s = read_stocks(x.data());
    all_flows(Scene<double>{s, system_.parameters(), system_.reference(), system_.moment(t)}, record);
    dxdt.resize(x.size());
    const auto flows = std::copy(derivative.begin(), derivative.end(), dxdt.begin());
    std::copy(rates_.begin(), rates_.end(), flows);
  }

  /// The rate of every flow of a state; fills the labels.
  std::size_t count_flows(const State<double>& state) const {
    State<double> derivative{};
    FlowRecord record{derivative, labels_, rates_};
    const Stocks<double> s = read_stocks(state.data());
    all_flows(Scene<double>{s, system_.parameters(), system_.reference(), system_.moment(start_time)}, record);
    return rates_.size();
  }

private:
  System<double> system_;
  std::vector<FlowLabel>& labels_;
  mutable std::vector<double> rates_;
};

void require_finite(const std::vector<double>& x, double time) {
  for (std::size_t i = 0; i < state_size; ++i) {
    if (!std::isfinite(x[i])) {
      const StockRow* stock = stock_at(i);
      throw std::runtime_error("the run broke down at " + std::to_string(time) + ": " +
                               (stock != nullptr ? std::string(stock->name) : "an accumulator") +
                               " is no longer a finite number");
    }
  }
}

// Cubic Hermite on one step: values and slopes at both ends, u from 0 to 1, slopes a year.
double hermite(double left, double right, double left_slope, double right_slope, double step, double u) {
  const double v = 1.0 - u;
  return v * v * (1.0 + 2.0 * u) * left + u * u * (3.0 - 2.0 * u) * right +
         u * v * step * (v * left_slope - u * right_slope);
}

struct Position {
  std::size_t left;
  double u;
};

Position position(const Trajectory& trajectory, double time) {
  const double steps = (time - start_time) / trajectory.grid.step;
  const auto last = trajectory.states.size() - 1;
  if (!(steps > -1e-9) || steps > static_cast<double>(last) + 1e-9) {
    throw std::out_of_range("time " + std::to_string(time) + " is outside the run");
  }
  const auto left = std::min(static_cast<std::size_t>(std::max(steps, 0.0)), last - 1);
  return {left, steps - static_cast<double>(left)};
}

/// The year of the kept 1 April that a time is.
std::optional<int> april_of(const Trajectory& trajectory, double time) {
  const int year = static_cast<int>(time);
  return trajectory.has_april(year) && time == april_1(year) ? std::optional(year) : std::nullopt;
}

} // namespace

double Trajectory::state_at(std::size_t index, double time) const {
  if (const auto april = april_of(*this, time)) {
    return on_1_april(*april)[index];
  }
  const auto [i, u] = position(*this, time);
  return hermite(states[i][index], states[i + 1][index], derivatives[i][index], derivatives[i + 1][index], grid.step,
                 u);
}

double Trajectory::flow_total_at(std::size_t flow, double time) const {
  if (const auto april = april_of(*this, time)) {
    return april_flow_totals.at(static_cast<std::size_t>(*april - first_april))[flow];
  }
  const auto [i, u] = position(*this, time);
  return hermite(flow_totals[i][flow], flow_totals[i + 1][flow], flow_rates[i][flow], flow_rates[i + 1][flow],
                 grid.step, u);
}

std::size_t Trajectory::step_at(double time) const {
  return static_cast<std::size_t>(std::lround((time - start_time) / grid.step));
}

Trajectory run(const ParameterValues<double>& values, const Drivers& drivers, int horizon, double step) {
  Trajectory result;
  result.grid = plan_grid(drivers, horizon, step);
  const PlanGrid& grid = result.grid;
  result.parameters = by_name(values);
  const Start<double> start = model::start(result.parameters, grid.moments.front());
  result.reference = start.reference;

  const auto recorded = [&result](std::span<const Moment<double>> moments, double length, double origin) {
    const System<double> system{result.parameters, result.reference, moments, length, origin};
    return RecordedSystem{system, result.flows};
  };
  const RecordedSystem whole = recorded(grid.moments, step, start_time);
  const State<double> initial = initial_state(start);
  std::vector<double> x(initial.begin(), initial.end());
  x.resize(state_size + whole.count_flows(initial), 0.0);

  const auto split = [](const std::vector<double>& from, std::vector<State<double>>& state,
                        std::vector<std::vector<double>>& flow) {
    const auto flows = from.begin() + static_cast<std::ptrdiff_t>(state_size);
    std::copy(from.begin(), flows, state.emplace_back().begin());
    flow.emplace_back(flows, from.end());
  };
  const auto keep_step = [&](const std::vector<double>& at, const std::vector<double>& slope, double time) {
    require_finite(at, time);
    split(at, result.states, result.flow_totals);
    split(slope, result.derivatives, result.flow_rates);
  };
  const auto keep_july = [&](const std::vector<double>& at) {
    result.july_moments.push_back(grid.moments[2 * grid.steps_a_year * result.july_states.size()]);
    std::copy_n(at.begin(), state_size, result.july_states.emplace_back().begin());
  };
  const auto keep_april = [&](const std::vector<double>& at) {
    split(at, result.april_states, result.april_flow_totals);
  };

  result.states.reserve(grid.steps + 1);
  result.derivatives.reserve(grid.steps + 1);
  result.flow_totals.reserve(grid.steps + 1);
  result.flow_rates.reserve(grid.steps + 1);
  walk(grid.timetable(), 0, x, recorded, keep_july, keep_april, keep_step);
  const double end = grid_time(2 * grid.steps, step);
  std::vector<double> last_slope;
  whole(x, last_slope, end);
  keep_step(x, last_slope, end);
  return result;
}

} // namespace headwater::model
