#include "model/solve/trajectory.hpp"

#include <boost/numeric/odeint/stepper/runge_kutta4_classic.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
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
  const System<double>& system_;
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
  if (trajectory.states.empty()) {
    throw std::out_of_range("only the years of this run were kept, not time " + std::to_string(time));
  }
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

  const System<double> system{result.parameters, result.reference, grid.moments, step};
  const RecordedSystem recorded{system, result.flows};
  const State<double> initial = initial_state(start);
  std::vector<double> x(initial.begin(), initial.end());
  x.resize(state_size + recorded.count_flows(initial), 0.0);
  std::vector<double> dxdt(x.size());

  const auto split = [](const std::vector<double>& from, std::vector<State<double>>& state,
                        std::vector<std::vector<double>>& flow) {
    const auto flows = from.begin() + static_cast<std::ptrdiff_t>(state_size);
    std::copy(from.begin(), flows, state.emplace_back().begin());
    flow.emplace_back(flows, from.end());
  };
  const auto keep = [&] {
    split(x, result.states, result.flow_totals);
    split(dxdt, result.derivatives, result.flow_rates);
  };

  result.states.reserve(grid.steps + 1);
  result.derivatives.reserve(grid.steps + 1);
  result.flow_totals.reserve(grid.steps + 1);
  result.flow_rates.reserve(grid.steps + 1);

  // A stepper copies what it calls, several times a step: it is handed a reference.
  boost::numeric::odeint::runge_kutta4_classic<std::vector<double>> stepper;
  const auto keep_april = [&](const AprilStep& april) {
    const System<double> there{result.parameters, result.reference, april.moments, april.length, april.begins};
    const RecordedSystem recorded_there{there, result.flows};
    std::vector<double> y = x;
    stepper.do_step(std::cref(recorded_there), y, dxdt, april.begins, april.length);
    split(y, result.april_states, result.april_flow_totals);
  };
  auto next_april = grid.aprils.begin();
  for (std::size_t n = 0; n <= grid.steps; ++n) {
    const double t = grid_time(2 * n, step);
    recorded(x, dxdt, t);
    require_finite(x, t);
    keep();
    if (n % grid.steps_a_year == 0) {
      result.july_states.push_back(result.states.back());
      result.july_moments.push_back(grid.moments[2 * n]);
    }
    if (next_april != grid.aprils.end() && next_april->from == n) {
      keep_april(*next_april++);
    }
    if (n < grid.steps) {
      stepper.do_step(std::cref(recorded), x, dxdt, t, step);
    }
  }
  return result;
}

} // namespace headwater::model
