// A linear graph: how small changes of some numbers move others, from the formulas that made them.
//
//   y = a * b       a --b--> y, b --a--> y        every arrow carries a formula, the derivative along it
//
// The adjoint of a number is the sum, over the arrows that leave it, of what they carry times the adjoint they lead to.
// A number between others can be taken out: each arrow into it is joined with each out of it (vertex elimination; A.
// Griewank and A. Walther, Evaluating Derivatives, 2008, chapter 9).
#pragma once

#include "model/scalars/formula.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

namespace headwater::calibration {

class LinearGraph {
public:
  /// A node of the book, or an output.
  using Vertex = std::uint32_t;
  using Arrows = std::map<Vertex, formulas::Formula>;
  static constexpr Vertex first_output = 1U << 30U;

  /// How `outputs` change with what `is_input` says of the nodes that they are made from; nothing behind an input is
  /// looked at. Formulas of derivatives are made in the book in use.
  LinearGraph(std::span<const formulas::Formula> outputs, const std::function<bool(Vertex)>& is_input);

  /// Takes out every vertex whose arrows cost no less than those that replace them; `cost` of an arrow by where it
  /// starts.
  void eliminate(const std::function<double(Vertex)>& cost);

  /// Every vertex that has an arrow out of it, the last made first: what its arrows lead to stands before it, or is an
  /// output.
  std::vector<Vertex> backwards() const;
  const Arrows& from(Vertex vertex) const { return from_.at(vertex); }
  bool is_input(Vertex vertex) const { return !into_.contains(vertex); }

private:
  void join(Vertex from, Vertex to, formulas::Formula carried);
  void take_out(Vertex vertex);
  double saved_without(Vertex vertex, const std::function<double(Vertex)>& cost) const;

  std::map<Vertex, Arrows> from_; ///< by where arrows start, where they lead
  std::map<Vertex, Arrows> into_; ///< by where they lead, where they start
};

} // namespace headwater::calibration
