// Whether ranks are even over 0 ... L.
//
// By bins, and by how many ranks lie below each of 1, 2, ... L: these counts are binomial, one at a time, and a band
// that holds all of them at once is wider than each one's own. The probability that all lie within bounds is exact,
// rank by rank upwards (T. Säilynoja, P.-C. Bürkner and A. Vehtari, "Graphical test for discrete uniformity and its
// applications in goodness-of-fit evaluation and multiple sample comparison", Statistics and Computing 32, 2022).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace headwater::calibration {

/// Chi-square over bins of equal width.
struct BinnedUniformity {
  std::vector<std::size_t> counts; ///< by bin
  double chi_square;
  double p_value;
};

/// The most bins that `greatest_rank + 1` divides into and that hold 20 ranks each on average, and two at least.
/// Throws std::invalid_argument for a rank above the greatest, and fewer ranks than make two bins of 20.
BinnedUniformity binned_uniformity(std::span<const std::size_t> ranks, std::size_t greatest_rank);

/// Bounds of the counts of ranks below 1, 2, ... `greatest_rank`, ends included.
struct CountBand {
  std::vector<std::size_t> low, high;
};

/// Each count's own central interval: at most `pointwise` / 2 lie beyond either end.
CountBand count_band(std::size_t ranks, std::size_t greatest_rank, double pointwise);

/// The probability that even ranks have all counts in the band. Throws std::invalid_argument for a band without bounds,
/// not of one length, or beyond the number of ranks.
double probability_within(const CountBand& band, std::size_t ranks);

/// The narrowest of the bands above that holds all counts with probability `share`: what a chart shows.
/// Throws std::invalid_argument for no ranks, a greatest rank of 0 and a share not between 0 and 1.
CountBand simultaneous_band(std::size_t ranks, std::size_t greatest_rank, double share);

/// How often even ranks have a count that is as improbable by itself as the least probable here, or more so. Exact, and
/// below 1e-9 a bound from above, the sum over all counts.
/// Throws std::invalid_argument for no ranks, or one above the greatest.
double count_p_value(std::span<const std::size_t> ranks, std::size_t greatest_rank);

} // namespace headwater::calibration
