// The formulas of the right-hand side, as rivals are written from them, and how many operations they take.
#pragma once

#include "model/solve/right_hand_side.hpp"

#include <cstddef>

namespace headwater::bench {

using formulas::Formula;
using formulas::FormulaBook;
using formulas::FormulaNode;
using formulas::Given;
using formulas::GivenNumber;
using formulas::moment_count;
using formulas::Operation;
using formulas::reference_count;
using formulas::right_hand_side;
using formulas::RightHandSide;
using formulas::Varies;

/// How many operations of each kind some nodes take.
struct OperationCount {
  std::size_t add = 0; ///< and subtract
  std::size_t multiply = 0;
  std::size_t divide = 0;
  std::size_t square_root = 0;
  std::size_t min_max = 0;
  std::size_t where = 0; ///< with its comparison
  std::size_t negate = 0;
  /// Floating-point operations, each of the above one but negations, which cost nothing, and comparisons with `where`.
  std::size_t flops() const { return add + multiply + divide + square_root + min_max + where; }
};
/// Counts the needed nodes; those that vary with the state alone where `state_only`.
OperationCount count_operations(const FormulaBook& book, const RightHandSide& right, bool state_only);

} // namespace headwater::bench
