// How likely a measurement is where its error is normal.
#pragma once

#include <cmath>
#include <numbers>

namespace headwater::calibration::tests {

inline double log_normal_density(double measured, double mean, double sd) {
  const double z = (measured - mean) / sd;
  return -0.5 * std::log(2.0 * std::numbers::pi * sd * sd) - 0.5 * z * z;
}

} // namespace headwater::calibration::tests
