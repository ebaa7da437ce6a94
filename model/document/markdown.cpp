#include "model/document/markdown.hpp"

#include "model/document/equation_book.hpp"
#include "model/document/markdown_text.hpp"
#include "model/document/wording.hpp"
#include "model/quantities/lever_prices.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace headwater::model {
namespace {

// The definitions of the smooth functions, as the templates the numbers run on write them.
std::string smooth_functions() {
  const SymbolBook book;
  const auto argument = [](std::string_view name) {
    return SymbolBook::current().leaf({.symbol = std::string(name)}, plain_number);
  };
  const Symbol x = argument("x");
  const Symbol a = argument("a");
  const Symbol b = argument("b");
  const Symbol c = argument("c");
  const Symbol d = argument("d");
  std::string text;
  Table table(text, {"function", "is", "what for"});
  const auto row = [&](std::string_view call, Symbol definition, std::string_view purpose) {
    table.row({code(call), code(book.text(definition)), std::string(purpose)});
  };
  row("square(x)", square<Symbol>(x), "");
  row("fourth_power(x)", fourth_power<Symbol>(x), "");
  row("grow(x)", grow<Symbol>(x), "growth: 1 with slope 1 at 0, always above 0");
  row("elastic(a, b)", elastic<Symbol>(a, b), "1 at a = 1 with elasticity b there, bounded");
  row("s_curve(x)", s_curve<Symbol>(x), "from 0 to 1, 1/2 with slope 1/4 at 0");
  row("s_curve_inverse(x)", s_curve_inverse<Symbol>(x), "its inverse, written lg above");
  row("positive_part(a, b)", positive_part<Symbol>(a, b), "soft positive part of a, b ln 2 at a = 0");
  row("levelling_off(a, b)", levelling_off<Symbol>(a, b), "a up to b; above, ever more slowly towards 2 b");
  row("staying_positive(a, b)", staying_positive<Symbol>(a, b), "a down to b; below, ever more slowly towards 0");
  row("soft_min(a, b)", soft_min<Symbol>(a, b), "soft minimum");
  row("ramp(x)", ramp<Symbol>(x), "0 up to 0, 1 from 1, smooth between");
  row("bell(x)", bell<Symbol>(x), "a bell of height 1 at 0");
  row("coverage(a, b, c)", coverage<Symbol>(a, b, c), "coverage that money b buys on top of a, on the scale c");
  row("two_speed(a, b, c, d)", two_speed<Symbol>(a, b, c, d),
      "response to a gap a: c a well above the width b, d a well below");
  return text;
}

std::string with_bands(const EquationRow& row) {
  return code(row.symbol) + (row.bands.empty() ? "" : ", " + row.bands);
}

std::string sector_section(std::string_view sector) {
  const auto& all = equation_book().equations;
  std::vector<const EquationRow*> auxiliaries;
  std::vector<const EquationRow*> flows;
  std::vector<const EquationRow*> adjustments;
  std::vector<const EquationRow*> totals;
  for (const EquationRow& row : all) {
    if (row.sector == sector) {
      (row.kind == EquationKind::auxiliary    ? auxiliaries
       : row.kind == EquationKind::flow       ? flows
       : row.kind == EquationKind::adjustment ? adjustments
                                              : totals)
          .push_back(&row);
    }
  }
  std::string text = "## " + capitalised(sector) + "\n\n";
  if (!auxiliaries.empty()) {
    Table table(text, {"symbol", "what", "equation", "unit"});
    for (const EquationRow* row : auxiliaries) {
      table.row({with_bands(*row), plain(row->name), code(row->text), row->unit});
    }
  }
  if (!flows.empty()) {
    Table table(text, {"flow", "from -> to", "rate", "unit"});
    for (const EquationRow* row : flows) {
      table.row({plain(row->name), with_bands(*row), code(row->text), row->unit});
    }
  }
  if (!adjustments.empty()) {
    Table table(text, {"change", "of", "rate", "unit"});
    for (const EquationRow* row : adjustments) {
      table.row({plain(row->name), code(row->symbol), code(row->text), row->unit});
    }
  }
  if (!totals.empty()) {
    Table table(text, {"added up in", "rate", "unit"});
    for (const EquationRow* row : totals) {
      table.row({code(row->symbol), code(row->text), row->unit});
    }
  }
  return text;
}

std::string range(double low, double high) { return number_in_words(low) + " to " + number_in_words(high); }

// The keys of a parameter's sources, one by one.
std::vector<std::string> source_keys(std::string_view keys) {
  std::vector<std::string> result;
  while (true) {
    const std::size_t end = keys.find("; ");
    result.emplace_back(keys.substr(0, end));
    if (end == std::string_view::npos) {
      return result;
    }
    keys.remove_prefix(end + 2);
  }
}

} // namespace

std::string equations_markdown() {
  const EquationBook& book = equation_book();
  std::string text = generated("Equations", "`model/sectors` and the tables in `model/quantities`", "equations");
  text += "`X_b` is X for children's age band b: 0 is 0-4, 1 is 5-11, 2 is 12-15 and 3 is 16-17 years. "
          "`X_k` is X for age in aftercare: 0 is 16-18, 1 is 19-21 and 2 is 22-25 years. "
          "`sum(X)` is the sum over the bands. An equation holds for every band unless it says for which. "
          "Children, persons, places and beds are one unit, persons. Money is GBP million of 2019-20.\n\n"
          "[Parameters](PARAMETERS.md) and [stocks](STOCKS.md) have pages of their own.\n\n";

  text += "## Given\n\n";
  text +=
      "What a moment brings from outside, the levers of the plan, and the values of 2011 that later ones are compared "
      "with.\n\n";
  {
    Table table(text, {"symbol", "what", "unit"});
    for (const GivenQuantity& row : given_quantities()) {
      table.row({code(row.symbol), plain(row.meaning), std::string(row.unit)});
    }
    for (const Lever& row : levers()) {
      table.row({code(lever_symbol(row)), plain(row.meaning), std::string(row.unit)});
    }
  }
  text += "## Functions\n\n";
  text +=
      "They stand where others write exp, log, tanh or a power: with only + - * / and sqrt, a run gives the same bits "
      "on every machine.\n\n";
  text += smooth_functions();

  for (const std::string_view sector : sectors_in_order()) {
    text += sector_section(sector);
  }

  text += "## Stocks\n\n";
  text += "The change of each stock a year: what flows in, less what flows out.\n\n";
  {
    Table table(text, {"stock", "change a year", "what"});
    std::string_view before;
    for (const DifferentialEquation& row : book.differentials) {
      const auto all = stocks();
      const auto stock = std::find_if(all.begin(), all.end(), [&](const StockRow& s) { return s.name == row.stock; });
      table.row({code(row.symbol) + (row.bands.empty() ? "" : ", " + row.bands), code(row.text),
                 row.stock == before ? "" : plain(stock->meaning)});
      before = row.stock;
    }
  }
  text.pop_back();
  return text;
}

std::string parameters_markdown() {
  std::string text = generated("Parameters", "`model/quantities/parameters.def`", "parameters");
  std::map<Grade, std::size_t> by_grade;
  std::map<Grade, std::size_t> varying;
  std::size_t assumed = 0;
  for (const Parameter& row : parameters()) {
    ++by_grade[row.grade];
    varying[row.grade] += row.distribution != Distribution::fixed ? 1 : 0;
    assumed += row.source == "assumption" ? 1 : 0;
  }
  text += std::to_string(parameter_count) + " parameters, of which " + std::to_string(assumed) +
          " are assumptions of ours with no source.\n\n";
  {
    Table table(text, {"grade", "what it means", "parameters", "of these, varied in ensembles"});
    for (const Grade grade : {Grade::A, Grade::B, Grade::C, Grade::D}) {
      table.row({std::string(1, static_cast<char>(grade)), std::string(in_words(grade)),
                 std::to_string(by_grade[grade]), std::to_string(varying[grade])});
    }
  }
  text +=
      "Values are shown with seven digits. The range is what is believed; ensembles and fits stay inside. Money is GBP "
      "million of 2019-20. An area scales a parameter with its share of what the column says. "
      "[Sources](SOURCES.md) are listed by key.\n\n";
  {
    Table table(text, {"name", "symbol", "value", "range", "unit", "distribution", "grade", "source", "scales with",
                       "meaning"});
    for (const Parameter& row : parameters()) {
      std::string keys;
      for (const std::string& key : source_keys(row.source)) {
        keys += (keys.empty() ? "" : ", ") + code(key);
      }
      table.row({code(row.name), code(row.symbol), number_in_words(row.value),
                 row.low == row.high ? "" : range(row.low, row.high), std::string(row.unit),
                 std::string(in_words(row.distribution)), std::string(1, static_cast<char>(row.grade)), keys,
                 row.scales_with == ScalesWith::none ? "" : std::string(in_words(row.scales_with)),
                 plain(row.meaning)});
    }
  }
  text.pop_back();
  return text;
}

std::string stocks_markdown() {
  std::string text = generated("Stocks, counters, costs and levers", "the tables in `model/quantities`", "stocks");
  text += "## Stocks\n\n";
  text += std::to_string(stock_size) +
          " numbers that the model remembers. Four bands are children's ages 0-4, 5-11, 12-15 "
          "and 16-17; three bands are ages 16-18, 19-21 and 22-25.\n\n";
  {
    Table table(text, {"name", "symbol", "bands", "unit", "scales with", "meaning"});
    for (const StockRow& row : stocks()) {
      table.row({code(row.name), code(row.symbol), std::to_string(row.bands), std::string(row.unit),
                 row.scales_with == ScalesWith::none ? "" : std::string(in_words(row.scales_with)),
                 plain(row.meaning)});
    }
  }
  text +=
      "## Boundaries\n\nWhere flows come from and go to outside the stocks. A junction holds nothing: what flows in "
      "flows out at once.\n\n";
  {
    Table table(text, {"name", "unit", "junction", "meaning"});
    for (const BoundaryRow& row : boundaries()) {
      table.row({code(row.name), std::string(row.unit), row.junction ? "yes" : "", plain(row.meaning)});
    }
  }
  text += "## Counters\n\nWhat happened since the start of the run.\n\n";
  {
    Table table(text, {"name", "symbol", "unit", "meaning"});
    for (const CounterRow& row : counters()) {
      table.row({code(row.name), code(row.symbol), std::string(row.unit), plain(row.meaning)});
    }
  }
  text += "## Cost categories\n\nMoney since the start of the run, GBP million of 2019-20. Universal, targeted and "
          "care system "
          "together are the operating cost.\n\n";
  {
    Table table(text, {"name", "class", "label"});
    for (const CategoryRow& row : categories()) {
      table.row({code(row.name), std::string(in_words(row.cost_class)), plain(row.label)});
    }
  }
  text +=
      "## Levers\n\nWhat a scenario can change. Money is stated in real GBP of 2024-25; the equations use 2019-20. The "
      "price says "
      "what pulling a lever costs of itself: `paid`, it moves money at once or people to where each costs; `rule, not "
      "price`, it moves none, so that a page that shows its gain says so; `transfer apart`, money changes hands, which "
      "is never added.\n\n";
  {
    Table table(text, {"name", "symbol", "kind", "unit", "range", "price", "meaning"});
    for (std::size_t i = 0; i < lever_count; ++i) {
      const Lever& row = levers()[i];
      table.row({code(row.name), code(row.symbol), std::string(in_words(row.kind)), std::string(row.unit),
                 range(row.low, row.high), std::string(in_words(price_of_lever(i))), plain(row.meaning)});
    }
  }
  text.pop_back();
  return text;
}

std::string sources_markdown() {
  std::string text = generated("Sources", "`model/quantities/sources.def`", "sources");
  std::map<std::string, std::size_t, std::less<>> uses;
  for (const Parameter& row : parameters()) {
    for (const std::string& key : source_keys(row.source)) {
      ++uses[key];
    }
  }
  text += "Every publication that a number of the model or of its calibration data comes from, and how many parameters "
          "cite "
          "it.\n\n";
  {
    Table table(text, {"key", "title", "publisher", "year", "address", "parameters"});
    for (const Source& row : sources()) {
      const auto found = uses.find(row.key);
      table.row({code(row.key), plain(row.title), plain(row.publisher), std::string(row.year),
                 row.address.empty() ? "" : "<" + std::string(row.address) + ">",
                 found == uses.end() ? "" : std::to_string(found->second)});
    }
  }
  text.pop_back();
  return text;
}

} // namespace headwater::model
