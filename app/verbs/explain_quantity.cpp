// explain: one parameter, lever, stock, flow, loop, output or heading of a table: meaning, unit, equation, source,
// grade, range, where used.
#include "app/study/money_terms.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/option_readers.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "model/document/explain.hpp"
#include "outputs/results/funding.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/tables/headings.hpp"
#include "scenarios/lever_words.hpp"
#include "scenarios/reading/nearest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>

namespace headwater::app {
namespace {

using Json = nlohmann::ordered_json;
using model::ExplainedEquation;
using model::Explanation;

std::string words(const outputs::Quantity& quantity) {
  return quantity.basis == outputs::Basis::july ? "read on 31 July" : "over the fiscal year";
}

/// An output as `explain` tells it, whether one run has it or it compares two.
struct Output {
  std::string name;
  std::string_view unit;
  std::string when;
  std::string meaning;
  outputs::Better better;
  std::string_view formula = {};
};

std::optional<Output> find_output(std::string_view name) {
  if (const outputs::Quantity* quantity = outputs::find_quantity(name)) {
    return Output{std::string(quantity->name),    quantity->unit,   words(*quantity),
                  std::string(quantity->meaning), quantity->better, quantity->formula};
  }
  for (const outputs::Comparison& comparison : outputs::comparisons) {
    if (comparison.name == name) {
      return Output{std::string(comparison.name), comparison.unit, "over the fiscal year",
                    std::string(comparison.meaning), outputs::Better::more};
    }
  }
  constexpr std::string_view change = "_change"; // as summary.csv has it
  const outputs::Quantity* changed =
      name.ends_with(change) ? outputs::find_quantity(name.substr(0, name.size() - change.size())) : nullptr;
  if (changed != nullptr) {
    return Output{std::string(name), changed->unit, words(*changed),
                  "The change from the baseline in: " + std::string(changed->meaning), changed->better};
  }
  return std::nullopt;
}

// ---- as text

std::string line(std::string_view label, const std::string& text) {
  return text.empty() ? "" : fmt::format("  {:<13} {}\n", label, text);
}

std::string text_of(const ExplainedEquation& equation) {
  std::string text = equation.left + " = " + equation.right;
  if (!equation.bands.empty()) {
    text += "   (" + equation.bands + ")";
  }
  return text;
}

std::string lines(std::string_view label, const std::vector<ExplainedEquation>& equations) {
  std::string text;
  for (const ExplainedEquation& equation : equations) {
    text += line(text.empty() ? label : "", equation.name + ": " + text_of(equation));
  }
  return text;
}

/// How far what is known of a lever reaches; empty of anything else.
std::string evidence_of(const Explanation& e) {
  const std::size_t lever = e.kind == "lever" ? model::find_lever(e.name) : model::lever_count;
  return lever < model::lever_count ? scenarios::evidence_in_words(model::levers()[lever]) : "";
}

/// Who pays for a lever; empty of anything else, and of levers that cost nothing at once.
std::string payer_of(const Explanation& e) {
  const std::size_t lever = e.kind == "lever" ? model::find_lever(e.name) : model::lever_count;
  const auto table = lever < model::lever_count ? shipped_payers(shipped()) : scenarios::Read<outputs::PayerTable>{};
  return table.value ? outputs::payer_in_words(lever, *table.value) : "";
}

std::string text_of(const Explanation& e) {
  std::string text = fmt::format("{} ({}{})\n", e.name, e.kind, e.symbol.empty() ? "" : ", symbol " + e.symbol);
  text += line("meaning", e.meaning) + line("unit", e.unit);
  if (e.value) {
    if (e.value->value) {
      text += line("value", fmt::format("{}", *e.value->value));
    }
    text += line("range", e.kind == "lever"
                              ? scenarios::range_of_lever(model::find_lever(e.name))
                              : fmt::format("{} to {}{}", e.value->low, e.value->high,
                                            e.value->distribution.empty() ? "" : ", " + e.value->distribution));
    if (e.value->grade != ' ') {
      text += line("grade", fmt::format("{}: {}", e.value->grade, e.value->grade_meaning));
    }
    text += line("scales with", e.value->scales_with);
  }
  text += line("evidence", evidence_of(e));
  text += line("price", e.price) + line("paid by", payer_of(e));
  if (e.loop) {
    text += line("held if cut", e.loop->held) + line("kind", e.loop->direction);
    for (const model::ExplainedArrow& arrow : e.loop->arrows) {
      text += line(&arrow == &e.loop->arrows.front() ? "arrows" : "",
                   fmt::format("{} -> {}, {}: {}{}", arrow.from, arrow.to, arrow.direction, arrow.equation,
                               arrow.held ? " (held if cut)" : ""));
    }
  }
  for (std::size_t i = 0; i < e.sources.size(); ++i) {
    const model::Source& source = e.sources[i];
    text +=
        line(i == 0 ? "source" : "", fmt::format("{}: {}, {}{}{}", source.key, source.title, source.publisher,
                                                 source.year.empty() ? "" : fmt::format(" ({})", source.year),
                                                 source.address.empty() ? "" : fmt::format(", {}", source.address)));
  }
  text += lines("equation", e.equations) + lines("inflows", e.inflows) + lines("outflows", e.outflows);
  for (std::size_t i = 0; i < e.used_in.size(); ++i) {
    text += line(i == 0 ? "used in" : "", e.used_in[i]);
  }
  if (e.used_at_start) {
    text += line(e.used_in.empty() ? "used in" : "", "the start of the run, 31 July 2011");
  }
  for (std::size_t i = 0; i < e.also.size(); ++i) {
    text += line(i == 0 ? "see also" : "", "headwater explain " + e.also[i]);
  }
  return text;
}

// ---- as JSON

Json json_of(const std::vector<ExplainedEquation>& equations) {
  Json list = Json::array();
  for (const ExplainedEquation& e : equations) {
    list.push_back({{"name", e.name},
                    {"left", e.left},
                    {"right", e.right},
                    {"unit", e.unit},
                    {"bands", e.bands},
                    {"sector", e.sector}});
  }
  return list;
}

Json json_of(const Explanation& e) {
  Json json = {{"kind", e.kind}, {"name", e.name}, {"symbol", e.symbol}, {"meaning", e.meaning}, {"unit", e.unit}};
  if (e.value) {
    json["value"] = e.value->value ? Json(*e.value->value) : Json();
    json["low"] = e.value->low;
    json["high"] = e.value->high;
    json["distribution"] = e.value->distribution;
    json["grade"] = e.value->grade == ' ' ? "" : std::string(1, e.value->grade);
    json["scales_with"] = e.value->scales_with;
  }
  if (e.kind == "lever") {
    json["evidence"] = evidence_of(e);
    json["paid_by"] = payer_of(e);
  }
  if (!e.price.empty()) {
    json["price"] = e.price;
  }
  if (e.loop) {
    json["held"] = e.loop->held;
    json["direction"] = e.loop->direction;
    json["arrows"] = Json::array();
    for (const model::ExplainedArrow& arrow : e.loop->arrows) {
      json["arrows"].push_back({{"from", arrow.from},
                                {"to", arrow.to},
                                {"direction", arrow.direction},
                                {"equation", arrow.equation},
                                {"held", arrow.held}});
    }
  }
  json["sources"] = Json::array();
  for (const model::Source& source : e.sources) {
    json["sources"].push_back({{"key", source.key},
                               {"title", source.title},
                               {"publisher", source.publisher},
                               {"year", source.year},
                               {"address", source.address}});
  }
  json["equations"] = json_of(e.equations);
  json["inflows"] = json_of(e.inflows);
  json["outflows"] = json_of(e.outflows);
  json["used_in"] = e.used_in;
  json["used_at_start"] = e.used_at_start;
  json["also"] = e.also;
  return json;
}

int explain(const Screen& screen, const std::string& name) {
  // An annual quantity may share its name with a stock or a counter, and both with the heading of a table: all are
  // told.
  const std::optional<Output> output = find_output(name);
  const std::optional<Explanation> known = model::explain(name);
  const outputs::Heading* heading = outputs::find_heading(name);
  if (!output && !known && heading == nullptr) {
    std::vector<std::string> names = model::explainable_names();
    for (const outputs::Quantity& quantity : outputs::quantities()) {
      names.emplace_back(quantity.name);
    }
    for (const outputs::Comparison& comparison : outputs::comparisons) {
      names.emplace_back(comparison.name);
    }
    for (const outputs::Heading& row : outputs::headings()) {
      names.emplace_back(row.name);
    }
    const std::string nearest = scenarios::nearest(name, names);
    complain(fmt::format("nothing is called {}{}", scenarios::in_quotes(name),
                         nearest.empty() ? "; headwater list parameters, levers, stocks and outputs show what there is"
                                         : fmt::format("; did you mean \"{}\"?", nearest)));
    return wrong_usage;
  }
  if (screen.json) {
    Json all = Json::array();
    if (known) {
      all.push_back(json_of(*known));
    }
    if (output) {
      all.push_back({{"kind", "output"},
                     {"name", output->name},
                     {"meaning", output->meaning},
                     {"unit", output->unit},
                     {"when", output->when},
                     {"better", outputs::words(output->better)},
                     {"formula", output->formula}});
    }
    if (heading != nullptr) {
      all.push_back({{"kind", "heading"},
                     {"name", name},
                     {"meaning", heading->meaning},
                     {"unit", heading->unit},
                     {"where", heading->where}});
    }
    answer(all.dump(2) + "\n");
    return done;
  }
  if (known) {
    answer(text_of(*known));
  }
  if (output) {
    answer(fmt::format("{} (output, in annual.csv and summary.csv)\n{}{}{}{}{}", output->name,
                       line("meaning", output->meaning), line("unit", std::string(output->unit)),
                       line("when", output->when), line("better", std::string(outputs::words(output->better))),
                       line("formula", std::string(output->formula))));
  }
  if (heading != nullptr) {
    answer(fmt::format("{} ({})\n{}{}", name, heading->where, line("meaning", std::string(heading->meaning)),
                       line("unit", std::string(heading->unit))));
  }
  return done;
}

} // namespace

void add_explain(CLI::App& app, const Screen& screen, Action& chosen) {
  auto name = std::make_shared<std::string>();
  CLI::App* verb =
      app.add_subcommand("explain", "All that is known of one parameter, lever, stock, flow, loop, output or heading");
  verb->footer("Examples:\n  headwater explain support_effect\n  headwater explain bcr\n  headwater explain waiting\n"
               "  headwater explain L4\n"
               "  headwater explain \"start support\" --json\n");
  add_text(*verb, "name", *name, "Plain name or symbol")->required();
  verb->callback([name, &screen, &chosen] { chosen = [name, &screen] { return explain(screen, *name); }; });
}

} // namespace headwater::app
