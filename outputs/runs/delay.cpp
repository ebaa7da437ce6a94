#include "outputs/runs/delay.hpp"

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/runs/run_plans.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

bool same(const model::LeverStep& a, const model::LeverStep& b) {
  return a.lever == b.lever && a.start == b.start && a.ramp == b.ramp && a.amount == b.amount;
}

/// How many steps of a plan are its baseline's: a child's steps come after its parents'.
std::size_t shared_steps(const model::Plan& plan, const model::Plan& baseline) {
  const auto [mine, theirs] =
      std::mismatch(plan.steps.begin(), plan.steps.end(), baseline.steps.begin(), baseline.steps.end(), same);
  return static_cast<std::size_t>(mine - plan.steps.begin());
}

double counted(const model::AnnualRecord& record, model::Counter counter, FiscalYear from, FiscalYear to) {
  const std::size_t place = model::accumulator(counter).index;
  return record.on_1_april(to.first + 1)[place] - record.on_1_april(from.first)[place];
}

/// A run beside the same plan begun later.
Delay compare(const Runs& runs, const ScenarioRun& run, const Compared& late, int years,
              const std::vector<CashFlows>& on_time) {
  Delay delay{};
  delay.run = run.position;
  delay.years = years;
  const std::vector<CashFlows> flows = all_cash_flows(late, runs.prices, runs.basis);
  for (std::size_t i = 0; i < perspective_count; ++i) {
    delay.net_position[i] = flows[i].years.back().position() - on_time[i].years.back().position();
    delay.present_value[i] = npv(flows[i]) - npv(on_time[i]);
  }
  const FiscalYear begins{static_cast<int>(std::floor(run.first_step - model::april_1(0)))};
  const FiscalYear last = late.last();
  const FiscalYear waited = std::min(last, FiscalYear{begins.first + years - 1});
  const auto more = [&](model::Counter counter) {
    return counted(late.with, counter, first_whole_year, last) - counted(run.record, counter, first_whole_year, last);
  };
  delay.children_meanwhile = counted(late.with, model::Counter::starts, std::max(begins, first_whole_year), waited);
  delay.more_starts = more(model::Counter::starts);
  delay.more_care_years = more(model::Counter::care_years);
  delay.more_harm_at_home = more(model::Counter::harm_at_home);
  delay.more_harm_from_separation = more(model::Counter::harm_from_separation);
  return delay;
}

} // namespace

model::Plan delayed(const model::Plan& plan, const model::Plan& baseline, int years) {
  model::Plan late = plan;
  for (std::size_t i = shared_steps(plan, baseline); i < late.steps.size(); ++i) {
    late.steps[i].start += years;
  }
  for (const model::Setting& row : model::settings()) {
    const bool its_own_time = row.counts == model::Counts::once_reached && plan.*row.in_plan != baseline.*row.in_plan;
    late.*row.in_plan += its_own_time ? years : 0;
  }
  return late;
}

std::vector<Delay> delays(const Runs& runs, const std::vector<PlannedRun>& plans, std::size_t threads) {
  std::vector<Delay> result;
  for (const ScenarioRun& run : runs) {
    const ScenarioRun& before = runs.baseline_of(run);
    const model::Plan& plan = plans[run.position].drivers.plan;
    const model::Plan& baseline = plans[run.baseline].drivers.plan;
    if (run.is_baseline() || shared_steps(plan, baseline) == plan.steps.size()) {
      continue;
    }
    std::vector<PlannedRun> late;
    const FiscalYear last = spoken_horizon(runs.horizon);
    for (int years = 1; years <= longest_delay; ++years) {
      if (run.first_step + years < last.begins()) {
        late.push_back(plans[run.position]);
        late.back().drivers.plan = delayed(plan, baseline, years);
      }
    }
    const std::vector<model::AnnualRecord> records = run_years(late, {last.first + 1, threads});
    const std::vector<CashFlows> on_time = up_to(all_cash_flows(runs.compared(run), runs.prices, runs.basis), last);
    for (std::size_t k = 0; k < records.size(); ++k) {
      const double first_step = std::min(first_step_of(late[k].drivers.plan), before.first_step);
      const int years = static_cast<int>(k) + 1;
      const bool owns_loan = before.funding.loan() == nullptr; // a loan of the baseline waits for nobody
      const Funding funding = run.funding.with(late[k].drivers.plan.steps, owns_loan ? years : 0);
      const Compared later{records[k], before.record, comparison_start(first_step), funding, before.funding};
      result.push_back(compare(runs, run, later, years, on_time));
    }
  }
  return result;
}

} // namespace headwater::outputs
