// Money: log y is normal about the log of what the model says, so errors are in per cent and nothing is below 0.
//
// The model's figure is the median. R: dlnorm(y, log(median), sd).
#pragma once

#include "calibration/fit/observation/number.hpp"
#include "calibration/fit/observation/special.hpp"

#include <cmath>

namespace headwater::calibration {

/// log of the density at y; y and the median above 0; sd is that of log y, above 0.
template<class T> T log_normal_log(double y, const T& median, const T& sd) {
  using std::log;
  const T z = (std::log(y) - log(median)) / sd;
  return T(-0.5) * z * z - log(sd) - (log_root_two_pi + std::log(y));
}

/// log P(low <= y <= high), low from 0 and below high.
template<class T> T log_normal_log_between(double low, double high, const T& median, const T& sd) {
  using std::log;
  const T above = (std::log(high) - log(median)) / sd;
  if (low == 0.0) {
    const ValueAndSlope mass = normal_log_below(value_of(above));
    return lift(above, mass.value, mass.slope);
  }
  const T below = (std::log(low) - log(median)) / sd;
  const LogMass mass = normal_log_mass(value_of(below), value_of(above));
  return lift(below, above, mass.value, mass.by_low, mass.by_high);
}

} // namespace headwater::calibration
