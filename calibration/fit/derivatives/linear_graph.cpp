#include "calibration/fit/derivatives/linear_graph.hpp"

#include <array>
#include <set>
#include <stdexcept>

namespace headwater::calibration {
namespace {

using formulas::Formula;
using formulas::FormulaBook;
using formulas::FormulaNode;
using formulas::Operation;

bool is_number(Formula formula, double value) {
  const FormulaNode& node = FormulaBook::current().node(formula);
  return node.operation == Operation::number && node.value == value;
}

/// A branch: `where` with 0 on one side.
bool is_branch(Formula formula) {
  const FormulaNode& node = FormulaBook::current().node(formula);
  return node.operation == Operation::where &&
         (is_number(FormulaBook::at(node.operand[1]), 0.0) || is_number(FormulaBook::at(node.operand[2]), 0.0));
}

/// The same done to both sides of a branch, so that branches stay outermost.
template<class Change> Formula branch_with(Formula branch, const Change& change) {
  const FormulaNode node = FormulaBook::current().node(branch); // a copy: formulas made here move the book's
  const Formula taken = change(FormulaBook::at(node.operand[1]));
  return where({FormulaBook::at(node.operand[0])}, taken, change(FormulaBook::at(node.operand[2])));
}

Formula opposite(Formula a) {
  if (is_branch(a)) {
    return branch_with(a, &opposite);
  }
  const FormulaNode node = FormulaBook::current().node(a);
  if (node.operation == Operation::negate) {
    return FormulaBook::at(node.operand[0]);
  }
  return node.operation == Operation::number ? Formula(-node.value) : -a;
}

/// What is carried along two arrows, one behind the other. A branch that is not taken carries nothing, even if what
/// lies behind it has no finite derivative there.
Formula product(Formula a, Formula b) {
  if (is_number(a, 0.0) || is_number(b, 0.0)) {
    return Formula(0.0);
  }
  for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
    if (is_branch(one)) {
      const Formula factor = other; // Clang 14 captures no structured binding
      return branch_with(one, [factor](Formula side) { return product(side, factor); });
    }
  }
  for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
    if (is_number(one, -1.0)) {
      return opposite(other);
    }
    const FormulaNode node = FormulaBook::current().node(one);
    if (node.operation == Operation::negate) {
      return opposite(product(FormulaBook::at(node.operand[0]), other));
    }
  }
  return a * b;
}

/// What two arrows carry that lead from one vertex to another. Of branches on one condition there is one.
Formula together(Formula a, Formula b) {
  if (is_branch(a) && is_branch(b)) {
    const FormulaNode one = FormulaBook::current().node(a);
    const FormulaNode other = FormulaBook::current().node(b);
    if (one.operand[0] == other.operand[0]) {
      const Formula taken = together(FormulaBook::at(one.operand[1]), FormulaBook::at(other.operand[1]));
      return where({FormulaBook::at(one.operand[0])}, taken,
                   together(FormulaBook::at(one.operand[2]), FormulaBook::at(other.operand[2])));
    }
  }
  return a + b;
}

/// d(node)/d(operand), operand by operand, where it may be other than 0.
std::vector<std::pair<LinearGraph::Vertex, Formula>> slopes_of(LinearGraph::Vertex vertex) {
  const FormulaNode node = FormulaBook::current().nodes()[vertex]; // a copy: formulas made here move the book's
  const Formula self = FormulaBook::at(vertex);
  const auto operand = [&](std::size_t i) { return FormulaBook::at(node.operand[i]); };
  const Formula one(1.0);
  const Formula none(0.0);
  switch (node.operation) {
  case Operation::add:
    return {{node.operand[0], one}, {node.operand[1], one}};
  case Operation::subtract:
    return {{node.operand[0], one}, {node.operand[1], Formula(-1.0)}};
  case Operation::multiply:
    return {{node.operand[0], operand(1)}, {node.operand[1], operand(0)}};
  case Operation::divide:
    return {{node.operand[0], one / operand(1)}, {node.operand[1], opposite(self * (one / operand(1)))}};
  case Operation::negate:
    return {{node.operand[0], Formula(-1.0)}};
  case Operation::square_root:
    return {{node.operand[0], Formula(0.5) / self}};
  case Operation::exponential:
    return {{node.operand[0], self}};
  case Operation::minimum: // the second where it is smaller, as Dual
    return {{node.operand[0], where(operand(1) >= operand(0), one, none)},
            {node.operand[1], where(operand(1) >= operand(0), none, one)}};
  case Operation::maximum:
    return {{node.operand[0], where(operand(0) >= operand(1), one, none)},
            {node.operand[1], where(operand(0) >= operand(1), none, one)}};
  case Operation::where:
    return {{node.operand[1], where({operand(0)}, one, none)}, {node.operand[2], where({operand(0)}, none, one)}};
  default:
    return {};
  }
}

} // namespace

LinearGraph::LinearGraph(std::span<const Formula> outputs, const std::function<bool(Vertex)>& is_input) {
  std::vector<Vertex> open;
  std::set<Vertex> reached;
  const auto reach = [&](Vertex vertex) {
    if (reached.insert(vertex).second) {
      open.push_back(vertex);
    }
  };
  for (const Formula output : outputs) {
    reach(output.node());
  }
  while (!open.empty()) {
    const Vertex vertex = open.back();
    open.pop_back();
    const FormulaNode& node = FormulaBook::current().nodes()[vertex];
    for (std::size_t i = 0; !is_input(vertex) && i < node.operands; ++i) {
      reach(node.operand[i]);
    }
  }
  // Operands stand before what is made of them, so one pass finds what inputs move.
  std::set<Vertex> moved;
  for (const Vertex vertex : reached) {
    if (is_input(vertex)) {
      moved.insert(vertex);
      continue;
    }
    for (const auto& [operand, slope] : slopes_of(vertex)) {
      if (moved.contains(operand)) {
        moved.insert(vertex);
        join(operand, vertex, slope);
      }
    }
  }
  Vertex next = first_output;
  for (const Formula output : outputs) {
    if (moved.contains(output.node())) {
      join(output.node(), next, Formula(1.0));
    }
    ++next;
  }
}

void LinearGraph::join(Vertex from, Vertex to, Formula carried) {
  if (is_number(carried, 0.0)) {
    return;
  }
  const auto [place, is_new] = from_[from].try_emplace(to, carried);
  if (!is_new) {
    place->second = together(place->second, carried);
  }
  into_[to].insert_or_assign(from, place->second);
}

void LinearGraph::take_out(Vertex vertex) {
  const Arrows before = into_.at(vertex);
  const Arrows behind = from_.at(vertex);
  for (const auto& [from, first] : before) {
    from_.at(from).erase(vertex);
    for (const auto& [to, second] : behind) {
      join(from, to, product(first, second));
    }
  }
  for (const auto& [to, second] : behind) {
    into_.at(to).erase(vertex);
  }
  from_.erase(vertex);
  into_.erase(vertex);
}

double LinearGraph::saved_without(Vertex vertex, const std::function<double(Vertex)>& cost) const {
  const Arrows& before = into_.at(vertex);
  const Arrows& behind = from_.at(vertex);
  double saved = cost(vertex) * static_cast<double>(behind.size());
  for (const auto& [from, first] : before) {
    const Arrows& others = from_.at(from);
    saved += cost(from);
    for (const auto& [to, second] : behind) {
      saved -= others.contains(to) ? 0.0 : cost(from);
    }
  }
  return saved;
}

void LinearGraph::eliminate(const std::function<double(Vertex)>& cost) {
  for (bool again = true; again;) {
    again = false;
    for (const Vertex vertex : backwards()) {
      if (!is_input(vertex) && from_.contains(vertex) && saved_without(vertex, cost) >= 0.0) {
        take_out(vertex);
        again = true;
      }
    }
  }
}

std::vector<LinearGraph::Vertex> LinearGraph::backwards() const {
  std::vector<Vertex> found;
  for (auto place = from_.rbegin(); place != from_.rend(); ++place) {
    if (!place->second.empty()) {
      found.push_back(place->first);
    }
  }
  return found;
}

} // namespace headwater::calibration
