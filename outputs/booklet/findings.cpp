#include "outputs/booklet/findings.hpp"

#include "outputs/appraisal/span_sums.hpp"
#include "outputs/booklet/deprivation.hpp"
#include "outputs/results/horizons.hpp"

#include <algorithm>
#include <compare>
#include <iterator>
#include <utility>

namespace headwater::outputs {
namespace {

/// Pairs of orders in which a difference is attributed within a run; `explain-difference` takes more.
constexpr std::size_t orders_in_a_run = 12;

std::size_t changes_told_apart(const PlannedRun& baseline, const PlannedRun& plan) {
  const std::size_t changes = changes_between(baseline, plan).size();
  return changes <= experiments::most_players ? changes : 0;
}

/// Levers that are no choice: what happens to services while a plan goes on.
constexpr std::string_view shocks[] = {"child_poverty", "incident", "imprisonment_change", "reform_pause",
                                       "adult_care_growth"};

bool is_met_by_a_shock(const PlannedRun& baseline, const PlannedRun& plan) {
  const std::vector<PlanChange> changes = changes_between(baseline, plan);
  return std::any_of(changes.begin(), changes.end(), [](const PlanChange& change) {
    return std::find(std::begin(shocks), std::end(shocks), change.name) != std::end(shocks);
  });
}

/// What a run has spent on all that plans pay for with new money, GBPm of 2019-20 prices.
double new_money(const ScenarioRun& run) {
  using model::Category;
  double total = 0.0;
  for (const Category category :
       {Category::ringfenced_memo, Category::adult_services, Category::shared_care, Category::controls}) {
    total += run.record.july_states.back()[model::accumulator(category).index];
  }
  return total;
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
  struct Claim {
    bool invests;
    std::size_t changes;
    double new_money;
    auto operator<=>(const Claim&) const = default;
  };
  std::optional<std::size_t> leading;
  Claim most{};
  for (const ScenarioRun& run : runs) {
    if (run.is_baseline()) {
      continue;
    }
    const PlannedRun& baseline = plans[run.baseline];
    const PlannedRun& plan = plans[run.position];
    const double added = new_money(run) - new_money(runs.baseline_of(run));
    const Claim claim{added > 0.0 && run.kind == scenarios::Kind::plan && !is_met_by_a_shock(baseline, plan),
                      changes_told_apart(baseline, plan), added};
    if (!leading || claim > most) {
      leading = run.position;
      most = claim;
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
