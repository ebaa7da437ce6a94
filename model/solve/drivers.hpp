// Drivers: the published series that drive the model, and what a plan's levers say, at any time.
//
// Computed outside the equations, once for each time of the grid; they are plain doubles.
#pragma once

#include "model/quantities/plan.hpp"
#include "model/sectors/moment.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace headwater::model {

/// One point of a published series.
struct SeriesPoint {
  double time; ///< years
  double value;
};

/// A figure of a published series with its source.
struct PublishedPoint {
  double time;
  double value;
  std::string_view source; ///< key of sources.def
};

/// Children referred to the Reporter in Scotland; fiscal year Y-(Y+1) stands at Y + 0.75.
std::span<const PublishedPoint> published_referrals();
/// Child poverty after housing costs in Scotland, share of children; before 2014.5 and after 2023.5 an assumption.
std::span<const PublishedPoint> published_poverty();

/// Piecewise linear between the points, the end values held outside. `points` is not empty and ordered by time.
double interpolate(std::span<const SeriesPoint> points, double time);

/// What drives one run: a place's child poverty and a plan.
struct Drivers {
  std::vector<SeriesPoint> poverty;
  Plan plan;
};

/// Scotland's published poverty with a plan.
Drivers scotland_drivers(Plan plan = {});

/// The sum of a lever's steps at a time, in the unit of LeverStep::amount.
double lever_at(const Plan& plan, std::size_t lever, double time);

/// Everything outside the equations at a time.
Moment<double> moment_at(const Drivers& drivers, double time);

} // namespace headwater::model
