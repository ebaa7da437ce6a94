// Target-seeking: how much of a bundle it takes for a quantity to reach a target.
//
//   quantity |.
//            |    .             the bundle is its steps times a scale s: nothing of it at 0, all that was stated at 1
//     target |- - - - x - -
//            |             .  .
//            +------------------ s
//            0               most
//
// Both ends first. Where the target lies between them, the next scale is where the straight line between the ends of the
// bracket meets it (regula falsi); where that leaves more than half of the bracket, the step after halves it. Then some
// evenly spaced scales between 0 and `most` are looked at, all at once: they say whether more of the bundle always does
// more, and find a target that only the middle reaches, or reaches sooner.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace headwater::experiments {

/// The quantity at each of many scales, in their order, which may be found in parallel.
using QuantityAtScale = std::function<std::vector<double>(const std::vector<double>& scales)>;

struct TargetSettings {
  double target;
  double tolerance;            ///< a value so near to the target has reached it; above 0
  double most;                 ///< the largest scale; above 0
  std::size_t looks = 8;       ///< evenly spaced scales between 0 and the largest
  std::size_t most_runs = 200; ///< of all
};

struct TriedScale {
  double scale;
  double value;
};

struct TargetFound {
  std::vector<TriedScale> tried; ///< in the order in which they were run
  std::size_t searched = 0;      ///< how many of the first of them the search took; the others followed the looks
  bool reached = false;
  std::size_t nearest = 0; ///< among `tried`: the smallest scale that reached the target, or the value nearest to it
  bool monotone = true;    ///< more never undid more than the tolerance of what less had done, at the scales tried
  bool jumped = false;     ///< a target that was passed over without being reached: the quantity jumps there

  const TriedScale& found() const { return tried[nearest]; }
};

/// The smallest scale that was found at which the quantity is within the tolerance of the target.
///
/// Throws std::invalid_argument where the tolerance or the largest scale is not above 0 or the quantity does not answer
/// with one number a scale, and std::runtime_error where it answers with what is no finite number.
TargetFound seek_target(const TargetSettings& settings, const QuantityAtScale& quantity);

} // namespace headwater::experiments
