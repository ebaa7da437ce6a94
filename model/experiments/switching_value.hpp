// Switching value: how far one assumption has to move, the others at their centre, for a decision to flip.
//
//     decision quantity (a net present value, one plan less another)
//       +  |      .  .
//          |   .        .
//       0  |--------------x------------   x is a crossing: the decision is another beyond it
//       -  |                .  .  .
//         low                      high
//
// A grid over the range is evaluated in one batch; each change of sign between neighbours is then narrowed by the
// bracketing method of G. E. Alefeld, F. A. Potra and Y. Shi (algorithm 748, 1995; Boost.Math), one run at a time.
//
// What is found: every change of sign from one point of the grid to the next. Two crossings between neighbours are not
// seen, so a finer grid sees more. A quantity that comes to 0 and turns back does not flip the decision and is no
// crossing; nor is 0 at an end of the range. A jump over 0 is a crossing. Where the quantity stays at 0 over several
// points of the grid and leaves on the other side, the crossing is the stretch.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace headwater::experiments {

/// The decision quantity at each of many values of the assumption, in their order, which may be found in parallel. What
/// is no finite number is a run that failed.
using DecisionQuantity = std::function<std::vector<double>(const std::vector<double>& values)>;

struct SwitchingSettings {
  std::size_t grid = 33;      ///< points, both ends among them; at least 2
  double tolerance = 1e-9;    ///< of a crossing, as a share of the range
  std::size_t most_runs = 60; ///< to narrow one crossing
};

/// One crossing of 0. It lies between `low` and `high`, where the quantity has opposite signs (or is 0).
struct Crossing {
  double value; ///< of the two ends, where the quantity is nearer to 0; the middle of a stretch at 0, or of a gap
  double low;
  double high;
  bool rises; ///< from below 0 to above
  /// `high - low` is within the tolerance. Not so where a run failed between them, the quantity stays at 0 between
  /// them, or most_runs were not enough.
  bool narrowed;
};

struct SwitchingValues {
  std::vector<Crossing> crossings; ///< in ascending order; none: the decision does not flip within its range
  double at_low;                   ///< the quantity at the ends; not a number where that run failed
  double at_high;
  std::size_t failed; ///< runs that failed; crossings beside them may be missed

  bool flips() const { return !crossings.empty(); }
};

/// The crossings within [low, high].
///
/// Throws std::invalid_argument if low < high does not hold between finite numbers, if the grid has fewer than 2
/// points, if the tolerance is not above 0, or if the quantity does not answer with one number a value, and
/// std::runtime_error if every run of the grid failed.
SwitchingValues switching_values(double low, double high, const DecisionQuantity& quantity,
                                 const SwitchingSettings& settings = {});

} // namespace headwater::experiments
