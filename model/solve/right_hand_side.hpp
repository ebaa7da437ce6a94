// The right-hand side as formulas: what the solver evaluates, operation by operation.
#pragma once

#include "model/quantities/stocks.hpp"
#include "model/scalars/formula.hpp"
#include "model/sectors/moment.hpp"
#include "model/sectors/reference.hpp"
#include "model/sectors/start.hpp"

#include <vector>

namespace headwater::formulas {

inline constexpr std::size_t reference_count = sizeof(model::Reference<double>) / sizeof(double);
inline constexpr std::size_t moment_count = sizeof(model::Moment<double>) / sizeof(double);

/// The right-hand side of the whole state, made in the book in use; and the book's nodes that it needs.
struct RightHandSide {
  model::State<Formula> slopes;
  std::vector<bool> needed; ///< one a node
};
RightHandSide right_hand_side();
/// What a run starts from, made in the book in use of parameters, a moment and the place rate that has settled: its
/// place_rate is one round more of it, and so the same number.
model::Start<Formula> start_of_run();
/// The place rate that has settled.
Formula settled_place_rate();

} // namespace headwater::formulas
