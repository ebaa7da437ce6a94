#include "model/solve/trajectory.hpp"

#include "model/solve/walk.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

namespace headwater::model {
namespace {

/// What every flow of the equations is, as of one evaluation.
std::vector<FlowLabel> flow_labels(const Stocks<double>& stocks, const Parameters<double>& parameters,
                                   const Reference<double>& reference, const Moment<double>& moment) {
  std::vector<FlowLabel> labels;
  FlowLabels ledger(labels);
  all_flows(Scene<double>{stocks, parameters, reference, moment}, ledger);
  return labels;
}

// The recorded system: the state, followed by the integral of every flow.
class RecordedSystem {
public:
  explicit RecordedSystem(const System<double>& system) : system_{system} {}

  void operator()(const std::vector<double>& x, std::vector<double>& dxdt, double t) const {
    State<double> derivative{};
    dxdt.resize(x.size());
    FlowRates ledger(derivative, dxdt.data() + state_size);
    const Stocks<double> s = read_stocks(x.data());
    all_flows(Scene<double>{s, system_.parameters(), system_.reference(), system_.moment(t)}, ledger);
    std::copy(derivative.begin(), derivative.end(), dxdt.begin());
  }

private:
  System<double> system_;
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

void split(const std::vector<double>& from, std::vector<State<double>>& state, std::vector<std::vector<double>>& flow) {
  const auto flows = from.begin() + static_cast<std::ptrdiff_t>(state_size);
  std::copy(from.begin(), flows, state.emplace_back().begin());
  flow.emplace_back(flows, from.end());
}

/// Runs along a grid and keeps years in `result`; `on_step(x, dxdt, t)` hears of every step, the end included.
template<class OnStep>
void record(const ParameterValues<double>& values, const PlanGrid& grid, FlowYears& result, const OnStep& on_step) {
  result.parameters = by_name(values);
  const Start<double> start = model::start(result.parameters, grid.moments.front());
  result.reference = start.reference;
  result.flows = flow_labels(start.stocks, result.parameters, result.reference, grid.moments.front());

  const auto recorded = [&result](std::span<const Moment<double>> moments, double length, double origin) {
    return RecordedSystem(System<double>{result.parameters, result.reference, moments, length, origin});
  };
  const State<double> initial = initial_state(start);
  std::vector<double> x(initial.begin(), initial.end());
  x.resize(state_size + result.flows.size(), 0.0);
  const auto keep_july = [&](const std::vector<double>& at) {
    result.july_moments.push_back(grid.moments[2 * grid.steps_a_year * result.july_states.size()]);
    std::copy_n(at.begin(), state_size, result.july_states.emplace_back().begin());
  };
  const auto keep_april = [&](const std::vector<double>& at) {
    split(at, result.april_states, result.april_flow_totals);
  };
  const auto look_at_step = [&](const std::vector<double>& at, const std::vector<double>& slope, double time) {
    require_finite(at, time);
    on_step(at, slope, time);
  };
  walk(grid.timetable(), 0, x, recorded, keep_july, keep_april, look_at_step);
  const double end = grid_time(2 * grid.steps, grid.step);
  std::vector<double> last_slope;
  recorded(grid.moments, grid.step, start_time)(x, last_slope, end);
  look_at_step(x, last_slope, end);
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

FlowYears run_flows(const ParameterValues<double>& values, const Drivers& drivers, int horizon) {
  FlowYears result;
  record(values, plan_grid(drivers, horizon), result, Ignore{});
  return result;
}

Trajectory run(const ParameterValues<double>& values, const Drivers& drivers, int horizon, double step) {
  Trajectory result;
  result.grid = plan_grid(drivers, horizon, step);
  const std::size_t kept = result.grid.steps + 1;
  result.states.reserve(kept);
  result.derivatives.reserve(kept);
  result.flow_totals.reserve(kept);
  result.flow_rates.reserve(kept);
  record(values, result.grid, result,
         [&result](const std::vector<double>& at, const std::vector<double>& slope, double /*time*/) {
           split(at, result.states, result.flow_totals);
           split(slope, result.derivatives, result.flow_rates);
         });
  return result;
}

} // namespace headwater::model
