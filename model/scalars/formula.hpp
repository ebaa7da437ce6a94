// Formula: a number that remembers the arithmetic that made it, so that the equations can be written out again: turned
// round, for an adjoint, or in another language, for a rival.
//
//   FormulaBook book;                            // owns every formula made while it lives
//   const Formula x = book.leaf({Given::state, 3});
//   const Formula y = square(x) + Formula(1.0);  // the templates of smooth.hpp, down to + - * / sqrt min max where
//
// Symbol (model/scalars/symbol.hpp) keeps an equation as a reader sees it: grow(x) stays grow(x), with its unit. Here
// the operations themselves are wanted, counted and shared: one that is made twice from the same operands is kept once,
// as anybody who writes the model by hand would. Nothing is reordered, so a formula gives the bits that double gives.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace headwater::formulas {

/// What a formula is made from.
enum class Given : std::uint8_t { state, parameter, reference, moment, settled };

/// One given number, by its position in the state vector, the table of parameters, Reference or Moment; `settled` is what
/// the rounds of the start settle at.
struct GivenNumber {
  Given kind;
  std::uint32_t position;
};

enum class Operation : std::uint8_t {
  unset,
  number,
  given,
  add,
  subtract,
  multiply,
  divide,
  negate,
  square_root,
  minimum,
  maximum,
  at_least,    ///< operand 0 >= operand 1, for `where`
  where,       ///< operand 1 where operand 0 holds, operand 2 elsewhere
  exponential, ///< for observations: the equations have none
};

/// Which of the givens a formula changes with; the names say how often it has to be worked out.
enum class Varies : std::uint8_t {
  never,     ///< numbers
  with_run,  ///< parameters and reference: once a run
  with_time, ///< the moment alone: the same for every run
  with_run_and_time,
  with_state,
};

struct FormulaNode {
  Operation operation = Operation::unset;
  std::uint8_t operands = 0;
  std::array<std::uint32_t, 3> operand{}; ///< positions of earlier nodes
  double value = 0.0;                     ///< of a number
  GivenNumber given{};
  std::string name{}; ///< an identifier, where the equations name it
};

class Formula {
public:
  Formula() = default;
  Formula(double number); // NOLINT(google-explicit-constructor): equations mix numbers and quantities
  std::uint32_t node() const { return node_; }

private:
  friend class FormulaBook;
  std::uint32_t node_ = 0;
};

struct FormulaMask {
  Formula comparison;
};

/// Owns the formulas made while it lives; one at a time.
class FormulaBook {
public:
  FormulaBook();
  ~FormulaBook();
  FormulaBook(const FormulaBook&) = delete;
  FormulaBook& operator=(const FormulaBook&) = delete;
  FormulaBook(FormulaBook&&) = delete;
  FormulaBook& operator=(FormulaBook&&) = delete;

  static FormulaBook& current();

  Formula leaf(GivenNumber given);
  Formula number(double value);
  Formula make(Operation operation, const Formula* operands, std::size_t count);
  /// Names a formula unless it has a name; a name that is taken gets a number behind it.
  void name(Formula formula, std::string_view plain_name, std::string_view ending);

  const std::vector<FormulaNode>& nodes() const { return nodes_; }
  const FormulaNode& node(Formula formula) const { return nodes_[formula.node()]; }
  /// The formula that stands at a position.
  static Formula at(std::uint32_t node);
  Varies varies(std::uint32_t node) const { return varies_[node]; }

private:
  Formula keep(const FormulaNode& node, Varies varies);

  std::vector<FormulaNode> nodes_;
  std::vector<Varies> varies_;
  std::unordered_map<std::string, std::uint32_t> made_; ///< by the bytes of operation, operands and value
  std::unordered_set<std::string> names_;
};

Formula operator+(Formula a, Formula b);
Formula operator-(Formula a, Formula b);
Formula operator*(Formula a, Formula b);
Formula operator/(Formula a, Formula b);
Formula operator-(Formula a);
FormulaMask operator>=(Formula a, Formula b);
Formula where(FormulaMask mask, Formula a, Formula b);
Formula min(Formula a, Formula b);
Formula max(Formula a, Formula b);
Formula sqrt(Formula a);
Formula exp(Formula a);
Formula named(std::string_view name, std::string_view symbol, Formula value);
Formula named_in_band(std::string_view name, std::string_view symbol, std::size_t band, Formula value);

} // namespace headwater::formulas
