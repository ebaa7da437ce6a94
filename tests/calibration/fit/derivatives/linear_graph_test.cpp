// The linear graph that the adjoint is written from: derivatives survive when vertices are taken out, each operation
// has the derivative that Dual gives it, and a branch that is not taken carries nothing.
#include "calibration/fit/derivatives/linear_graph.hpp"
#include "model/scalars/dual.hpp"
#include "model/scalars/operation_values.hpp"
#include "model/scalars/plain.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace headwater::calibration {
namespace {

using formulas::Formula;
using formulas::FormulaBook;
using formulas::FormulaNode;
using formulas::Given;
using formulas::Operation;
using Slopes = model::Dual<2>;

double graph_value(std::uint32_t vertex, const std::array<double, 2>& at) {
  const FormulaNode& node = FormulaBook::current().nodes()[vertex];
  const auto x = [&](std::size_t i) { return graph_value(node.operand.at(i), at); };
  switch (node.operation) {
  case Operation::number:
    return node.value;
  case Operation::given:
    return at.at(node.given.position);
  case Operation::exponential:
    return std::exp(x(0));
  default:
    return model::value_of_arithmetic<double>(node.operation, x).value();
  }
}

/// By both givens, from the adjoint of the first output, which is 1.
std::array<double, 2> graph_slopes(const LinearGraph& graph, const std::array<double, 2>& at) {
  std::array<double, 2> by{};
  std::map<LinearGraph::Vertex, double> adjoints{{LinearGraph::first_output, 1.0}};
  for (const LinearGraph::Vertex vertex : graph.backwards()) {
    double sum = 0.0;
    for (const auto& [to, carried] : graph.from(vertex)) {
      sum += graph_value(carried.node(), at) * adjoints.at(to);
    }
    adjoints[vertex] = sum;
    if (graph.is_input(vertex)) {
      by.at(FormulaBook::current().nodes()[vertex].given.position) = sum;
    }
  }
  return by;
}

/// Some of everything, most of it used more than once.
template<class T> T everything(const T& x, const T& y) {
  const T product = x * y;
  const T share = product / (x + y) - (-x);
  const T root = sqrt(share * share + T(2.0));
  const T least = min(root, product);
  const T most = max(least, y);
  const T chosen = where(x >= y, most * share, least - root);
  return chosen * chosen / most + exp(-share) + product;
}

bool is_leaf(LinearGraph::Vertex vertex) {
  return FormulaBook::current().nodes()[vertex].operation == Operation::given;
}

TEST(LinearGraph, HasTheDerivativesOfForwardModeBeforeAndAfterElimination) {
  FormulaBook book;
  const Formula made = everything(book.leaf({Given::state, 0}), book.leaf({Given::state, 1}));
  LinearGraph graph(std::span(&made, 1), &is_leaf);
  const std::size_t before = graph.backwards().size();
  for (const bool eliminated : {false, true}) {
    if (eliminated) {
      graph.eliminate([](LinearGraph::Vertex) { return 1.0; });
      EXPECT_LT(graph.backwards().size(), before);
    }
    for (const std::array<double, 2> at : {std::array{0.7, 1.9}, std::array{1.9, 0.7}, std::array{2.5, 2.4}}) {
      const Slopes exact = everything(Slopes::variable(at[0], 0), Slopes::variable(at[1], 1));
      EXPECT_DOUBLE_EQ(graph_value(made.node(), at), exact.v);
      const std::array<double, 2> found = graph_slopes(graph, at);
      EXPECT_NEAR(found[0], exact.d[0], 1e-12 * std::abs(exact.d[0])) << at[0] << " " << at[1];
      EXPECT_NEAR(found[1], exact.d[1], 1e-12 * std::abs(exact.d[1])) << at[0] << " " << at[1];
    }
  }
}

// 1/x has no finite derivative at 0, where it is not taken. A product of what is carried would be 0 times infinity.
TEST(LinearGraph, ABranchNotTakenCarriesNothing) {
  FormulaBook book;
  const Formula x = book.leaf({Given::state, 0});
  const Formula y = book.leaf({Given::state, 1});
  const Formula made = where(x >= Formula(1.0), y / x, y) * Formula(3.0);
  LinearGraph graph(std::span(&made, 1), &is_leaf);
  graph.eliminate([](LinearGraph::Vertex) { return 1.0; });
  EXPECT_EQ(graph_slopes(graph, {0.0, 5.0}), (std::array{0.0, 3.0}));
  EXPECT_EQ(graph_slopes(graph, {2.0, 5.0}), (std::array{-3.75, 1.5}));
}

// A branch behind another: what lies between 0 and 1 of a number that is infinite.
TEST(LinearGraph, ANumberCutOffCarriesNothing) {
  FormulaBook book;
  const Formula x = book.leaf({Given::state, 0});
  const Formula y = book.leaf({Given::state, 1});
  const Formula part = max(Formula(0.0), min(Formula(1.0), y / x));
  const Formula made = part * part * (Formula(3.0) - Formula(2.0) * part);
  LinearGraph graph(std::span(&made, 1), &is_leaf);
  graph.eliminate([](LinearGraph::Vertex) { return 1.0; });
  constexpr double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(graph_slopes(graph, {1.0, -infinity}), (std::array{0.0, 0.0}));
  EXPECT_EQ(graph_slopes(graph, {0.0, 1.0}), (std::array{0.0, 0.0}));
  EXPECT_EQ(graph_slopes(graph, {2.0, 1.0}), (std::array{-0.375, 0.75}));
}

// The same where it is used twice, and taken away: a sum of two branches is one.
TEST(LinearGraph, ABranchNotTakenCarriesNothingByTwoWays) {
  FormulaBook book;
  const Formula x = book.leaf({Given::state, 0});
  const Formula y = book.leaf({Given::state, 1});
  const Formula branch = where(x >= Formula(1.0), y / x, Formula(0.0));
  const Formula made = branch * branch * (Formula(3.0) - Formula(2.0) * branch) + y;
  LinearGraph graph(std::span(&made, 1), &is_leaf);
  graph.eliminate([](LinearGraph::Vertex) { return 1.0; });
  EXPECT_EQ(graph_slopes(graph, {0.0, 5.0}), (std::array{0.0, 1.0}));
  // z = 1/2: d(z^2 (3 - 2 z))/dz = 1.5, dz/dx = -1/4, dz/dy = 1/2
  EXPECT_EQ(graph_slopes(graph, {2.0, 1.0}), (std::array{-0.375, 1.75}));
}

} // namespace
} // namespace headwater::calibration
