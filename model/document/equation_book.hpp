// The equation book: every equation of the model as text with its unit, read off the sectors by running them once with
// T = Symbol. What the documents, `explain` and the unit check say comes from here.
#pragma once

#include "model/scalars/symbol.hpp"
#include "model/sectors/start.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace headwater::model {

// ---- what the sectors wrote, as expressions of the SymbolBook in use -----------------------------------------------

/// What an equation gives.
enum class EquationKind : std::uint8_t { auxiliary, flow, adjustment, cost, count };

/// One equation as a sector wrote it, for one band.
struct RecordedEquation {
  std::string_view sector; ///< such as "going home"
  EquationKind kind;
  std::string name;
  Symbol expression;               ///< of an auxiliary its name: the book has the definition
  Arrow arrow{Place{0}, Place{0}}; ///< of a flow; an adjustment has its stock twice
  std::size_t position = 0;        ///< of a cost or count, in its table
  Unit unit{};
};

/// A unit that is wrong, and where.
struct UnitProblem {
  std::string where; ///< such as "flow \"need appears\": C_0 -> U_0"
  std::string what;  ///< the expression and the units that do not agree
};

/// Writes down every equation it is given, and checks that each rate has the unit of its stock a year.
class EquationLedger {
public:
  void flow(std::string_view name, Arrow arrow, Symbol rate);
  void adjust(std::string_view name, Place place, Symbol rate);
  void cost(Category category, Symbol rate);
  void count(Counter counter, Symbol rate);

  std::string_view sector; ///< who writes now
  std::vector<RecordedEquation> equations;
  std::vector<UnitProblem> problems;

private:
  void expect(const std::string& where, Symbol rate, const Unit& unit);
};

/// All equations, in the order in which they are worked out: the auxiliaries of the scene, then each sector's flows.
struct RecordedEquations {
  std::vector<RecordedEquation> equations;
  std::vector<UnitProblem> problems;
};

/// Runs every sector once on the SymbolBook in use. Leaf::position of a stock is its place in the state vector; of
/// parameters and levers their row; of drivers and references the member of Moment (levers left out) and Reference.
RecordedEquations record_equations();

/// Unit problems among the errors of the SymbolBook in use, each with the first of `equations` that it went into.
std::vector<UnitProblem> unit_problems(const std::vector<RecordedEquation>& equations);

// ---- the same as rows of text --------------------------------------------------------------------------------------

/// What a name in an equation is, and what it is called in its own table. Auxiliaries go by their symbol.
struct QuantityKey {
  QuantityKind kind;
  std::string name;
  friend bool operator==(const QuantityKey&, const QuantityKey&) = default;
};

/// One equation. Those of several bands that differ in the band alone are one row, written with the band as `b`
/// (children's ages) or `k` (ages in aftercare).
struct EquationRow {
  std::string_view sector;
  EquationKind kind{};
  std::string name;       ///< plain name
  std::string symbol;     ///< left-hand side: `onset_b`; of a flow "C_b -> U_b"; of an adjustment its stock
  std::string table_name; ///< of a cost, count or adjustment, the name in its table; of an auxiliary its symbol
  std::string bands;      ///< such as "b = 1, 2, 3"; empty where it holds for every band or there are none
  std::string text;       ///< right-hand side
  std::string unit;
  std::string_view from{};       ///< of a flow: plain name of the stock or boundary it leaves
  std::string_view to{};         ///< of a flow: plain name of the stock or boundary it joins
  std::vector<QuantityKey> uses; ///< in order of appearance
};

/// The differential equation of a stock, for the bands it holds for.
struct DifferentialEquation {
  std::string_view stock; ///< plain name
  std::string symbol;     ///< `U_b`
  std::string bands;
  std::string text; ///< of the change a year
};

/// The name and text of a quantity that is neither parameter, stock nor lever.
struct GivenQuantity {
  QuantityKind kind; ///< driver or reference
  std::string_view name;
  std::string_view symbol;
  std::string_view unit;
  std::string_view meaning;
};

/// What moments bring beside levers, and what later values are compared with.
std::span<const GivenQuantity> given_quantities();

struct EquationBook {
  std::vector<EquationRow> equations;
  std::vector<DifferentialEquation> differentials; ///< in the order of the table of stocks
  std::vector<QuantityKey> used_at_start;          ///< parameters that the start of the run is worked out from
  std::vector<UnitProblem> problems;               ///< of the sectors and of the start
};

/// Makes the book.
EquationBook make_equation_book();
/// The book, made once.
const EquationBook& equation_book();

/// The sectors in the order in which documents show them.
std::span<const std::string_view> sectors_in_order();

/// How a lever is written in equations.
std::string lever_symbol(const Lever& lever);

} // namespace headwater::model
