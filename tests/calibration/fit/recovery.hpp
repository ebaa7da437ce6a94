// Does a fit find what is known to be true? Truths from the priors, figures as the model would make them of each, and
// what the fit's Gaussian approximation at its mode says of every number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace headwater::calibration::tests {

/// Of one fitted number over all truths; errors are in the free scale of its prior.
struct RecoveredNumber {
  std::string name;
  double narrower = 0.0; ///< mean of the fit's standard deviation over the prior's: 1 where the figures say nothing
  double bias = 0.0;     ///< mean of (fit - truth) / the fit's standard deviation
  double rms = 0.0;      ///< root of the mean square of that: 1 where the fit knows how sure it is
  double within_50 = 0.0, within_80 = 0.0, within_95 = 0.0; ///< share of truths in the central intervals
};

struct Recovery {
  std::size_t truths = 0;
  std::size_t failed = 0; ///< of these, fits that could not be made: left out
  std::vector<RecoveredNumber> numbers;
  RecoveredNumber all; ///< the mean over the numbers
};

/// All parameters, scatter and series, as `headwater calibrate` takes them. A function of truths and seed, not promised
/// to be the same bits between processors. Two threads or more where there are.
Recovery recovery(std::size_t truths, std::uint64_t seed);

/// The table as Markdown.
std::string recovery_table(const Recovery& recovery);

} // namespace headwater::calibration::tests
