// Tornado: one assumption at a time to each end of its range, the others at their centre.
//
//     longest bar     |=========|=====|         at low, at centre, at high
//                         |=====|====|
//     shortest bar           |==|=|
//
// It says which assumption moves the answer most by itself; it is blind to what assumptions do together.
#pragma once

#include "model/experiments/evaluation.hpp"

#include <cstddef>
#include <vector>

namespace headwater::experiments {

/// The range of an assumption, in its own unit.
struct CentredRange {
  double low;
  double centre;
  double high;
};

/// Which end of the range takes the output above its value at the centre.
enum class RaisingEnd { neither, low, high, both };

/// One assumption's bar, in the unit of the output.
struct TornadoBar {
  std::size_t parameter;
  double at_low;
  double at_high;
  /// The length of the bar: the largest of the outputs at low, centre and high less the smallest. Where the output
  /// rises or falls all the way this is |at_high - at_low|; where both ends lie on one side of the centre, it is more.
  double swing;
  RaisingEnd raised_by;
};

/// One output's tornado.
struct Tornado {
  double at_centre;                 ///< not a number where that run failed; then there are no bars
  std::vector<TornadoBar> bars;     ///< the longest first; equal ones in the order of the parameters
  std::vector<std::size_t> missing; ///< parameters without a bar: a run at an end, or at the centre, failed
};

/// One tornado for each output, from 1 + 2 n runs at points in real units.
///
/// Throws std::invalid_argument if a range is not finite or not in order, and what evaluate() throws.
std::vector<Tornado> tornado(const std::vector<CentredRange>& parameters, const PointModel& model,
                             std::size_t batch = usual_batch);

} // namespace headwater::experiments
