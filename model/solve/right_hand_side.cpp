#include "model/solve/right_hand_side.hpp"

#include "model/solve/system.hpp"

#include <array>
#include <bit>

namespace headwater::formulas {
namespace {

template<std::size_t N> std::array<Formula, N> leaves(Given kind) {
  std::array<Formula, N> made;
  for (std::size_t i = 0; i < N; ++i) {
    made[i] = FormulaBook::current().leaf({kind, static_cast<std::uint32_t>(i)});
  }
  return made;
}

model::Moment<Formula> given_moment() {
  return std::bit_cast<model::Moment<Formula>>(leaves<moment_count>(Given::moment));
}

} // namespace

RightHandSide right_hand_side() {
  const FormulaBook& book = FormulaBook::current();
  const auto state = leaves<model::state_size>(Given::state);
  const auto parameters = leaves<model::parameter_count>(Given::parameter);
  const auto reference = leaves<reference_count>(Given::reference);

  RightHandSide right;
  right.slopes = model::derivative(state, model::by_name(parameters),
                                   std::bit_cast<model::Reference<Formula>>(reference), given_moment());
  right.needed.assign(book.nodes().size(), false);
  for (const Formula slope : right.slopes) {
    right.needed[slope.node()] = true;
  }
  for (std::size_t i = right.needed.size(); i-- > 0;) {
    const FormulaNode& node = book.nodes()[i];
    for (std::size_t k = 0; right.needed[i] && k < node.operands; ++k) {
      right.needed[node.operand[k]] = true;
    }
  }
  return right;
}

model::Start<Formula> start_of_run() {
  return model::start(model::by_name(leaves<model::parameter_count>(Given::parameter)), given_moment(),
                      [](const Formula& /*first*/, const auto& round) { return round(settled_place_rate()); });
}

Formula settled_place_rate() { return FormulaBook::current().leaf({Given::settled, 0}); }

} // namespace headwater::formulas
