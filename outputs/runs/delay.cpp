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

/// A run beside the same plan begun later; `on_time` to `last`, the later one to as many years after it.
Delay compare(const Runs& runs, const ScenarioRun& run, const Compared& late, int years,
              const std::vector<CashFlows>& on_time, FiscalYear last) {
  Delay delay{};
  delay.run = run.position;
  delay.years = years;
  const std::vector<CashFlows> flows =
      up_to(all_cash_flows(late, runs.prices, runs.basis), FiscalYear{last.first + years});
  for (std::size_t i = 0; i < perspective_count; ++i) {
    delay.net_position[i] = flows[i].years.back().position() - on_time[i].years.back().position();
    delay.present_value[i] = npv(flows[i]) - npv(on_time[i]);
  }
  const FiscalYear begins =
      std::max(first_whole_year, FiscalYear{static_cast<int>(std::floor(run.first_step - model::april_1(0)))});
  const FiscalYear waited = std::min(last, FiscalYear{begins.first + years - 1});
  const auto more = [&](model::Counter counter, FiscalYear from, FiscalYear to) {
    return counted(late.with, counter, from, to) - counted(run.record, counter, from, to);
  };
  delay.more_starts_meanwhile = more(model::Counter::starts, begins, waited);
  delay.more_starts = more(model::Counter::starts, first_whole_year, last);
  delay.more_care_years = more(model::Counter::care_years, first_whole_year, last);
  delay.more_harm_at_home = more(model::Counter::harm_at_home, first_whole_year, last);
  delay.more_harm_from_separation = more(model::Counter::harm_from_separation, first_whole_year, last);
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
    if (late.empty()) {
      continue;
    }
    // The baseline goes on for as long, which may be longer than the runs themselves.
    late.push_back(plans[run.baseline]);
    const int longest = static_cast<int>(late.size()) - 1;
    const std::vector<model::AnnualRecord> records = run_years(late, {last.first + 1 + longest, threads});
    const std::vector<CashFlows> on_time = up_to(all_cash_flows(runs.compared(run), runs.prices, runs.basis), last);
    const bool owns_loan = before.funding.loan() == nullptr; // a loan of the baseline waits for nobody
    for (int years = 1; years <= longest; ++years) {
      const auto k = static_cast<std::size_t>(years - 1);
      const Funding funding = run.funding.with(late[k].drivers.plan.steps, owns_loan ? years : 0);
      const Compared later{records[k], records.back(), runs.compared(run).first, funding, before.funding};
      result.push_back(compare(runs, run, later, years, on_time, last));
    }
  }
  return result;
}

} // namespace headwater::outputs
