// Rates and shares: Student's t about what the model says, so that one figure far out does not pull the rest after it.
//
// R: dt((y - centre) / scale, df) / scale.
#pragma once

#include "calibration/fit/observation/number.hpp"
#include "calibration/fit/observation/special.hpp"

#include <cmath>

namespace headwater::calibration {

/// Degrees of freedom of rates and shares unless said otherwise: K. L. Lange, R. J. A. Little and J. M. G. Taylor,
/// "Robust statistical modeling using the t distribution", 1989, find 4 to work well where they cannot be estimated.
inline constexpr double usual_freedom = 4.0;

/// log of the density at y; scale above 0.
template<class T> T student_t_log(double y, const T& centre, const T& scale, double freedom = usual_freedom) {
  using std::log;
  const T z = (y - centre) / scale;
  return student_log_constant(freedom) - 0.5 * (freedom + 1.0) * log1p_of(T(z * z / freedom)) - log(scale);
}

/// log P(low <= y <= high), low below high.
template<class T>
T student_t_log_between(double low, double high, const T& centre, const T& scale, double freedom = usual_freedom) {
  const T below = (low - centre) / scale;
  const T above = (high - centre) / scale;
  const LogMass mass = student_log_mass(value_of(below), value_of(above), freedom);
  return lift(below, above, mass.value, mass.by_low, mass.by_high);
}

} // namespace headwater::calibration
