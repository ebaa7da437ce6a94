#include "app/study/money_taken.hpp"

#include "app/study/place.hpp"
#include "app/study/study.hpp"
#include "outputs/results/funding.hpp"
#include "outputs/results/year_view.hpp"
#include "outputs/runs/run_plans.hpp"
#include "scenarios/put_up.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::app {
namespace {

using model::FiscalYear;
using scenarios::Scenario;

/// What the steps of a lever come to in a year, GBP million of 2019-20 prices.
double total_of(const model::Plan& plan, std::size_t lever, FiscalYear year) {
  double total = 0.0;
  for (const model::LeverStep& step : plan.steps) {
    total += step.lever == lever ? scenarios::put_up(step, year) : 0.0;
  }
  return total;
}

/// The statement that takes money out, for where to look.
scenarios::Position place_of(const Scenario& scenario, std::size_t lever) {
  const auto found = std::find_if(scenario.levers.rbegin(), scenario.levers.rend(), [&](const auto& stated) {
    return stated.lever == lever && stated.amount < 0.0 && stated.scenario == scenario.id;
  });
  return found == scenario.levers.rend() ? scenario.name_at : found->at;
}

} // namespace

std::vector<scenarios::Problem> problems_of_money_taken(const StudyInputs& inputs) {
  std::vector<scenarios::Problem> problems;
  for (std::size_t i = 0; i < inputs.scenarios.size(); ++i) {
    const Scenario& scenario = inputs.scenarios[i];
    const model::Plan plan = scaled(scenario.plan, inputs.money_scales[i]);
    std::vector<model::AnnualRecord> without; // of what it is compared with, once it is needed
    for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
      const std::optional<model::Category> category = outputs::category_of(lever);
      if (!category) {
        continue;
      }
      for (FiscalYear year = model::first_whole_year; model::is_simulated(year); ++year.first) {
        const double taken = -total_of(plan, lever, year);
        if (taken <= 1e-9) {
          continue;
        }
        if (without.empty()) {
          const std::vector<outputs::PlannedRun> plans = planned_runs(inputs);
          without = outputs::run_years({plans[inputs.baselines[i]]}, {model::last_horizon, 1});
        }
        const double spent = outputs::YearView(without.front(), year).cost(*category);
        if (taken <= spent) {
          continue;
        }
        const scenarios::Position at = place_of(scenario, lever);
        problems.push_back(
            {scenario.file.generic_string(), at.line, at.column,
             fmt::format("{} takes {:.6g} million out in {}, and {} spends {:.6g} million on that service",
                         model::levers()[lever].name, taken * model::user_prices, year.label(),
                         inputs.scenarios[inputs.baselines[i]].name, spent * model::user_prices),
             fmt::format("at most {:.1f} million of real 2024-25 prices in {}", spent * model::user_prices,
                         inputs.area.name),
             ""});
        break; // the first year says it
      }
    }
  }
  return problems;
}

} // namespace headwater::app
