#include "outputs/runs/without_practice.hpp"

#include "outputs/appraisal/robust.hpp"
#include "outputs/appraisal/span_sums.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/runs/plan_difference.hpp"
#include "outputs/runs/run_plans.hpp"

#include <algorithm>

namespace headwater::outputs {
namespace {

PracticeSide side_of(const Runs& runs, const Compared& compared) {
  const FiscalYear year = summary_years(runs.horizon).back();
  const Quantity& looked_after = *find_quantity("looked_after");
  return {.looked_after =
              looked_after.value(YearView(compared.with, year)) - looked_after.value(YearView(compared.without, year)),
          .harm_at_home = span_change(compared, runs.prices, runs.basis, "harm_at_home"),
          .harm_from_separation = span_change(compared, runs.prices, runs.basis, "harm_from_separation"),
          .npv = npv_by_horizon(cash_flows(compared, runs.prices, runs.basis, Perspective::public_purse))};
}

} // namespace

std::vector<WithoutPractice> without_practice(const Runs& runs, const std::vector<PlannedRun>& plans,
                                              std::size_t threads) {
  const std::size_t practice = model::find_lever("decision_practice");
  std::vector<WithoutPractice> found;
  std::vector<PlannedRun> stripped;
  for (const ScenarioRun& run : runs) {
    const std::vector<PlanChange> changes = changes_between(plans[run.baseline], plans[run.position]);
    const bool changes_practice = std::any_of(changes.begin(), changes.end(), [&](const PlanChange& change) {
      return change.kind == PlanChange::Kind::lever && change.position == practice;
    });
    if (run.is_baseline() || !changes_practice) {
      continue;
    }
    // The baseline's own steps stay.
    PlannedRun& plan = stripped.emplace_back(plans[run.position]);
    std::vector<model::LeverStep>& steps = plan.drivers.plan.steps;
    std::erase_if(steps, [&](const model::LeverStep& step) { return step.lever == practice; });
    const std::vector<model::LeverStep>& before = plans[run.baseline].drivers.plan.steps;
    std::copy_if(before.begin(), before.end(), std::back_inserter(steps),
                 [&](const model::LeverStep& step) { return step.lever == practice; });
    found.push_back({run.position, side_of(runs, runs.compared(run)), {}});
  }
  const std::vector<model::AnnualRecord> records = run_years(stripped, {runs.horizon, threads});
  for (std::size_t i = 0; i < found.size(); ++i) {
    const ScenarioRun& run = runs[found[i].run];
    found[i].without = side_of(runs, {records[i], runs.baseline_of(run).record, runs.compared(run).first, run.funding,
                                      runs.baseline_of(run).funding});
  }
  return found;
}

} // namespace headwater::outputs
