#include "outputs/appraisal/delay.hpp"

#include "outputs/results/net_position.hpp"
#include "outputs/results/year_view.hpp"

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

double counted(const ScenarioRun& run, model::Counter counter, FiscalYear from, FiscalYear to) {
  const std::size_t place = model::accumulator(counter).index;
  return run.path.state_at(place, to.ends()) - run.path.state_at(place, from.begins());
}

Delay compare(const Study& study, std::size_t position, const ScenarioRun& late, int years,
              const std::vector<CashFlows>& on_time) {
  const ScenarioRun& run = study.runs[position];
  Delay delay{};
  delay.run = position;
  delay.years = years;
  const std::vector<CashFlows> flows = all_cash_flows(study, late);
  for (std::size_t i = 0; i < perspective_count; ++i) {
    delay.net_position[i] = flows[i].years.back().cumulative - on_time[i].years.back().cumulative;
    delay.present_value[i] = npv(flows[i]) - npv(on_time[i]);
  }
  const FiscalYear begins{static_cast<int>(std::floor(run.first_step - model::april_1(0)))};
  const FiscalYear last = last_whole_year(study.horizon);
  const FiscalYear waited = std::min(last, FiscalYear{begins.first + years - 1});
  const auto more = [&](model::Counter counter) {
    return counted(late, counter, first_whole_year, last) - counted(run, counter, first_whole_year, last);
  };
  delay.children_meanwhile = counted(late, model::Counter::starts, std::max(begins, first_whole_year), waited);
  delay.more_starts = more(model::Counter::starts);
  delay.more_care_years = more(model::Counter::care_years);
  delay.more_harm_at_home = more(model::Counter::harm_at_home);
  delay.more_harm_from_separation = more(model::Counter::harm_from_separation);
  return delay;
}

} // namespace

double first_step_of(const model::Plan& plan) {
  double first = model::never;
  for (const model::LeverStep& step : plan.steps) {
    first = std::min(first, step.start);
  }
  return first;
}

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

std::vector<Delay> delays(const Study& study, const std::vector<PlannedRun>& plans, const RunPlans& run_plans) {
  std::vector<Delay> result;
  for (std::size_t i = 0; i < study.runs.size(); ++i) {
    const ScenarioRun& run = study.runs[i];
    const model::Plan& plan = plans[i].drivers.plan;
    const model::Plan& baseline = plans[run.baseline].drivers.plan;
    if (run.baseline == i || shared_steps(plan, baseline) == plan.steps.size()) {
      continue;
    }
    std::vector<PlannedRun> late;
    for (int years = 1; years <= longest_delay; ++years) {
      if (run.first_step + years < last_whole_year(study.horizon).begins()) {
        late.push_back(plans[i]);
        late.back().drivers.plan = delayed(plan, baseline, years);
      }
    }
    std::vector<model::Trajectory> paths = run_plans(late);
    const std::vector<CashFlows> on_time = all_cash_flows(study, run);
    for (std::size_t k = 0; k < paths.size(); ++k) {
      const int years = static_cast<int>(k) + 1;
      const ScenarioRun later{
          run.id, run.name, run.question, run.baseline, first_step_of(late[k].drivers.plan), std::move(paths[k])};
      result.push_back(compare(study, i, later, years, on_time));
    }
  }
  return result;
}

} // namespace headwater::outputs
