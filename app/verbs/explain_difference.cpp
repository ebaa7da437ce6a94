// explain-difference: what makes two scenarios differ, output by output, lever by lever.
#include "app/study/run_settings.hpp"
#include "app/study/study.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/setting_options.hpp"
#include "app/verbs/read_or_refuse.hpp"
#include "app/verbs/verbs.hpp"

#include "outputs/charts/csv_text.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/runs/plan_difference.hpp"
#include "outputs/tables/tables.hpp"
#include "scenarios/reading/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <memory>

namespace headwater::app {
namespace {

struct DifferenceOptions {
  StudyRequest request;
  std::string from;
  std::string to;
  std::vector<std::string> outputs{"looked_after", "looked_after_away", "net_position_cumulative"};
  std::string at;
  std::size_t pairs = 64;
  std::uint64_t seed = 1;
  bool csv = false;
  SettingTable table; ///< of all these; it leaves no manifest
};

constexpr const char* difference_examples = R"(Examples:
  headwater explain-difference continue-as-now keep-the-promise
  headwater explain-difference cuts my-plan.toml --of cost_care_system --at 2035-36
  headwater explain-difference continue-as-now keep-the-promise --csv > difference.csv

Each lever's share is its Shapley value: what it adds when it joins the others, averaged over every order in which they
could join. Up to 10 differences are exact; beyond, orders are sampled and each share has a standard error.
)";

std::vector<std::string> known_outputs() {
  std::vector<std::string> names{"net_position", "net_position_cumulative"};
  for (const outputs::Quantity& quantity : outputs::quantities()) {
    names.emplace_back(quantity.name);
  }
  return names;
}

/// The year asked for, or 2040-41; nothing where it is no year the run covers.
std::optional<outputs::FiscalYear> year_of(const DifferenceOptions& options) {
  if (options.at.empty()) {
    return outputs::summary_years(options.request.horizon).back();
  }
  const std::optional<outputs::FiscalYear> year = model::parse_fiscal_year(options.at);
  const bool covered =
      year && *year >= outputs::first_whole_year && *year <= outputs::last_whole_year(options.request.horizon);
  return covered ? year : std::nullopt;
}

double readable(double value, const std::string& unit) { return unit == "GBP" ? value / 1e6 : value; }

std::string as_text(const outputs::PlanDifference& difference) {
  std::string text;
  for (std::size_t i = 0; i < difference.outputs.size(); ++i) {
    const outputs::ExplainedOutput& output = difference.outputs[i];
    const experiments::Attribution& found = difference.attributions[i];
    const std::string unit = output.unit == "GBP" ? "£ million" : output.unit;
    std::vector<double> shown{readable(found.total, output.unit)};
    for (const experiments::PlayerEffect& effect : found.players) {
      shown.push_back(readable(effect.share, output.unit));
    }
    const int decimals = outputs::readable_decimals(shown);
    const auto words = [&](double value) { return outputs::readable_number(readable(value, output.unit), decimals); };
    text +=
        fmt::format("{}, {}, {}: {} against {}\n", output.quantity, output.at, unit, difference.to, difference.from);
    std::vector<std::vector<std::string>> rows{
        {"  what changes", "share", "standard error", "by itself", "added last"}};
    for (std::size_t k = 0; k < difference.changes.size(); ++k) {
      const experiments::PlayerEffect& effect = found.players[k];
      rows.push_back({"  " + difference.changes[k].name, words(effect.share),
                      difference.exact ? "exact" : words(effect.standard_error), words(effect.alone),
                      words(effect.last)});
    }
    rows.push_back({"  all together", words(found.total), "", words(found.total - found.interaction), ""});
    text += in_columns(rows);
    text += fmt::format("  Together they do {} more than the sum of what each does by itself (interaction).\n\n",
                        words(found.interaction));
  }
  return text;
}

nlohmann::ordered_json as_json(const outputs::PlanDifference& difference) {
  nlohmann::ordered_json json = {{"from", difference.from},
                                 {"to", difference.to},
                                 {"method", difference.exact ? "exact" : "sampled"},
                                 {"outputs", nlohmann::ordered_json::array()}};
  for (std::size_t i = 0; i < difference.outputs.size(); ++i) {
    const outputs::ExplainedOutput& output = difference.outputs[i];
    const experiments::Attribution& found = difference.attributions[i];
    nlohmann::ordered_json shares = nlohmann::ordered_json::array();
    for (std::size_t k = 0; k < difference.changes.size(); ++k) {
      const experiments::PlayerEffect& effect = found.players[k];
      shares.push_back({{"change", difference.changes[k].name},
                        {"share", effect.share},
                        {"standard_error", effect.standard_error},
                        {"alone", effect.alone},
                        {"last", effect.last}});
    }
    json["outputs"].push_back({{"quantity", output.quantity},
                               {"at", output.at},
                               {"unit", output.unit},
                               {"total", found.total},
                               {"interaction", found.interaction},
                               {"shares", shares}});
  }
  return json;
}

int explain_difference(const Screen& screen, const DifferenceOptions& options) {
  const std::optional<outputs::FiscalYear> year = year_of(options);
  if (!year) {
    return refuse(fmt::format("--at: {} is not a fiscal year of the run; allowed: {} to {}",
                              scenarios::in_quotes(options.at), outputs::first_whole_year.label(),
                              outputs::last_whole_year(options.request.horizon).label()));
  }
  const std::vector<std::string> names = known_outputs();
  for (const std::string& output : options.outputs) {
    if (std::find(names.begin(), names.end(), output) == names.end()) {
      const std::string near = scenarios::nearest(output, names);
      return refuse(fmt::format("--of: there is no output {}{}", scenarios::in_quotes(output),
                                near.empty() ? "; headwater list outputs shows them"
                                             : fmt::format("; did you mean \"{}\"?", near)));
    }
  }
  StudyRequest request = options.request;
  request.scenarios = {options.from, options.to};
  request.baseline = options.from;
  request.assumptions_on_both_sides = false; // a parameter may be what makes the difference
  const auto read = read_or_refuse(screen, request);
  if (const auto* refused = std::get_if<ExitCode>(&read)) {
    return *refused;
  }
  const auto& inputs = std::get<StudyInputs>(read);
  const std::vector<outputs::PlannedRun> plans = planned_runs(inputs);
  const outputs::Runs runs = runs_of(request, inputs, plans, Keep::years);
  std::vector<outputs::ExplainedOutput> explained;
  for (const std::string& output : options.outputs) {
    explained.push_back(*outputs::explained_output(output, *year));
  }
  const outputs::PlanDifference difference =
      outputs::explain_difference(runs, plans, runs.all.back(), std::move(explained), request.threads,
                                  {.pairs = options.pairs, .seed = options.seed});
  if (screen.json) {
    answer(as_json(difference).dump(2) + "\n");
  } else if (options.csv) {
    answer(outputs::csv_text(outputs::difference_table(difference)));
  } else {
    answer(as_text(difference));
  }
  return done;
}

void add_settings(DifferenceOptions& options) {
  SettingTable& table = options.table;
  table.add("from", &options.from, "Scenario to start from, a shipped name or a path").required();
  table.add("to", &options.to, "Scenario to explain").required();
  table.add("--of", &options.outputs, "Outputs to explain (headwater list outputs)").in_commas();
  table.add("--at", &options.at, "Fiscal year; stocks are read on its 31 July; default: 2040-41");
  add_place_and_prices(table, options.request);
  table.add("--pairs", &options.pairs, "Pairs of orders that are sampled beyond 10 differences",
            WholeRange{2, 100'000});
  table.add("--seed", &options.seed, "Of the sampled orders", any_whole);
  add_run_threads(table, options.request);
  table.add("--csv", &options.csv, "As CSV, with the columns of difference.csv");
}

} // namespace

void add_explain_difference(CLI::App& app, const Screen& screen, Action& chosen) {
  auto options = std::make_shared<DifferenceOptions>();
  CLI::App* verb = app.add_subcommand("explain-difference", "What makes two scenarios differ, lever by lever");
  verb->footer(difference_examples);
  add_settings(*options);
  add_options(*verb, options->table);
  verb->callback(
      [options, &screen, &chosen] { chosen = [options, &screen] { return explain_difference(screen, *options); }; });
}

} // namespace headwater::app
