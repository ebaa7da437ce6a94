// list: what there is, as a table.
#include "app/study/money_terms.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/option_readers.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "calibration/known/area.hpp"
#include "model/document/loop_paths.hpp"
#include "model/quantities/lever_prices.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/results/funding.hpp"
#include "outputs/results/quantities.hpp"
#include "scenarios/lever_words.hpp"
#include "scenarios/scenario.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace headwater::app {
namespace {

/// A listing: columns, and rows of text.
struct Listing {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

std::string text(std::string_view view) { return std::string(view); }
std::string range(double low, double high) { return fmt::format("{} to {}", low, high); }

Listing scenario_listing() {
  Listing listing{{"name", "kind", "title", "question"}, {}};
  for (const std::string& id : scenarios::shipped_scenarios(shipped().scenarios())) {
    const auto read = scenarios::read_scenario(shipped().scenarios() / (id + ".toml"), shipped().scenarios());
    if (read.value) {
      listing.rows.push_back({id, text(scenarios::name(read.value->kind)), read.value->name, read.value->question});
    }
  }
  return listing;
}

Listing lever_listing() {
  Listing listing{{"name", "symbol", "unit", "range", "known", "price", "paid by", "meaning", "evidence"}, {}};
  const outputs::PayerTable payers = shipped_payers(shipped()).value.value_or(outputs::PayerTable{});
  for (std::size_t i = 0; i < model::lever_count; ++i) {
    const model::Lever& lever = model::levers()[i];
    const std::string unit =
        lever.kind == model::LeverKind::money ? "GBP million a year, 2024-25 prices" : text(lever.unit);
    listing.rows.push_back({text(lever.name), text(lever.symbol), unit, scenarios::range_of_lever(i),
                            range(lever.evidence_low, lever.evidence_high),
                            text(model::in_words(model::price_of_lever(i))), outputs::payer_in_words(i, payers),
                            text(lever.meaning), text(lever.evidence)});
  }
  return listing;
}

Listing parameter_listing() {
  Listing listing{{"name", "symbol", "value", "range", "unit", "distribution", "grade", "source", "meaning"}, {}};
  for (const model::Parameter& row : model::parameters()) {
    listing.rows.push_back({text(row.name), text(row.symbol), fmt::format("{}", row.value), range(row.low, row.high),
                            text(row.unit), text(model::name(row.distribution)),
                            std::string(1, static_cast<char>(row.grade)), text(row.source), text(row.meaning)});
  }
  return listing;
}

Listing stock_listing() {
  Listing listing{{"name", "symbol", "bands", "unit", "meaning"}, {}};
  for (const model::StockRow& row : model::stocks()) {
    listing.rows.push_back(
        {text(row.name), text(row.symbol), fmt::format("{}", row.bands), text(row.unit), text(row.meaning)});
  }
  return listing;
}

Listing loop_listing() {
  Listing listing{{"name", "symbol", "kind", "meaning", "held if cut"}, {}};
  for (std::size_t i = 0; i < model::loop_count; ++i) {
    const model::Loop& row = model::loops()[i];
    listing.rows.push_back({text(row.name), text(row.symbol),
                            text(model::loop_in_words(model::loop_paths_at_start()[i].direction)), text(row.meaning),
                            text(row.held)});
  }
  return listing;
}

Listing output_listing() {
  Listing listing{{"name", "unit", "when", "better", "meaning"}, {}};
  for (const outputs::Quantity& row : outputs::quantities()) {
    listing.rows.push_back({text(row.name), text(row.unit),
                            row.basis == outputs::Basis::july ? "31 July" : "fiscal year",
                            text(outputs::words(row.better)), text(row.meaning)});
  }
  for (const outputs::Comparison& row : outputs::comparisons) {
    listing.rows.push_back({text(row.name), text(row.unit), "fiscal year", text(outputs::words(outputs::Better::more)),
                            text(row.meaning)});
  }
  return listing;
}

Listing area_listing() {
  Listing listing{{"name", "code"}, {}};
  for (const calibration::AreaName& area : calibration::areas(shipped().areas())) {
    const auto read = calibration::find_area(area.id, shipped().areas());
    listing.rows.push_back({area.name, read.value ? read.value->code : ""});
  }
  return listing;
}

Listing chart_listing() {
  Listing listing{{"name", "shows"}, {}};
  for (const outputs::Picture& picture : outputs::pictures()) {
    listing.rows.push_back({text(picture.name), text(picture.shows)});
  }
  return listing;
}

struct Topic {
  const char* name;
  Listing (*listing)();
};
constexpr Topic topics[] = {
    {"scenarios", &scenario_listing}, {"levers", &lever_listing},   {"parameters", &parameter_listing},
    {"stocks", &stock_listing},       {"outputs", &output_listing}, {"areas", &area_listing},
    {"charts", &chart_listing},       {"loops", &loop_listing},
};

int list(const Screen& screen, const std::string& topic) {
  for (const Topic& known : topics) {
    if (known.name != topic) {
      continue;
    }
    const Listing listing = known.listing();
    if (screen.json) {
      nlohmann::ordered_json json = nlohmann::ordered_json::array();
      for (const auto& row : listing.rows) {
        auto& item = json.emplace_back(nlohmann::ordered_json::object());
        for (std::size_t i = 0; i < row.size(); ++i) {
          item[listing.columns[i]] = row[i];
        }
      }
      answer(json.dump(2) + "\n");
    } else {
      std::vector<std::vector<std::string>> rows{listing.columns};
      rows.insert(rows.end(), listing.rows.begin(), listing.rows.end());
      answer(in_columns(rows));
    }
  }
  return done;
}

} // namespace

void add_list(CLI::App& app, const Screen& screen, Action& chosen) {
  auto topic = std::make_shared<std::string>("scenarios");
  CLI::App* verb = app.add_subcommand("list", "What there is, as a table");
  verb->footer("Examples:\n  headwater list\n  headwater list levers\n  headwater list parameters --json\n");
  std::vector<std::string> names;
  for (const Topic& known : topics) {
    names.emplace_back(known.name);
  }
  add_choice(*verb, "what", *topic, names, "What to list");
  verb->callback([topic, &screen, &chosen] { chosen = [topic, &screen] { return list(screen, *topic); }; });
}

} // namespace headwater::app
