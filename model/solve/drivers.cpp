#include "model/solve/drivers.hpp"

#include "model/scalars/smooth.hpp"
#include "model/solve/clock.hpp"

#include <array>

namespace headwater::model {

double interpolate(std::span<const SeriesPoint> points, double time) {
  if (time <= points.front().time) {
    return points.front().value;
  }
  for (std::size_t i = 1; i < points.size(); ++i) {
    const SeriesPoint& left = points[i - 1];
    const SeriesPoint& right = points[i];
    if (time < right.time) {
      return left.value + (right.value - left.value) * (time - left.time) / (right.time - left.time);
    }
  }
  return points.back().value;
}

namespace {

/// What a step has added to its lever by a time.
double level_at(const LeverStep& step, double time) { return step.amount * ramp((time - step.start) / step.ramp); }

} // namespace

double lever_at(const Plan& plan, std::size_t lever, double time) {
  double total = 0.0;
  for (const LeverStep& step : plan.steps) {
    if (step.lever == lever) {
      total += level_at(step, time);
    }
  }
  return total;
}

Moment<double> moment_at(const Drivers& drivers, double time) {
  std::array<double, lever_count> lever_values{};
  for (const LeverStep& step : drivers.plan.steps) {
    lever_values[step.lever] += level_at(step, time);
  }
  std::array<double, loop_count> switches{};
  for (std::size_t i = 0; i < loop_count; ++i) {
    switches[i] = drivers.plan.cut[i] ? 0.0 : 1.0;
  }
  return {
      .time = time,
      .start = start_time,
      .referrals = interpolate(drivers.referrals, time) / interpolate(drivers.referrals, start_time),
      .referrals_end = drivers.referrals.back().time,
      .child_poverty = interpolate(drivers.poverty, time),
      .lever = by_name(lever_values),
#define SETTING(name, symbol, key, unit, value, low, high, stated, counts, meaning) .name = drivers.plan.name,
#include "model/quantities/settings.def"
#undef SETTING
      .loop = loops_by_name(switches),
  };
}

} // namespace headwater::model
