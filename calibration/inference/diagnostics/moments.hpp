// Mean, standard deviation and quantiles of draws, as R has them.
#pragma once

#include <span>

namespace headwater::calibration {

/// Not a number where there is no value.
double mean_of(std::span<const double> values);

/// With one less than their number in the divisor; not a number where there are fewer than 2 values.
double variance_of(std::span<const double> values);
double deviation_of(std::span<const double> values); ///< its square root

/// As experiments::quantile_by_weights, of values in any order. Not a number where there is no value or one is not a number.
/// Throws std::invalid_argument for a probability outside 0 ... 1.
double quantile_of(std::span<const double> values, double probability);

} // namespace headwater::calibration
