// How good forecasts were: errors of the median, and how often the intervals held.
#pragma once

#include "calibration/fit/forecast/prediction.hpp"
#include "calibration/known/fit_statistics.hpp"

#include <cstddef>
#include <span>

namespace headwater::calibration {

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
