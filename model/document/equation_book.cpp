#include "model/document/equation_book.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace headwater::model {
namespace {

// The drivers, the settings, the loops, then the reference of 2011.
constexpr std::array given{
#define DRIVER(name, symbol, unit, meaning) GivenQuantity{QuantityKind::driver, #name, symbol, unit, meaning},
#include "model/quantities/drivers.def"
#undef DRIVER
#define SETTING(name, symbol, key, unit, value, low, high, stated, counts, meaning)                                    \
  GivenQuantity{QuantityKind::driver, #name, symbol, unit, meaning},
#include "model/quantities/settings.def"
#undef SETTING
#define LOOP(name, symbol, held, through, meaning)                                                                     \
  GivenQuantity{QuantityKind::driver, "loop_" #name, "s" symbol, "1",                                                  \
                "1 where loop " symbol " is on, 0 where it is cut"},
#include "model/quantities/loops.def"
#undef LOOP
#define REFERENCE(name, symbol, unit, meaning) GivenQuantity{QuantityKind::reference, #name, symbol, unit, meaning},
#include "model/quantities/reference.def"
#undef REFERENCE
};
constexpr std::size_t reference_count = sizeof(Reference<Symbol>) / sizeof(Symbol);
constexpr std::size_t driver_count = given.size() - reference_count;

std::string_view band_letter(std::size_t bands) { return bands == aftercare_band_count ? "k" : "b"; }

// ---- leaves ---------------------------------------------------------------------------------------------------------

// Splits a parameter of one age band, such as om_b0, mix_H[0] or years_0_4, into its symbol without the band and the
// band.
Leaf parameter_leaf(std::size_t position) {
  const Parameter& row = parameters()[position];
  Leaf leaf{.kind = QuantityKind::parameter,
            .name = std::string(row.name),
            .symbol = std::string(row.symbol),
            .one_band = std::string(row.symbol),
            .band = no_band,
            .position = position};
  constexpr std::array endings{std::array{"_b0", "_b1", "_b2", "_b3"}, std::array{"[0]", "[1]", "[2]", "[3]"},
                               std::array{"_0_4", "_5_11", "_12_15", "_16_17"}};
  for (const auto& ending : endings) {
    for (std::size_t b = 0; b < band_count; ++b) {
      if (row.symbol.ends_with(ending[b])) {
        leaf.symbol.resize(row.symbol.size() - std::string_view(ending[b]).size());
        leaf.band = b;
      }
    }
  }
  return leaf;
}

Symbol given_leaf(std::size_t row, std::size_t position) {
  const GivenQuantity& quantity = given[row];
  return SymbolBook::current().leaf({.kind = quantity.kind,
                                     .name = std::string(quantity.name),
                                     .symbol = std::string(quantity.symbol),
                                     .position = position},
                                    unit(quantity.unit));
}

Parameters<Symbol> parameter_leaves() {
  ParameterValues<Symbol> values;
  for (std::size_t i = 0; i < parameter_count; ++i) {
    values[i] = SymbolBook::current().leaf(parameter_leaf(i), unit(parameters()[i].unit));
  }
  return by_name(values);
}

Stocks<Symbol> stock_leaves() {
  std::array<Symbol, stock_size> values;
  for (const StockRow& row : stocks()) {
    for (std::size_t b = 0; b < row.bands; ++b) {
      values[row.first + b] = SymbolBook::current().leaf({.kind = QuantityKind::stock,
                                                          .name = std::string(row.name),
                                                          .symbol = std::string(row.symbol),
                                                          .band = row.bands > 1 ? b : no_band,
                                                          .position = row.first + b},
                                                         unit(row.unit));
    }
  }
  return read_stocks(values.data());
}

Reference<Symbol> reference_leaves() {
  std::array<Symbol, reference_count> values;
  for (std::size_t i = 0; i < reference_count; ++i) {
    values[i] = given_leaf(driver_count + i, i);
  }
  return std::bit_cast<Reference<Symbol>>(values);
}

Moment<Symbol> moment_leaves() {
  std::array<Symbol, lever_count> lever;
  for (std::size_t i = 0; i < lever_count; ++i) {
    const Lever& row = levers()[i];
    lever[i] = SymbolBook::current().leaf(
        {.kind = QuantityKind::lever, .name = std::string(row.name), .symbol = lever_symbol(row), .position = i},
        unit(row.unit));
  }
  Moment<Symbol> now;
  now.lever = by_name(lever);
  std::size_t row = 0;
#define DRIVER(name, symbol, unit, meaning)                                                                            \
  now.name = given_leaf(row, row);                                                                                     \
  ++row;
#include "model/quantities/drivers.def"
#undef DRIVER
#define SETTING(name, symbol, key, unit, value, low, high, stated, counts, meaning)                                    \
  now.name = given_leaf(row, row);                                                                                     \
  ++row;
#include "model/quantities/settings.def"
#undef SETTING
#define LOOP(name, symbol, held, through, meaning)                                                                     \
  now.loop.name = given_leaf(row, row);                                                                                \
  ++row;
#include "model/quantities/loops.def"
#undef LOOP
  return now;
}

// ---- ends of arrows -------------------------------------------------------------------------------------------------

std::string place_text(std::size_t index, const BandLabel& label = {}) {
  const StockRow* row = stock_at(index);
  return SymbolBook::text({.kind = QuantityKind::stock,
                           .symbol = std::string(row->symbol),
                           .band = row->bands > 1 ? index - row->first : no_band},
                          label);
}

std::string end_text(const End& end, const BandLabel& label = {}) {
  return end.inside ? place_text(end.index, label) : std::string(boundaries()[end.index].name);
}

std::string_view end_name(const End& end) {
  return end.inside ? stock_at(end.index)->name : boundaries()[end.index].name;
}

Unit end_unit(const End& end) { return unit(end.inside ? stock_at(end.index)->unit : boundaries()[end.index].unit); }

// The band of an end of an arrow; no_band where it has none.
std::size_t end_band(const End& end) {
  if (!end.inside || stock_at(end.index)->bands == 1) {
    return no_band;
  }
  return end.index - stock_at(end.index)->first;
}

std::size_t end_bands(const End& end) { return end.inside ? stock_at(end.index)->bands : 1; }

// ---- recording ------------------------------------------------------------------------------------------------------

// The youngest expression a sector kept: what it named came before, what the next sector names comes after.
template<class Sector> std::uint32_t youngest(const Sector& sector) {
  const auto symbols = std::bit_cast<std::array<Symbol, sizeof(Sector) / sizeof(Symbol)>>(sector);
  return std::max_element(symbols.begin(), symbols.end(), [](Symbol a, Symbol b) { return a.node() < b.node(); })
      ->node();
}

std::string where(const RecordedEquation& equation) {
  const std::string quoted = " \"" + equation.name + "\"";
  switch (equation.kind) {
  case EquationKind::auxiliary:
    return "auxiliary" + quoted + ": " + SymbolBook::current().text(equation.expression);
  case EquationKind::flow:
    return "flow" + quoted + ": " + end_text(equation.arrow.from) + " -> " + end_text(equation.arrow.to);
  case EquationKind::adjustment:
    return "adjustment" + quoted + ": " + end_text(equation.arrow.from);
  case EquationKind::cost:
    return "cost" + quoted;
  case EquationKind::count:
    return "count" + quoted;
  }
  return equation.name;
}

} // namespace

std::span<const GivenQuantity> given_quantities() { return given; }
std::span<const std::string_view> sectors_in_order() { return sector_pages; }
std::string lever_symbol(const Lever& lever) { return "lever." + std::string(lever.symbol); }

void EquationLedger::expect(const std::string& where, Symbol rate, const Unit& unit) {
  const SymbolBook& book = SymbolBook::current();
  const Node& node = book.node(rate);
  if (!book.is_zero(rate) && node.unit.known && node.unit != unit) {
    problems.push_back(
        {where, book.text(rate, {}, 400) + " is in " + to_string(node.unit) + ", but should be in " + to_string(unit)});
  }
}

void EquationLedger::flow(std::string_view name, Arrow arrow, Symbol rate) {
  const Unit unit = end_unit(arrow.from) / year_unit;
  equations.push_back({.sector = sector,
                       .kind = EquationKind::flow,
                       .name = std::string(name),
                       .expression = rate,
                       .arrow = arrow,
                       .unit = unit});
  const std::string place = where(equations.back());
  expect(place, rate, unit);
  if (end_unit(arrow.from) != end_unit(arrow.to)) {
    problems.push_back(
        {place, "leaves " + to_string(end_unit(arrow.from)) + " and joins " + to_string(end_unit(arrow.to))});
  }
}

void EquationLedger::adjust(std::string_view name, Place place, Symbol rate) {
  const Unit unit = end_unit(place) / year_unit;
  equations.push_back({.sector = sector,
                       .kind = EquationKind::adjustment,
                       .name = std::string(name),
                       .expression = rate,
                       .arrow = {place, place},
                       .unit = unit});
  expect(where(equations.back()), rate, unit);
}

void EquationLedger::cost(Category category, Symbol rate) {
  const auto position = static_cast<std::size_t>(category);
  const Unit money = unit("GBPm/yr");
  equations.push_back({.sector = sector,
                       .kind = EquationKind::cost,
                       .name = std::string(categories()[position].name),
                       .expression = rate,
                       .position = position,
                       .unit = money});
  expect(where(equations.back()), rate, money);
}

void EquationLedger::count(Counter counter, Symbol rate) {
  const auto position = static_cast<std::size_t>(counter);
  const Unit unit = model::unit(counters()[position].unit) / year_unit;
  equations.push_back({.sector = sector,
                       .kind = EquationKind::count,
                       .name = std::string(counters()[position].name),
                       .expression = rate,
                       .position = position,
                       .unit = unit});
  expect(where(equations.back()), rate, unit);
}

std::vector<UnitProblem> unit_problems(const std::vector<RecordedEquation>& equations) {
  std::vector<UnitProblem> problems;
  for (const UnitError& error : SymbolBook::current().errors()) {
    const RecordedEquation* first = nullptr;
    for (const RecordedEquation& equation : equations) {
      const std::uint32_t node = equation.expression.node();
      if (node >= error.node && (first == nullptr || node < first->expression.node())) {
        first = &equation;
      }
    }
    problems.push_back({first != nullptr ? where(*first) : "an expression nothing uses",
                        "in " + error.expression + ": " + error.problem});
  }
  return problems;
}

RecordedEquations record_equations() {
  const SymbolBook& book = SymbolBook::current();
  const Parameters<Symbol> p = parameter_leaves();
  const Stocks<Symbol> s = stock_leaves();
  const Reference<Symbol> r = reference_leaves();
  const Moment<Symbol> now = moment_leaves();
  const auto given_nodes = book.nodes().size();

  const Scene<Symbol> scene{s, p, r, now};
  // each sector with the end of what it made, in the order in which they ran
  std::vector<std::pair<std::uint32_t, std::string_view>> ends{
#define SECTOR(name, words, Kept, given, flows, written, page) {youngest(scene.name), words},
#define FLOWS_ONLY(name, words, flows, written, page)
#include "model/quantities/sectors.def"
#undef SECTOR
#undef FLOWS_ONLY
  };

  EquationLedger ledger;
  for (std::size_t i = 0; i < flow_sectors.size(); ++i) {
    ledger.sector = flow_sectors[i];
    sector_flows<Symbol, EquationLedger>[i](scene, ledger);
    ends.emplace_back(static_cast<std::uint32_t>(book.nodes().size() - 1), flow_sectors[i]);
  }

  RecordedEquations recorded;
  for (auto node = static_cast<std::uint32_t>(given_nodes); node < book.nodes().size(); ++node) {
    const Node& made = book.nodes()[node];
    if (made.operation == Operation::name) {
      const auto end = std::find_if(ends.begin(), ends.end(), [node](const auto& e) { return node <= e.first; });
      recorded.equations.push_back({.sector = end->second,
                                    .kind = EquationKind::auxiliary,
                                    .name = book.leaf_of(made).name,
                                    .expression = book.at(node),
                                    .unit = made.unit});
    }
  }
  recorded.equations.insert(recorded.equations.end(), ledger.equations.begin(), ledger.equations.end());
  recorded.problems = unit_problems(recorded.equations);
  recorded.problems.insert(recorded.problems.end(), ledger.problems.begin(), ledger.problems.end());
  return recorded;
}

// ---- rows of text ---------------------------------------------------------------------------------------------------

namespace {

// The bands an equation is about, for its text: no_band where it is about none.
struct OwnBand {
  std::size_t band = no_band;
  std::size_t bands = 1;
};

OwnBand own_band(const RecordedEquation& equation) {
  switch (equation.kind) {
  case EquationKind::auxiliary: {
    const SymbolBook& book = SymbolBook::current();
    return {book.leaf_of(book.node(equation.expression)).band, band_count};
  }
  case EquationKind::flow: {
    const bool from = end_band(equation.arrow.from) != no_band;
    const End& end = from ? equation.arrow.from : equation.arrow.to;
    return {end_band(end), end_bands(end)};
  }
  default:
    return {};
  }
}

Symbol right_hand_side(const RecordedEquation& equation) {
  return equation.kind == EquationKind::auxiliary ? SymbolBook::current().definition(equation.expression)
                                                  : equation.expression;
}

// Ends of an arrow with the band as a letter, the far end relative to the near one: C_b -> C_{b+1}.
std::string arrow_text(const Arrow& arrow, const BandLabel& label) {
  const std::string from = end_text(arrow.from, label);
  const bool older =
      label.band != no_band && end_band(arrow.from) == label.band && end_band(arrow.to) == label.band + 1;
  const std::string next = std::string(label.label) + "+1";
  return from + " -> " + end_text(arrow.to, older ? BandLabel{label.band + 1, next} : label);
}

std::string left_hand_side(const RecordedEquation& equation, const BandLabel& label) {
  switch (equation.kind) {
  case EquationKind::auxiliary:
    return SymbolBook::current().text(equation.expression, label);
  case EquationKind::flow:
    return arrow_text(equation.arrow, label);
  case EquationKind::adjustment:
    return place_text(equation.arrow.from.index);
  case EquationKind::cost:
    return "cum_cost_" + equation.name;
  case EquationKind::count:
    return std::string(counters()[equation.position].symbol);
  }
  return "";
}

std::string table_name(const RecordedEquation& equation) {
  const SymbolBook& book = SymbolBook::current();
  switch (equation.kind) {
  case EquationKind::auxiliary:
    return book.leaf_of(book.node(equation.expression)).symbol;
  case EquationKind::adjustment:
    return std::string(end_name(equation.arrow.from));
  default:
    return equation.name;
  }
}

void add_uses(std::vector<QuantityKey>& uses, Symbol expression) {
  const SymbolBook& book = SymbolBook::current();
  for (const Symbol name : book.names_in(expression)) {
    const Leaf& leaf = book.leaf_of(book.node(name));
    QuantityKey key{leaf.kind, leaf.kind == QuantityKind::auxiliary ? leaf.symbol : leaf.name};
    if (std::find(uses.begin(), uses.end(), key) == uses.end()) {
      uses.push_back(std::move(key));
    }
  }
}

std::string band_list(std::string_view letter, const std::vector<std::size_t>& bands) {
  std::string text = std::string(letter) + " = ";
  for (std::size_t i = 0; i < bands.size(); ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(bands[i]);
  }
  return text;
}

EquationRow make_row(const RecordedEquation& equation, const BandLabel& label) {
  EquationRow row{.sector = equation.sector,
                  .kind = equation.kind,
                  .name = equation.name,
                  .symbol = left_hand_side(equation, label),
                  .table_name = table_name(equation),
                  .bands = {},
                  .text = SymbolBook::current().text(right_hand_side(equation), label),
                  .unit = to_string(equation.unit),
                  .uses = {}};
  if (equation.kind == EquationKind::flow) {
    row.from = end_name(equation.arrow.from);
    row.to = end_name(equation.arrow.to);
  }
  return row;
}

// Equations that read the same with the band as a letter become one row.
std::vector<EquationRow> rows_of(const std::vector<RecordedEquation>& equations) {
  struct Group {
    std::vector<const RecordedEquation*> members;
    std::vector<std::size_t> bands;
    std::string_view letter;
    std::size_t of_bands;
  };
  std::vector<Group> groups;
  std::map<std::string, std::size_t> group_of;
  for (const RecordedEquation& equation : equations) {
    const OwnBand own = own_band(equation);
    const std::string_view letter = band_letter(own.bands);
    std::string key = std::to_string(groups.size());
    if (own.band != no_band) {
      const EquationRow row = make_row(equation, {own.band, letter});
      key = std::string(row.sector) + "\n" + row.name + "\n" + row.symbol + "\n" + row.text;
    }
    const auto [place, is_new] = group_of.try_emplace(key, groups.size());
    if (is_new) {
      groups.push_back({.members = {}, .bands = {}, .letter = letter, .of_bands = own.bands});
    }
    groups[place->second].members.push_back(&equation);
    groups[place->second].bands.push_back(own.band);
  }

  std::vector<EquationRow> rows;
  for (const Group& group : groups) {
    const bool many = group.members.size() > 1;
    EquationRow row =
        make_row(*group.members.front(), many ? BandLabel{group.bands.front(), group.letter} : BandLabel{});
    if (many && group.bands.size() < group.of_bands) {
      row.bands = band_list(group.letter, group.bands);
    }
    for (const RecordedEquation* member : group.members) {
      add_uses(row.uses, right_hand_side(*member));
    }
    rows.push_back(std::move(row));
  }
  // A plain 0 for some bands has the unit that the other bands have.
  for (EquationRow& row : rows) {
    if (row.kind == EquationKind::auxiliary && row.text == "0") {
      const auto other = std::find_if(rows.begin(), rows.end(), [&row](const EquationRow& r) {
        return r.kind == row.kind && r.sector == row.sector && r.table_name == row.table_name && r.text != "0";
      });
      row.unit = other != rows.end() ? other->unit : row.unit;
    }
  }
  return rows;
}

// The change a year of one number of the state vector, its band written as a letter where `letter` is not empty.
std::string change_text(const std::vector<RecordedEquation>& equations, std::size_t index, std::string_view letter) {
  const SymbolBook& book = SymbolBook::current();
  const std::size_t band = end_band(Place{index});
  const std::string younger = std::string(letter) + "-1";
  std::string gains;
  std::string losses;
  const auto add = [&](bool gain, const RecordedEquation& equation, const BandLabel& label) {
    const std::string text = book.text(equation.expression, label);
    const bool bracket = book.is_sum(equation.expression);
    if (gain) {
      gains += (gains.empty() ? "" : " + ") + text;
    } else {
      losses += " - " + (bracket ? "(" + text + ")" : text);
    }
  };
  for (const RecordedEquation& equation : equations) {
    const auto& [from, to] = equation.arrow;
    BandLabel label = letter.empty() ? BandLabel{} : BandLabel{band, letter};
    if (equation.kind == EquationKind::adjustment && from.index == index) {
      add(true, equation, label);
    }
    if (equation.kind != EquationKind::flow) {
      continue;
    }
    if (from.inside && from.index == index) {
      add(false, equation, label);
    }
    if (to.inside && to.index == index) {
      // a rate that comes from the band below is written for that band
      const bool from_below = !letter.empty() && from.inside && from.index + 1 == index && band > 0;
      add(true, equation, from_below ? BandLabel{band - 1, younger} : label);
    }
  }
  if (gains.empty() && losses.starts_with(" - ")) {
    return "-" + losses.substr(3);
  }
  return gains + losses;
}

std::vector<DifferentialEquation> differentials_of(const std::vector<RecordedEquation>& equations) {
  std::vector<DifferentialEquation> result;
  for (const StockRow& row : stocks()) {
    const std::string_view letter = band_letter(row.bands);
    std::vector<std::pair<std::string, std::vector<std::size_t>>> groups;
    for (std::size_t b = 0; b < row.bands; ++b) {
      const std::string text = change_text(equations, row.first + b, row.bands > 1 ? letter : "");
      const auto same =
          std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == text; });
      if (same == groups.end()) {
        groups.push_back({text, {b}});
      } else {
        same->second.push_back(b);
      }
    }
    for (const auto& [text, bands] : groups) {
      const bool one_of_many = row.bands > 1 && bands.size() == 1;
      result.push_back({.stock = row.name,
                        .symbol = one_of_many ? place_text(row.first + bands[0])
                                              : place_text(row.first + bands[0], {bands[0], letter}),
                        .bands = bands.size() > 1 && bands.size() < row.bands ? band_list(letter, bands) : "",
                        .text = one_of_many ? change_text(equations, row.first + bands[0], "") : text});
    }
  }
  return result;
}

// Runs the start on a book of its own: what it needs, and whether its units are right.
void record_start(EquationBook& result) {
  const SymbolBook book;
  const Parameters<Symbol> p = parameter_leaves();
  const Start<Symbol> made = start(p, moment_leaves());

  std::array<Symbol, stock_size> values;
  write_stocks(made.stocks, values.data());
  for (const StockRow& row : stocks()) {
    for (std::size_t b = 0; b < row.bands; ++b) {
      add_uses(result.used_at_start, values[row.first + b]);
      const Node& node = book.node(values[row.first + b]);
      if (node.unit.known && !book.is_zero(values[row.first + b]) && node.unit != unit(row.unit)) {
        result.problems.push_back({"start of " + std::string(row.name),
                                   "is in " + to_string(node.unit) + ", but should be in " + std::string(row.unit)});
      }
    }
  }
  const auto references = std::bit_cast<std::array<Symbol, reference_count>>(made.reference);
  for (std::size_t i = 0; i < reference_count; ++i) {
    add_uses(result.used_at_start, references[i]);
    const GivenQuantity& row = given[driver_count + i];
    const Unit made_unit = book.unit_of(references[i]);
    if (made_unit.known && made_unit != unit(row.unit)) {
      result.problems.push_back({"reference " + std::string(row.name),
                                 "is in " + to_string(made_unit) + ", but should be in " + std::string(row.unit)});
    }
  }
  std::erase_if(result.used_at_start, [](const QuantityKey& key) { return key.kind != QuantityKind::parameter; });
  for (UnitProblem& problem : unit_problems({})) {
    problem.where = "the start";
    result.problems.push_back(std::move(problem));
  }
}

} // namespace

EquationBook make_equation_book() {
  EquationBook result;
  {
    const SymbolBook book;
    RecordedEquations recorded = record_equations();
    result.equations = rows_of(recorded.equations);
    result.differentials = differentials_of(recorded.equations);
    result.problems = std::move(recorded.problems);
  }
  record_start(result);
  return result;
}

const EquationBook& equation_book() {
  static const EquationBook book = make_equation_book();
  return book;
}

} // namespace headwater::model
