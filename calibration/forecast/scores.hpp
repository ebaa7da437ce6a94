// How good forecasts were: errors of the median, and how often the intervals held.
#pragma once

#include "calibration/forecast/prediction.hpp"

#include <cstddef>
#include <span>

namespace headwater::calibration {

/// Where a mean squared error comes from, as shares that sum to 1 (H. Theil, "Applied economic forecasting", 1966; J.
/// D. Sterman, "Appropriate summary statistics for evaluating the historical fit of system dynamics models", 1984):
///   bias        (mean f - mean y)^2 / MSE       U_M
///   variation   (s_f - s_y)^2 / MSE             U_S
///   covariation 2 (1 - r) s_f s_y / MSE         U_C     s with n in the divisor
/// Not numbers where the error is 0.
struct TheilShares {
  double bias;
  double variation;
  double covariation;
};

/// Throws std::invalid_argument for lists of different lengths or empty ones.
TheilShares theil_shares(std::span<const double> foreseen, std::span<const double> outcomes);

/// One forecast and what came.
struct Outcome {
  Prediction prediction;
  double outcome; ///< above 0
};

/// Means over forecasts; not numbers where there are none. Per cent are of the outcome, so that series of children and
/// of pounds can stand in one mean.
struct Scores {
  std::size_t count;
  double crps;          ///< in the unit of the figures: for one series only
  double crps_per_cent; ///< mean of 100 CRPS / outcome
  double covered_80;    ///< share of outcomes in the 80 % interval
  double covered_95;
  double mean_absolute_percentage_error; ///< of the median
  double root_mean_square_error;         ///< of the median, in the unit of the figures: for one series only
  TheilShares theil;                     ///< for one series only
};

Scores scores_of(std::span<const Outcome> outcomes);

} // namespace headwater::calibration
