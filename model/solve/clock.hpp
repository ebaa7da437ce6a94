// The clock: where the run starts, how long a step is, and how dates and fiscal years are said as years.
#pragma once

#include <cstddef>

namespace headwater::model {

/// 31 July of a calendar year, years.
constexpr double july_31(int year) { return year + 7.0 / 12.0; }
/// 1 April of a calendar year, years: the start of fiscal year `year`-(`year`+1).
constexpr double april_1(int year) { return year + 0.25; }

inline constexpr int start_year = 2011;
inline constexpr double start_time = july_31(start_year);

/// The step of the solver, years; the one place it is said.
inline constexpr int steps_per_year = 16;
inline constexpr double step_length = 1.0 / steps_per_year;

/// The furthest horizon a run may have.
inline constexpr int last_horizon = 2086;

/// Time of a point of the half-step grid on which the solver evaluates: point 2n is the start of step n. Written as the
/// solver computes it, so that both give the same bits.
constexpr double grid_time(std::size_t half_steps, double step = step_length) {
  const double start_of_step = start_time + static_cast<double>(half_steps / 2) * step;
  return half_steps % 2 == 0 ? start_of_step : start_of_step + step / 2.0;
}

} // namespace headwater::model
