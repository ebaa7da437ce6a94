#include "model/document/explain.hpp"

#include "model/document/equation_book.hpp"
#include "model/document/loop_paths.hpp"
#include "model/document/wording.hpp"
#include "model/quantities/lever_prices.hpp"
#include "model/quantities/settled.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace headwater::model {
namespace {

std::string label(const EquationRow& row) {
  return row.kind == EquationKind::cost || row.kind == EquationKind::count ? row.symbol
                                                                           : row.symbol + " (" + row.name + ")";
}

ExplainedEquation explained(const EquationRow& row) {
  return {.name = row.name,
          .left = row.symbol,
          .right = row.text,
          .unit = row.unit,
          .bands = row.bands,
          .sector = std::string(row.sector)};
}

std::vector<std::string> uses_of(QuantityKind kind, std::string_view name) {
  std::vector<std::string> result;
  for (const EquationRow& row : equation_book().equations) {
    if (std::find(row.uses.begin(), row.uses.end(), QuantityKey{kind, std::string(name)}) != row.uses.end()) {
      result.push_back(label(row));
    }
  }
  return result;
}

std::vector<Source> sources_of(std::string_view keys) {
  std::vector<Source> result;
  for (const Source& source : sources()) {
    if (("; " + std::string(keys) + "; ").find("; " + std::string(source.key) + "; ") != std::string::npos) {
      result.push_back(source);
    }
  }
  return result;
}

std::string scaling(ScalesWith scales_with) {
  return scales_with == ScalesWith::none ? "" : std::string(in_words(scales_with));
}

Explanation explain_parameter(const Parameter& row) {
  Explanation e{.kind = "parameter",
                .name = std::string(row.name),
                .symbol = std::string(row.symbol),
                .meaning = std::string(row.meaning),
                .unit = std::string(row.unit),
                .value = ExplainedValue{.value = row.value,
                                        .low = row.low,
                                        .high = row.high,
                                        .distribution = std::string(in_words(row.distribution)),
                                        .grade = static_cast<char>(row.grade),
                                        .grade_meaning = std::string(in_words(row.grade)),
                                        .scales_with = scaling(row.scales_with)},
                .sources = sources_of(row.source),
                .used_in = uses_of(QuantityKind::parameter, row.name)};
  for (const SettledPoint& point : settled_points()) {
    if (point.parameter == row.name && !point.is_refit()) {
      e.meaning += ". Before it was settled it was " + number_in_words(point.before) + ": " + std::string(point.why);
    }
  }
  const auto& start = equation_book().used_at_start;
  e.used_at_start = std::find(start.begin(), start.end(), QuantityKey{QuantityKind::parameter, e.name}) != start.end();
  return e;
}

Explanation explain_lever(const Lever& row) {
  return {.kind = "lever",
          .name = std::string(row.name),
          .symbol = std::string(row.symbol),
          .meaning = std::string(row.meaning),
          .unit = std::string(row.unit),
          .value = ExplainedValue{.value = std::nullopt,
                                  .low = row.low,
                                  .high = row.high,
                                  .distribution = "",
                                  .grade = ' ',
                                  .grade_meaning = "",
                                  .scales_with = ""},
          .used_in = uses_of(QuantityKind::lever, row.name),
          .price = std::string(in_words(price_of_lever(find_lever(row.name))))};
}

Explanation explain_loop(std::size_t loop) {
  const Loop& row = loops()[loop];
  const LoopPath& path = loop_paths_at_start()[loop];
  ExplainedLoop explained{
      .held = std::string(row.held), .direction = std::string(loop_in_words(path.direction)), .arrows = {}};
  for (const LoopArrow& arrow : path.arrows) {
    explained.arrows.push_back(
        {arrow.from, arrow.to, std::string(in_words(arrow.direction)), arrow.equation, arrow.held});
  }
  return {.kind = "loop",
          .name = std::string(row.name),
          .symbol = std::string(row.symbol),
          .meaning = std::string(row.meaning),
          .unit = "",
          .used_in = uses_of(QuantityKind::driver, "loop_" + std::string(row.name)),
          .loop = std::move(explained)};
}

Explanation explain_stock(const StockRow& row) {
  Explanation e{.kind = "stock",
                .name = std::string(row.name),
                .symbol = std::string(row.symbol),
                .meaning = std::string(row.meaning),
                .unit = std::string(row.unit),
                .used_in = uses_of(QuantityKind::stock, row.name)};
  for (const DifferentialEquation& change : equation_book().differentials) {
    if (change.stock == row.name) {
      e.equations.push_back({.name = "change a year",
                             .left = "d" + change.symbol + "/dt",
                             .right = change.text,
                             .unit = to_string(unit(row.unit) / year_unit),
                             .bands = change.bands,
                             .sector = ""});
    }
  }
  for (const EquationRow& equation : equation_book().equations) {
    if (equation.kind == EquationKind::adjustment && equation.table_name == row.name) {
      e.inflows.push_back(explained(equation));
    }
    if (equation.kind == EquationKind::flow && equation.to == row.name) {
      e.inflows.push_back(explained(equation));
    }
    if (equation.kind == EquationKind::flow && equation.from == row.name) {
      e.outflows.push_back(explained(equation));
    }
  }
  return e;
}

// The equations of one kind whose `member` is the name.
std::vector<ExplainedEquation> equations_of(EquationKind kind, std::string EquationRow::*member,
                                            std::string_view name) {
  std::vector<ExplainedEquation> result;
  for (const EquationRow& row : equation_book().equations) {
    if (row.kind == kind && row.*member == name) {
      result.push_back(explained(row));
    }
  }
  return result;
}

Explanation explain_counter(const CounterRow& row) {
  return {.kind = "counter",
          .name = std::string(row.name),
          .symbol = std::string(row.symbol),
          .meaning = std::string(row.meaning),
          .unit = std::string(row.unit),
          .equations = equations_of(EquationKind::count, &EquationRow::table_name, row.name)};
}

Explanation explain_category(const CategoryRow& row) {
  return {.kind = "cost category",
          .name = std::string(row.name),
          .symbol = "cum_cost_" + std::string(row.name),
          .meaning = std::string(row.label) + " (" + std::string(in_words(row.cost_class)) + ")",
          .unit = "GBPm",
          .equations = equations_of(EquationKind::cost, &EquationRow::table_name, row.name)};
}

Explanation explain_given(const GivenQuantity& row) {
  return {.kind = row.kind == QuantityKind::driver ? "driver" : "reference",
          .name = std::string(row.name),
          .symbol = std::string(row.symbol),
          .meaning = std::string(row.meaning),
          .unit = std::string(row.unit),
          .used_in = uses_of(row.kind, row.name)};
}

Explanation explain_auxiliary(const EquationRow& row) {
  return {.kind = "auxiliary",
          .name = row.name,
          .symbol = row.table_name,
          .meaning = "",
          .unit = row.unit,
          .equations = equations_of(EquationKind::auxiliary, &EquationRow::table_name, row.table_name),
          .used_in = uses_of(QuantityKind::auxiliary, row.table_name)};
}

Explanation explain_flow(const EquationRow& row) {
  Explanation e{.kind = "flow", .name = row.name, .symbol = "", .meaning = "", .unit = row.unit};
  for (const EquationKind kind : {EquationKind::flow, EquationKind::adjustment}) {
    const auto found = equations_of(kind, &EquationRow::name, row.name);
    e.equations.insert(e.equations.end(), found.begin(), found.end());
  }
  return e;
}

bool is_flow(EquationKind kind) { return kind == EquationKind::flow || kind == EquationKind::adjustment; }

// Whether a name is a symbol, or that symbol with a band or a band's letter: U, U_b, U_2.
bool is_symbol(std::string_view name, std::string_view symbol, std::size_t bands) {
  if (name == symbol) {
    return true;
  }
  if (bands < 2 || !name.starts_with(symbol) || name.size() != symbol.size() + 2 || name[symbol.size()] != '_') {
    return false;
  }
  const char band = name.back();
  return band == 'b' || band == 'k' || (band >= '0' && static_cast<std::size_t>(band - '0') < bands);
}

// Calls `found(explain)` for everything of that name, in the order of precedence.
template<class Found> void each_meaning(std::string_view name, const Found& found) {
  for (const Parameter& row : parameters()) {
    if (row.name == name || row.symbol == name) {
      found("parameter", [&row] { return explain_parameter(row); });
    }
  }
  for (const StockRow& row : stocks()) {
    if (row.name == name || is_symbol(name, row.symbol, row.bands)) {
      found("stock", [&row] { return explain_stock(row); });
    }
  }
  for (const Lever& row : levers()) {
    if (row.name == name || row.symbol == name || lever_symbol(row) == name) {
      found("lever", [&row] { return explain_lever(row); });
    }
  }
  std::set<std::string> explained_already; // an auxiliary of several rows, a flow name of several arrows
  for (const EquationRow& row : equation_book().equations) {
    if (row.kind == EquationKind::auxiliary &&
        (row.name == name || row.symbol == name || is_symbol(name, row.table_name, band_count)) &&
        explained_already.insert(row.table_name).second) {
      found("auxiliary", [&row] { return explain_auxiliary(row); });
    }
  }
  const auto& equations = equation_book().equations;
  const auto flow = std::find_if(equations.begin(), equations.end(),
                                 [&](const EquationRow& row) { return is_flow(row.kind) && row.name == name; });
  if (flow != equations.end()) {
    found("flow", [&flow] { return explain_flow(*flow); });
  }
  for (const CounterRow& row : counters()) {
    if (row.name == name || row.symbol == name) {
      found("counter", [&row] { return explain_counter(row); });
    }
  }
  for (const CategoryRow& row : categories()) {
    if (row.name == name || "cum_cost_" + std::string(row.name) == name) {
      found("cost category", [&row] { return explain_category(row); });
    }
  }
  for (std::size_t i = 0; i < loop_count; ++i) {
    if (loops()[i].name == name || loops()[i].symbol == name) {
      found("loop", [i] { return explain_loop(i); });
    }
  }
  for (const GivenQuantity& row : given_quantities()) {
    if (row.name == name || row.symbol == name) {
      found(row.kind == QuantityKind::driver ? "driver" : "reference", [&row] { return explain_given(row); });
    }
  }
}

} // namespace

std::optional<Explanation> explain(std::string_view name) {
  const std::size_t colon = name.find(':');
  const std::string_view kind = colon == std::string_view::npos ? "" : name.substr(0, colon);
  std::optional<Explanation> first;
  const auto take = [&](std::string_view wanted, std::string_view bare) {
    each_meaning(bare, [&](std::string_view of_kind, const auto& make) {
      if (!wanted.empty() && wanted != of_kind) {
        return;
      }
      if (!first) {
        first = make();
        return;
      }
      const Explanation other = make();
      const std::string qualified = other.kind + ":" + (other.kind == "auxiliary" ? other.symbol : other.name);
      if (std::find(first->also.begin(), first->also.end(), qualified) == first->also.end()) {
        first->also.push_back(qualified);
      }
    });
  };
  take("", name); // a name may itself hold a colon
  if (!first && !kind.empty()) {
    take(kind, name.substr(colon + 1));
  }
  return first;
}

std::vector<std::string> explainable_names() {
  std::set<std::string> names;
  const auto add = [&names](std::string_view name) {
    if (!name.empty()) {
      names.insert(std::string(name));
    }
  };
  for (const Parameter& row : parameters()) {
    add(row.name);
    add(row.symbol);
  }
  for (const StockRow& row : stocks()) {
    add(row.name);
    add(row.symbol);
  }
  for (const Lever& row : levers()) {
    add(row.name);
    add(row.symbol);
  }
  for (const CounterRow& row : counters()) {
    add(row.name);
    add(row.symbol);
  }
  for (const CategoryRow& row : categories()) {
    add(row.name);
    add("cum_cost_" + std::string(row.name));
  }
  for (const Loop& row : loops()) {
    add(row.name);
    add(row.symbol);
  }
  for (const GivenQuantity& row : given_quantities()) {
    add(row.name);
    add(row.symbol);
  }
  for (const EquationRow& row : equation_book().equations) {
    if (row.kind == EquationKind::auxiliary) {
      add(row.table_name);
    }
    if (row.kind == EquationKind::auxiliary || is_flow(row.kind)) {
      add(row.name);
    }
  }
  return {names.begin(), names.end()};
}

} // namespace headwater::model
