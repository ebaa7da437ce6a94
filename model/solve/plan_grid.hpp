// The grid of a plan: everything outside the equations at each time the solver evaluates them, worked out once for all
// the runs of the plan.
//
//   31 July 2011 |--.--|--.--|--.--|  ...  |  31 July of the horizon     steps, and the middle of each
//                         |.|                                            a part of a step leads to each 1 April
#pragma once

#include "model/solve/clock.hpp"
#include "model/solve/drivers.hpp"

#include <array>
#include <span>
#include <vector>

namespace headwater::model {

/// The step of its own that leads from the step before a 1 April to that day, beside the run and not part of it.
struct AprilStep {
  std::size_t from;                      ///< number of the step at whose start it begins
  double begins;                         ///< years
  double length;                         ///< years, above 0 and at most a step
  std::array<Moment<double>, 3> moments; ///< at its start, middle and end
};

/// A grid as the solver walks along it; it refers to the grid's moments.
struct Timetable {
  std::span<const Moment<double>> moments; ///< of the half-step grid: 2 * steps + 1
  std::span<const AprilStep> aprils;
  std::size_t steps;
  std::size_t steps_a_year;
  double step; ///< years
};

struct PlanGrid {
  std::size_t steps = 0;
  double step = step_length; ///< years
  std::size_t steps_a_year = steps_per_year;
  std::vector<Moment<double>> moments; ///< of the half-step grid: 2 * steps + 1
  std::vector<AprilStep> aprils;       ///< from the first 1 April inside the run on, one a year

  std::size_t julys() const { return steps / steps_a_year + 1; }
  Timetable timetable() const { return {moments, aprils, steps, steps_a_year, step}; }
};

/// Throws std::invalid_argument for a horizon not after the start. `step` must divide a year.
PlanGrid plan_grid(const Drivers& drivers, int horizon = last_horizon, double step = step_length);

/// The years from the start over which two plans ask for the same: in them, the same parameters give the same states
/// bit by bit. 0 where they differ from the start, or are on other grids.
std::size_t shared_years(const PlanGrid& one, const PlanGrid& other);

} // namespace headwater::model
