#include "app/study/reach.hpp"

#include "app/study/place.hpp"
#include "app/study/study.hpp"
#include "app/study/value_or_note.hpp"
#include "outputs/appraisal/robust.hpp"
#include "outputs/appraisal/span_sums.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/runs/run_plans.hpp"
#include "scenarios/lever_range.hpp"
#include "scenarios/reading/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace headwater::app {
namespace {

using outputs::FiscalYear;
using scenarios::Bundle;
using scenarios::Problem;
using scenarios::Scenario;

constexpr std::string_view july_ending = "-07-31";

/// The year of "2035-07-31".
std::optional<FiscalYear> july_of(std::string_view text) {
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  return error == std::errc() && rest == july_ending ? std::optional(FiscalYear{year}) : std::nullopt;
}

std::string did_you_mean(const std::string& name, const std::vector<std::string>& names, const char* otherwise) {
  const std::string near = scenarios::nearest(name, names);
  return near.empty() ? fmt::format("; {}", otherwise) : fmt::format("; did you mean \"{}\"?", near);
}

/// The positions of the levers that are named, or what is wrong with one.
std::variant<std::vector<std::size_t>, UsageProblem> named_levers(const std::vector<std::string>& names,
                                                                  const Scenario& scenario) {
  std::vector<std::string> own;
  for (const scenarios::StatedLever& stated : scenario.levers) {
    const std::string name(model::levers()[stated.lever].name);
    if (stated.scenario == scenario.id && std::find(own.begin(), own.end(), name) == own.end()) {
      own.push_back(name);
    }
  }
  std::vector<std::size_t> positions;
  for (const std::string& name : names) {
    if (std::find(own.begin(), own.end(), name) == own.end()) {
      const bool is_lever = model::find_lever(name) < model::lever_count;
      return fmt::format("--levers: {} {} {}; it moves {}{}", scenario.id,
                         is_lever ? "states no step of its own of" : "moves no lever called",
                         scenarios::in_quotes(name), own.empty() ? "none" : fmt::format("{}", fmt::join(own, ", ")),
                         is_lever ? "" : did_you_mean(name, own, "headwater list levers shows all there are"));
    }
    positions.push_back(model::find_lever(name));
  }
  return positions;
}

/// The plan at a scale, as it is run.
outputs::PlannedRun planned(const StudyInputs& inputs, const Bundle& bundle, double scale) {
  outputs::PlannedRun plan{inputs.scenarios.back().id, inputs.area.values, inputs.drivers};
  const Scenario with = scenarios::scaled(inputs.scenarios.back(), bundle, scale);
  for (const scenarios::Override& override_ : with.overrides) {
    plan.values[override_.parameter] = override_.value;
  }
  plan.drivers.plan = scaled(with.plan, inputs.money_scales.back());
  return plan;
}

outputs::Harms harms_in(const model::AnnualRecord& record, FiscalYear year) {
  const outputs::YearView view(record, year);
  return {view.counted(model::Counter::harm_at_home), view.counted(model::Counter::harm_from_separation)};
}

/// What is told of a run beside the plan without its bundle.
outputs::TargetRun told_of(const outputs::Compared& compared, const StudyInputs& inputs, const ReachAsked& asked) {
  const outputs::CashFlows flows =
      cash_flows(compared, inputs.prices, inputs.basis, outputs::Perspective::public_purse);
  outputs::TargetRun run;
  run.value = asked.of.value(compared, inputs.prices, inputs.basis);
  const FiscalYear last = compared.last();
  run.in_year = harms_in(compared.with, std::min(asked.of.year, last));
  for (const FiscalYear year : outputs::compared_years(compared.with.last_july())) {
    const outputs::Harms harms = harms_in(compared.with, year);
    run.over_years.at_home += harms.at_home;
    run.over_years.from_separation += harms.from_separation;
  }
  for (const outputs::CashFlow& flow : flows.years) {
    run.investment = flow.year == std::min(asked.of.year, last) ? flow.investment + flow.optimism_bias : run.investment;
  }
  run.npv = outputs::npv_by_horizon(flows);
  return run;
}

} // namespace

std::variant<outputs::ExplainedOutput, UsageProblem> sought_output(const ReachSettings& settings) {
  const int horizon = settings.request.horizon;
  const outputs::Quantity* const quantity = outputs::find_quantity(settings.of);
  FiscalYear year = outputs::summary_years(horizon).back();
  if (!outputs::explained_output(settings.of, year)) {
    std::vector<std::string> names{"net_position", "net_position_cumulative"};
    for (const outputs::Quantity& one : outputs::quantities()) {
      names.emplace_back(one.name);
    }
    return fmt::format("--of: there is no quantity {}{}", scenarios::in_quotes(settings.of),
                       did_you_mean(settings.of, names, "headwater list outputs shows them"));
  }
  const bool on_july = quantity != nullptr && quantity->basis == outputs::Basis::july;
  const FiscalYear first = outputs::comparison_starts;
  const FiscalYear last = on_july ? FiscalYear{horizon} : outputs::last_whole_year(horizon);
  if (!settings.at.empty()) {
    const std::optional<FiscalYear> july = july_of(settings.at);
    const std::optional<FiscalYear> fiscal = model::parse_fiscal_year(settings.at);
    const std::optional<FiscalYear> stated = on_july && july ? july : fiscal;
    if (july && !on_july) {
      return fmt::format("--at: {} is counted over a fiscal year and not on a day; allowed: {} to {}", settings.of,
                         first.label(), last.label());
    }
    if (!stated || *stated < first || *stated > last) {
      return on_july ? fmt::format("--at: {} is no 31 July on which {} can be sought; allowed: {}{} to {}{}",
                                   scenarios::in_quotes(settings.at), settings.of, first.first, july_ending, last.first,
                                   july_ending)
                     : fmt::format("--at: {} is no fiscal year in which {} can be sought; allowed: {} to {}",
                                   scenarios::in_quotes(settings.at), settings.of, first.label(), last.label());
    }
    year = *stated;
  }
  return *outputs::explained_output(settings.of, year);
}

double natural_tolerance(const outputs::ExplainedOutput& of) {
  for (const std::string_view counted : {"children", "families", "persons", "serious-harm equivalents"}) {
    if (of.unit == counted) {
      return 1.0;
    }
  }
  constexpr double pounds = 1e5;
  constexpr double else_ = 1e-3;
  return of.unit == "GBP" ? pounds : else_;
}

std::variant<ReachAsked, UsageProblem, std::vector<Problem>>
asked_of(const ReachSettings& settings, const StudyInputs& inputs, const outputs::ExplainedOutput& of) {
  const Scenario& scenario = inputs.scenarios.back();
  const auto named = named_levers(settings.levers, scenario);
  if (const auto* wrong = std::get_if<UsageProblem>(&named)) {
    return *wrong;
  }
  scenarios::Read<Bundle> bundle = bundle_of(scenario, std::get<std::vector<std::size_t>>(named));
  if (!bundle.value) {
    return std::move(bundle.problems);
  }
  const auto [furthest, bounding] = largest_scale(*bundle.value, !settings.beyond_evidence);
  const model::Lever& row = model::levers()[bounding];
  if (furthest <= 0.0) {
    return std::vector<Problem>{
        {scenario.file.generic_string(), scenario.name_at.line, scenario.name_at.column,
         fmt::format("{} has gone as far as it may without the bundle", row.name),
         settings.beyond_evidence ? "a plan whose other steps leave it room" : "--beyond-evidence, or less without it",
         ""}};
  }
  ReachAsked asked{of, settings.within > 0.0 ? settings.within : natural_tolerance(of), std::move(*bundle.value),
                   furthest, ""};
  asked.why_most = settings.beyond_evidence ? fmt::format("as far as {} can be set", row.name)
                                            : fmt::format("as far as something is known of {}", row.name);
  if (settings.most > 0.0 && settings.most < furthest) {
    asked.most = settings.most;
    asked.why_most = "as far as was asked for";
  }
  return asked;
}

outputs::TargetFindings reach(const ReachSettings& settings, const StudyInputs& inputs, const ReachAsked& asked) {
  const StudyRequest& request = settings.request;
  const Scenario& scenario = inputs.scenarios.back();
  const outputs::RunSettings run_settings{request.horizon, request.threads};
  const outputs::PlannedRun start = planned(inputs, asked.bundle, 0.0);
  const outputs::PlannedRun baseline = planned_runs(inputs)[inputs.baselines.back()];
  const std::vector<model::AnnualRecord> before = outputs::run_years({start, baseline}, run_settings);
  const model::AnnualRecord& without = before.front();
  // Not whether the plans are the same: an aim that is held does nothing without the money that it aims.
  const bool is_baseline = before[0].july_states == before[1].july_states && start.values == baseline.values;
  const FiscalYear first = outputs::comparison_start(
      std::min(outputs::first_step_of(scenario.plan), outputs::first_step_of(start.drivers.plan)));

  outputs::TargetFindings found{.plan = scenario.name,
                                .id = scenario.id,
                                .start = is_baseline ? inputs.scenarios[inputs.baselines.back()].name : "",
                                .of = asked.of,
                                .target = settings.target,
                                .tolerance = asked.tolerance,
                                .most = asked.most,
                                .why_most = asked.why_most,
                                .prices = inputs.prices.words(),
                                .levers = {},
                                .held = asked.bundle.held_levers(scenario),
                                .years = outputs::compared_years(request.horizon),
                                .found = {},
                                .runs = {}};
  const outputs::Funding nobody_named; // what is told is of all public bodies together
  std::vector<scenarios::StatedLever> moved;
  for (std::size_t i = 0; i < asked.bundle.levers.size(); ++i) {
    if (asked.bundle.is_scaled[i]) {
      moved.push_back(asked.bundle.levers[i]);
    }
  }
  for (const std::size_t lever : asked.bundle.scaled_levers()) {
    const bool money = model::levers()[lever].kind == model::LeverKind::money;
    found.levers.push_back(
        {lever, scenarios::furthest_total(lever, moved) * (money ? inputs.money_scales.back() : 1.0)});
  }
  found.found = experiments::seek_target(
      {.target = settings.target, .tolerance = asked.tolerance, .most = asked.most},
      [&](const std::vector<double>& scales) {
        std::vector<outputs::PlannedRun> plans;
        for (const double scale : scales) {
          plans.push_back(planned(inputs, asked.bundle, scale));
        }
        std::vector<double> values;
        for (const model::AnnualRecord& record : outputs::run_years(plans, run_settings)) {
          found.runs.push_back(told_of({record, without, first, nobody_named, nobody_named}, inputs, asked));
          values.push_back(found.runs.back().value);
        }
        return values;
      });
  return found;
}

Scenario reached_plan(const StudyInputs& inputs, const ReachAsked& asked, const outputs::TargetFindings& found) {
  constexpr std::size_t longest_id = 90; // an ending goes behind it, and names of files end at 100 characters
  Scenario plan = scenarios::scaled(inputs.scenarios.back(), asked.bundle, found.scale());
  plan.id = (plan.id.size() > longest_id ? "plan" : plan.id) + "-reached";
  for (scenarios::StatedLever& stated : plan.levers) {
    stated.scenario = stated.scenario == inputs.scenarios.back().id ? plan.id : stated.scenario;
  }
  plan.name = fmt::format("{} {} by {}", found.of.quantity, found.target, found.of.at);
  std::replace(plan.name.begin(), plan.name.end(), '_', ' ');
  plan.question = fmt::format("How much of \"{}\" brings {} to {} by {}?", inputs.scenarios.back().name,
                              found.of.quantity, found.target, found.of.at);
  return plan;
}

scenarios::Read<std::vector<scenarios::TextFile>> reached_files(const StudyInputs& inputs, const ShippedFiles& shipped,
                                                                const Scenario& reached) {
  scenarios::Read<std::vector<scenarios::TextFile>> files;
  const Scenario& asked = inputs.scenarios.back();
  const std::filesystem::path file = shipped.scenarios() / (asked.baseline + ".toml");
  std::error_code gone;
  const bool is_shipped = !asked.parent.empty() && std::filesystem::equivalent(file, asked.baseline_file, gone);
  std::optional<Scenario> base;
  if (is_shipped) {
    base = value_or_note(scenarios::read_scenario(file, shipped.scenarios(), &inputs.prices.deflator), files.problems);
  }
  if (files.problems.empty()) {
    files.value = scenarios::scenario_files(reached, base ? &*base : nullptr);
  }
  return files;
}

} // namespace headwater::app
