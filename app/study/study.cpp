#include "app/study/study.hpp"

#include "app/study/place.hpp"
#include "outputs/runs/run_plans.hpp"
#include "outputs/runs/unpriced.hpp"

#include <utility>

namespace headwater::app {
std::vector<outputs::SetParameter> assumed_by(const scenarios::Scenario& scenario, const calibration::Area& area) {
  std::vector<outputs::SetParameter> assumed;
  for (const scenarios::Override& set : scenario.overrides) {
    assumed.push_back({set.parameter, set.value, area.values[set.parameter], set.only_here});
  }
  return assumed;
}

outputs::Funding funding_of(const StudyInputs& inputs, std::size_t position) {
  const scenarios::Scenario& scenario = inputs.scenarios[position];
  const model::Plan plan = scaled(scenario.plan, inputs.money_scales[position]);
  std::vector<outputs::FundedStep> steps;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    steps.push_back({plan.steps[i], scenario.payers[i]});
  }
  std::optional<outputs::LoanAccount> loan;
  if (scenario.loan) {
    loan.emplace(*scenario.loan, inputs.money_scales[position], inputs.prices.deflator);
  }
  return {std::move(steps), scenario.payer.value_or(usual_payer(inputs.area)), inputs.basis.payers, std::move(loan)};
}

std::vector<outputs::PlannedRun> planned_runs(const StudyInputs& inputs) {
  std::vector<outputs::PlannedRun> plans;
  for (std::size_t i = 0; i < inputs.scenarios.size(); ++i) {
    const scenarios::Scenario& scenario = inputs.scenarios[i];
    outputs::PlannedRun& plan =
        plans.emplace_back(outputs::PlannedRun{scenario.id, inputs.area.values, inputs.drivers});
    for (const scenarios::Override& override_ : scenario.overrides) {
      plan.values[override_.parameter] = override_.value;
    }
    plan.drivers.plan = scaled(scenario.plan, inputs.money_scales[i]);
  }
  return plans;
}

outputs::Runs runs_of(const StudyRequest& request, const StudyInputs& inputs,
                      const std::vector<outputs::PlannedRun>& plans, Keep keep) {
  outputs::Runs runs{.area = inputs.area.name,
                     .nation = inputs.area.nation,
                     .horizon = request.horizon,
                     .prices = inputs.prices,
                     .basis = inputs.basis,
                     .all = {}};
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const scenarios::Scenario& scenario = inputs.scenarios[i];
    runs.all.push_back(
        {.position = i,
         .id = scenario.id,
         .name = scenario.name,
         .question = scenario.question,
         .kind = scenario.kind,
         .baseline = inputs.baselines[i],
         .first_step = outputs::first_step_of(plans[i].drivers.plan),
         .unpriced = outputs::unpriced_levers(plans[i].drivers.plan, plans[inputs.baselines[i]].drivers.plan),
         .assumed = assumed_by(scenario, inputs.area),
         .funding = funding_of(inputs, i),
         .record = {},
         .flows = {}});
  }
  const outputs::RunSettings settings{request.horizon, request.threads};
  if (keep == Keep::years) {
    std::vector<model::AnnualRecord> records = outputs::run_years(plans, settings);
    for (outputs::ScenarioRun& run : runs.all) {
      run.record = std::move(records[run.position]);
    }
  } else {
    std::vector<model::FlowYears> flows = outputs::run_flows(plans, settings);
    for (outputs::ScenarioRun& run : runs.all) {
      run.record = flows[run.position];
      run.flows = std::move(flows[run.position]);
    }
  }
  return runs;
}

outputs::Booklet booklet_of(const StudyInputs& inputs, outputs::Runs runs, outputs::Findings findings,
                            std::string run_code) {
  return {.runs = std::move(runs),
          .findings = std::move(findings),
          .run_code = std::move(run_code),
          .cautions = inputs.cautions,
          .history = inputs.history};
}

} // namespace headwater::app
