// The few special functions of the observation model, over double.
#pragma once

namespace headwater::calibration {

/// log k!, k a whole number from 0.
double log_factorial(double k);

/// A function and its derivative at a point.
struct ValueAndSlope {
  double value;
  double slope;
};

/// log(1 + x) / x - 1, which is -x/2 + x^2/3 - ..., for x from 0; good for the smallest x, and 0 there.
ValueAndSlope log1p_over_less_one(double x);

/// The log of the probability that a standardised variable lies between two points, and its derivatives in them.
/// Good far out in a tail and for the narrowest interval; `low` is not above `high`, both are finite.
struct LogMass {
  double value;
  double by_low;
  double by_high;
};

/// Of the standard normal distribution.
LogMass normal_log_mass(double low, double high);

/// Of Student's t distribution with `freedom` degrees of freedom, above 0.
LogMass student_log_mass(double low, double high, double freedom);

/// log P(Z <= z) of the standard normal distribution, and its derivative; good for z = -1e6 too.
ValueAndSlope normal_log_below(double z);

/// log of the density of Student's t distribution less its part in z: log Gamma((v+1)/2) - log Gamma(v/2) -
/// log(v pi)/2.
double student_log_constant(double freedom);

/// log sqrt(2 pi).
inline constexpr double log_root_two_pi = 0.91893853320467274178;

} // namespace headwater::calibration
