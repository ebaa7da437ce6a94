// Spread: how the draws of one number lie.
#pragma once

#include <cstddef>
#include <vector>

namespace headwater::outputs {

/// Percentiles of the draws that have a value, in the unit of the number, and where they lie about 0.
struct Spread {
  double p05 = 0.0;
  double p25 = 0.0;
  double p50 = 0.0;
  double p75 = 0.0;
  double p95 = 0.0;
  double share_above_0 = 0.0; ///< of the draws that have a value
  double share_below_0 = 0.0;
  std::size_t counted = 0; ///< draws that have a value
};

/// The spread of draws in any order, of which those that are not a number have no value. Percentiles are exact: linear
/// between the two order statistics about (n - 1) p, as R's type 7 and numpy do it (Hyndman and Fan 1996). Infinite
/// values count. Puts `values` in order.
Spread spread_of(std::vector<double>& values);

} // namespace headwater::outputs
