#include "outputs/booklet/findings.hpp"

#include "outputs/booklet/deprivation.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/span_sums.hpp"

#include <utility>

namespace headwater::outputs {
namespace {

/// Pairs of orders in which a difference is attributed within a run; `explain-difference` takes more.
constexpr std::size_t orders_in_a_run = 12;

std::size_t changes_told_apart(const PlannedRun& baseline, const PlannedRun& plan) {
  const std::size_t changes = changes_between(baseline, plan).size();
  return changes <= experiments::most_players ? changes : 0;
}

} // namespace

const Spread* spread_of(const Findings& findings, const ScenarioRun& run, std::string_view quantity, FiscalYear year,
                        Against against) {
  return findings.ensemble ? findings.ensemble->of(run.position, quantity, year, against) : nullptr;
}

const Spread* spread_of(const Findings& findings, const ScenarioRun& run, Perspective perspective,
                        std::string_view measure, FiscalYear horizon) {
  return findings.ensemble ? findings.ensemble->of(run.position, perspective, measure, horizon) : nullptr;
}

const Spread* spread_of_span(const Findings& findings, const Runs& runs, const ScenarioRun& run,
                             std::string_view name) {
  return spread_of(findings, run, span_key(name), spoken_horizon(runs.horizon), Against::baseline);
}

std::optional<std::size_t> leading_plan(const Runs& runs, const std::vector<PlannedRun>& plans) {
  const std::size_t new_money = model::accumulator(model::Category::ringfenced_memo).index;
  std::optional<std::size_t> leading;
  std::pair<std::size_t, double> most{};
  for (const ScenarioRun& run : runs) {
    const std::pair<std::size_t, double> changes{changes_told_apart(plans[run.baseline], plans[run.position]),
                                                 run.record.july_states.back()[new_money]};
    if (!run.is_baseline() && (!leading || changes > most)) {
      leading = run.position;
      most = changes;
    }
  }
  return leading;
}

Findings findings_of(const Runs& runs, const std::vector<PlannedRun>& plans, std::size_t threads) {
  Findings findings;
  findings.leading = leading_plan(runs, plans);
  findings.delays = delays(runs, plans, threads);
  findings.without_practice = without_practice(runs, plans, threads);
  if (!findings.leading) {
    return findings;
  }
  const ScenarioRun& leading = runs[*findings.leading];
  if (changes_told_apart(plans[leading.baseline], plans[leading.position]) > 0) {
    const FiscalYear last = spoken_horizon(runs.horizon);
    const FiscalYear spoken = summary_years(runs.horizon).back();
    std::vector<ExplainedOutput> explained;
    for (const int year : deprivation_years(runs.horizon)) {
      if (year != spoken.first) {
        explained.push_back(*explained_output("looked_after", {year}));
      }
    }
    for (const auto& [quantity, year] : {std::pair("looked_after", spoken), std::pair("looked_after_away", spoken),
                                         std::pair("net_position_cumulative", last)}) {
      explained.push_back(*explained_output(quantity, year));
    }
    findings.difference =
        explain_difference(runs, plans, leading, std::move(explained), threads, {.pairs = orders_in_a_run, .seed = 1});
  }
  return findings;
}

} // namespace headwater::outputs
