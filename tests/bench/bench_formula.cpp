#include "tests/bench/bench_formula.hpp"

namespace headwater::bench {

OperationCount count_operations(const FormulaBook& book, const RightHandSide& right, bool state_only) {
  OperationCount count;
  for (std::uint32_t i = 0; i < right.needed.size(); ++i) {
    if (!right.needed[i] || (state_only && book.varies(i) != Varies::with_state)) {
      continue;
    }
    switch (book.nodes()[i].operation) {
    case Operation::add:
    case Operation::subtract:
      ++count.add;
      break;
    case Operation::multiply:
      ++count.multiply;
      break;
    case Operation::divide:
      ++count.divide;
      break;
    case Operation::square_root:
      ++count.square_root;
      break;
    case Operation::minimum:
    case Operation::maximum:
      ++count.min_max;
      break;
    case Operation::where:
      ++count.where;
      break;
    case Operation::negate:
      ++count.negate;
      break;
    default:
      break;
    }
  }
  return count;
}

} // namespace headwater::bench
