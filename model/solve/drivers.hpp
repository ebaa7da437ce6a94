// Drivers: the published series that drive the model, and what a plan's levers say, at any time.
//
// Computed outside the equations, once for each time of the grid; they are plain doubles.
#pragma once

#include "model/quantities/plan.hpp"
#include "model/sectors/moment.hpp"

#include <span>
#include <vector>

namespace headwater::model {

/// One point of a published series.
struct SeriesPoint {
  double time; ///< years
  double value;
};

/// Piecewise linear between the points, the end values held outside. `points` is not empty and ordered by time.
double interpolate(std::span<const SeriesPoint> points, double time);

/// What drives one run. Each series has a point, and its points are ordered by time.
struct Drivers {
  std::vector<SeriesPoint> referrals; ///< children referred to the Reporter in the nation
  std::vector<SeriesPoint> poverty;   ///< child poverty after housing costs in the place, share of children
  Plan plan;
};

/// The sum of a lever's steps at a time, in the unit of LeverStep::amount.
double lever_at(const Plan& plan, std::size_t lever, double time);

/// Everything outside the equations at a time.
Moment<double> moment_at(const Drivers& drivers, double time);

} // namespace headwater::model
