// Symbol: a number that remembers how it was made. Run the equations with T = Symbol and each result is its own text,
// with its unit and the quantities it uses; every sum of unlike things on the way is reported.
//
//   SymbolBook book;                                          // owns every expression made while it lives
//   const Symbol u = book.leaf({.symbol = "U"}, unit("families"));
//   const Symbol rate = book.leaf({.symbol = "sig_U"}, unit("1/yr"));
//   book.text(rate * u)      "sig_U · U"
//   book.unit_of(rate * u)   families/yr
//   book.errors()            none; but one after `rate + u`
//
// A Symbol is a position in the book of the thread, so it is trivially copyable like every number the equations run on.
// It must not outlive the book.
#pragma once

#include "model/quantities/units.hpp"
#include "model/scalars/smooth.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::model {

/// A number as an expression.
class Symbol {
public:
  Symbol() = default;    ///< not set; reading it is an error the book reports
  Symbol(double number); // NOLINT(google-explicit-constructor): equations mix numbers and quantities

  std::uint32_t node() const { return node_; }

private:
  friend class SymbolBook;
  std::uint32_t node_ = 0;
};

/// A comparison of two Symbols, for `where`.
struct SymbolMask {
  Symbol comparison;
};

/// What kind of thing a name in an equation stands for.
enum class QuantityKind : std::uint8_t { parameter, stock, lever, driver, reference, auxiliary };

inline constexpr std::size_t no_band = std::numeric_limits<std::size_t>::max();

/// A name in an equation: a given quantity, or an intermediate one that `named` gave a name.
struct Leaf {
  QuantityKind kind = QuantityKind::auxiliary;
  std::string name{};         ///< plain name
  std::string symbol{};       ///< without the band: `U`; it is written U_2, or U_b where an equation is for every band
  std::string one_band{};     ///< how it is written in its own band, where that is not symbol_band: `om_b0`
  std::size_t band = no_band; ///< position among the bands of one quantity
  std::size_t position = 0;   ///< position in the table of its kind
};

/// What an expression does with its operands: `name` is operand 0 by its name, `sum` adds all operands in order,
/// `at_least` is operand 0 >= operand 1 for `where`; those from `square` on are the functions of smooth.hpp.
// clang-format off
enum class Operation : std::uint8_t {
  unset, number, leaf, name,
  add, subtract, multiply, divide, negate, sum,
  square_root, minimum, maximum, at_least, where,
  square, fourth_power, grow, elastic, s_curve, s_curve_inverse, positive_part, levelling_off,
  staying_positive, soft_min, ramp, bell, coverage, two_speed,
};
// clang-format on

struct Node {
  Operation operation = Operation::unset;
  std::uint8_t operands = 0;              ///< how many of `operand` there are
  std::array<std::uint32_t, 4> operand{}; ///< positions of earlier nodes
  double value = 0.0;                     ///< of a number
  std::uint32_t leaf = 0;                 ///< position among the leaves, for `leaf` and `name`
  Unit unit{};                            ///< not known after an error, so that one mistake is reported once
};

/// A place where unlike units met.
struct UnitError {
  std::uint32_t node;     ///< the expression
  std::string expression; ///< its text
  std::string problem;    ///< in words, with both units
};

/// In a text, quantities of this band are written with this label: {2, "b"} writes U_2 as U_b.
struct BandLabel {
  std::size_t band = no_band;
  std::string_view label{};
};

/// Owns the expressions a thread makes while it lives. Books nest: the youngest is the one in use.
class SymbolBook {
public:
  SymbolBook();
  ~SymbolBook();
  SymbolBook(const SymbolBook&) = delete;
  SymbolBook& operator=(const SymbolBook&) = delete;
  SymbolBook(SymbolBook&&) = delete;
  SymbolBook& operator=(SymbolBook&&) = delete;

  /// The book in use. Throws std::logic_error where there is none.
  static SymbolBook& current();

  /// A given quantity.
  Symbol leaf(Leaf leaf, const Unit& unit);
  /// An intermediate quantity with a name; its text elsewhere is its symbol.
  Symbol name(Leaf leaf, Symbol value);
  /// An expression. `unit` is what the operation makes of its operands' units.
  Symbol make(Operation operation, std::span<const Symbol> operands, const Unit& unit, double value = 0.0);
  /// Reports an error in an expression.
  void report(Symbol expression, std::string problem);

  const std::vector<Node>& nodes() const { return nodes_; }
  const Node& node(Symbol symbol) const { return nodes_[symbol.node()]; }
  const std::vector<UnitError>& errors() const { return errors_; }
  const Unit& unit_of(Symbol symbol) const { return node(symbol).unit; }
  /// The name a `leaf` or `name` node stands for.
  const Leaf& leaf_of(const Node& node) const { return leaves_[node.leaf]; }
  /// The expression a name stands for.
  Symbol definition(Symbol name) const { return at(node(name).operand[0]); }
  Symbol at(std::uint32_t node) const;

  /// The expression in the notation of the documents. A text longer than `limit` characters ends in "...".
  std::string text(Symbol symbol, const BandLabel& label = {}, std::size_t limit = unlimited) const;
  /// Whether it is the number 0, or a name for it, and so fits any unit.
  bool is_zero(Symbol symbol) const;
  /// Whether the text is a sum or difference (or opens with a minus), so needs brackets after a minus sign.
  bool is_sum(Symbol symbol) const;
  /// How a name is written.
  static std::string text(const Leaf& leaf, const BandLabel& label = {});

  /// The nodes of the names an expression uses, each once, in order of appearance. A name is not looked through.
  std::vector<Symbol> names_in(Symbol symbol) const;

  /// The value of every node, for given values of the leaves; `values[symbol.node()]` is that of a symbol.
  std::vector<double> evaluate(const std::function<double(const Leaf&)>& value_of) const;

  static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

private:
  void write(std::string& to, std::uint32_t position, const BandLabel& label, std::size_t limit) const;
  void write_operand(std::string& to, std::uint32_t node, bool brackets, const BandLabel& label,
                     std::size_t limit) const;
  bool write_as_sum_over_bands(std::string& to, const Node& node, std::size_t limit) const;

  std::vector<Node> nodes_;
  std::vector<Leaf> leaves_;
  std::vector<UnitError> errors_;
  SymbolBook* outer_;
};

// Sums and differences, comparisons, least and greatest need one unit; 0 fits any, another number is a plain number.
Symbol operator+(Symbol a, Symbol b);
Symbol operator-(Symbol a, Symbol b);
Symbol operator*(Symbol a, Symbol b);
Symbol operator/(Symbol a, Symbol b);
Symbol operator-(Symbol a);
SymbolMask operator>=(Symbol a, Symbol b);
Symbol where(SymbolMask mask, Symbol a, Symbol b);
Symbol min(Symbol a, Symbol b);
Symbol max(Symbol a, Symbol b);
/// Halves the powers of the unit, which must be even.
Symbol sqrt(Symbol a);

Symbol named(std::string_view name, std::string_view symbol, Symbol value);
Symbol named_in_band(std::string_view name, std::string_view symbol, std::size_t band, Symbol value);

// The functions of smooth.hpp by name, so that a document says `grow(x)` and not its eighth power. They are taken
// instead of the templates wherever T is Symbol; `grow<Symbol>(x)` still gives the definition.
Symbol square(Symbol x);
Symbol fourth_power(Symbol x);
Symbol grow(Symbol x);
Symbol elastic(Symbol r, Symbol a);
Symbol s_curve(Symbol x);
Symbol s_curve_inverse(Symbol p);
Symbol positive_part(Symbol x, Symbol softness);
Symbol levelling_off(Symbol x, Symbol knee);
Symbol staying_positive(Symbol x, Symbol knee);
Symbol soft_min(Symbol a, Symbol b);
Symbol ramp(Symbol x);
Symbol bell(Symbol u);
Symbol coverage(Symbol base, Symbol m, Symbol scale);
Symbol two_speed(Symbol gap, Symbol width, Symbol up, Symbol down);

/// The sum of at most four values.
Symbol sum_of(std::span<const Symbol> values);
template<std::size_t N> Symbol sum(const std::array<Symbol, N>& values) { return sum_of(values); }

} // namespace headwater::model
