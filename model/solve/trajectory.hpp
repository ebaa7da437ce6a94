// What flowed in one run: by year, and in a trajectory every stock, accumulator and flow at every step.
#pragma once

#include "model/solve/annual_record.hpp"
#include "model/solve/fiscal_year.hpp"
#include "model/solve/plan_grid.hpp"
#include "model/solve/system.hpp"

#include <string_view>
#include <vector>

namespace headwater::model {

/// One run by year, with every flow. Flows and accumulators are integrals since the start, made by the solver itself, so
/// a difference of two of them is what flowed between.
struct FlowYears : AnnualRecord {
  std::vector<FlowLabel> flows; ///< what each flow is
  /// The integral of each flow up to each 1 April from `first_april` on. That day lies between two steps: a step of its
  /// own leads there, so that a plan that begins on it has spent nothing by then.
  std::vector<std::vector<double>> april_flow_totals;

  /// What flowed over a fiscal year that the run covers whole.
  double flowed(std::size_t flow, FiscalYear year) const {
    const auto april = static_cast<std::size_t>(year.first - first_april);
    return april_flow_totals[april + 1][flow] - april_flow_totals[april][flow];
  }
};

/// The same, step by step.
class Trajectory : public FlowYears {
public:
  std::vector<State<double>> states;            ///< at each step, from the start
  std::vector<State<double>> derivatives;       ///< of the states, a year
  std::vector<std::vector<double>> flow_totals; ///< at each step, the integral of each flow since the start
  std::vector<std::vector<double>> flow_rates;  ///< at each step, a year
  PlanGrid grid;                                ///< what it was run along

  /// Time of the last step, years.
  double end() const { return grid_time(2 * (states.size() - 1), grid.step); }
  /// Number `index` of the state at a time within the run; between steps, but for 1 April, by cubic Hermite (fourth
  /// order, like the solver). Throws std::out_of_range outside the run.
  double state_at(std::size_t index, double time) const;
  /// The integral of a flow from the start to a time, likewise.
  double flow_total_at(std::size_t flow, double time) const;
  /// The scene at a step: every auxiliary of the equations. `scene.known()` refers to `stocks`, which must outlive it.
  Stocks<double> stocks_at_step(std::size_t step_number) const { return read_stocks(states[step_number].data()); }
  const Moment<double>& moment_at_step(std::size_t step_number) const { return grid.moments[2 * step_number]; }
  /// The step that stands at a time on the step grid (31 July of any year does).
  std::size_t step_at(double time) const;
};

/// Runs as `run` does, to the same bits, and keeps years alone. Throws as it does.
FlowYears run_flows(const ParameterValues<double>& values, const Drivers& drivers, int horizon = last_horizon);

/// Runs the model with fixed-step RK4 from 31 July 2011 to 31 July of the horizon.
/// `step` must divide a year. Throws std::invalid_argument for a horizon not after the start, std::runtime_error,
/// naming the stock and the date, if a number stops being finite.
Trajectory run(const ParameterValues<double>& values, const Drivers& drivers, int horizon = last_horizon,
               double step = step_length);

} // namespace headwater::model
