#include "outputs/appraisal/plan_difference.hpp"

#include "outputs/results/net_position.hpp"
#include "outputs/results/quantities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace headwater::outputs {
namespace {

constexpr std::size_t batch = 64; ///< trajectories in memory at once

std::vector<model::LeverStep> steps_of(const model::Plan& plan, std::size_t lever) {
  std::vector<model::LeverStep> steps;
  std::copy_if(plan.steps.begin(), plan.steps.end(), std::back_inserter(steps),
               [&](const model::LeverStep& step) { return step.lever == lever; });
  return steps;
}

bool same_steps(const std::vector<model::LeverStep>& a, const std::vector<model::LeverStep>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& left, const auto& right) {
    return left.start == right.start && left.ramp == right.ramp && left.amount == right.amount;
  });
}

} // namespace

std::vector<PlanChange> changes_between(const PlannedRun& a, const PlannedRun& b) {
  using Kind = PlanChange::Kind;
  std::vector<PlanChange> changes;
  const model::Plan& from = a.drivers.plan;
  const model::Plan& to = b.drivers.plan;
  bool loan_differs = false;
  for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
    if (!same_steps(steps_of(from, lever), steps_of(to, lever))) {
      changes.push_back({Kind::lever, lever, std::string(model::levers()[lever].name)});
      loan_differs = loan_differs || lever == model::find_lever("bridging_loan");
    }
  }
  for (std::size_t i = 0; i < model::setting_count; ++i) {
    const model::Setting& row = model::settings()[i];
    const bool with_the_loan = row.stated == model::StatedAs::loan_until && loan_differs;
    if (from.*row.in_plan != to.*row.in_plan && !with_the_loan) {
      changes.push_back({Kind::setting, i, std::string(row.key)});
    }
  }
  for (std::size_t i = 0; i < model::parameter_count; ++i) {
    if (a.values[i] != b.values[i]) {
      changes.push_back({Kind::parameter, i, std::string(model::parameters()[i].name)});
    }
  }
  return changes;
}

PlannedRun with_changes(const PlannedRun& a, const PlannedRun& b, const std::vector<PlanChange>& changes,
                        Coalition coalition) {
  PlannedRun mixed = a;
  model::Plan& plan = mixed.drivers.plan;
  const model::Plan& other = b.drivers.plan;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if ((coalition >> i & 1U) == 0) {
      continue;
    }
    const PlanChange& change = changes[i];
    switch (change.kind) {
    case PlanChange::Kind::lever: {
      std::erase_if(plan.steps, [&](const model::LeverStep& step) { return step.lever == change.position; });
      const std::vector<model::LeverStep> steps = steps_of(other, change.position);
      plan.steps.insert(plan.steps.end(), steps.begin(), steps.end());
      if (change.name == "bridging_loan") {
        plan.loan_end = other.loan_end;
      }
      break;
    }
    case PlanChange::Kind::setting: {
      double model::Plan::*setting = model::settings()[change.position].in_plan;
      plan.*setting = other.*setting;
      break;
    }
    case PlanChange::Kind::parameter:
      mixed.values[change.position] = b.values[change.position];
      break;
    }
  }
  return mixed;
}

PlanDifference explain_difference(const ScenarioRun& from, const PlannedRun& a, const ScenarioRun& to,
                                  const PlannedRun& b, std::vector<ExplainedOutput> outputs, const RunPlans& run_plans,
                                  const Sampling& sampling) {
  PlanDifference difference{from.id, to.id, changes_between(a, b), std::move(outputs), {}, true};
  if (difference.changes.size() > most_players) {
    throw std::invalid_argument(from.id + " and " + to.id + " differ in more ways than can be told apart (" +
                                std::to_string(most_players) + ")");
  }
  const Game game = [&](std::span<const Coalition> coalitions) {
    std::vector<std::vector<double>> rows;
    for (std::size_t first = 0; first < coalitions.size(); first += batch) {
      std::vector<PlannedRun> plans;
      for (const Coalition coalition : coalitions.subspan(first, std::min(batch, coalitions.size() - first))) {
        plans.push_back(with_changes(a, b, difference.changes, coalition));
      }
      std::vector<model::Trajectory> paths = run_plans(plans);
      for (std::size_t i = 0; i < paths.size(); ++i) {
        // Where the comparison begins is the same for all: that of the plan that is explained.
        const ScenarioRun run{to.id, to.name, to.question, to.baseline, to.first_step, std::move(paths[i])};
        std::vector<double>& row = rows.emplace_back();
        for (const ExplainedOutput& output : difference.outputs) {
          row.push_back(output.value(run));
        }
      }
    }
    return rows;
  };
  const int players = static_cast<int>(difference.changes.size());
  difference.exact = players <= exact_players;
  difference.attributions = shapley(players, game, sampling);
  return difference;
}

std::optional<ExplainedOutput> explained_output(const Study& study, std::size_t baseline, const std::string& quantity,
                                                FiscalYear year) {
  if (quantity == "net_position" || quantity == "net_position_cumulative") {
    const bool cumulative = quantity == "net_position_cumulative";
    return ExplainedOutput{quantity, "GBP", year.label(), [&study, baseline, year, cumulative](const ScenarioRun& run) {
                             const ScenarioRun& before = study.runs[baseline];
                             double total = 0.0;
                             for (FiscalYear y = cumulative ? comparison_start(run, before) : year; y <= year;
                                  ++y.first) {
                               total += study.prices.pounds(public_cost(before.path, y) - public_cost(run.path, y), y);
                             }
                             return total;
                           }};
  }
  const Quantity* found = find_quantity(quantity);
  if (found == nullptr) {
    return std::nullopt;
  }
  const bool july = found->basis == Basis::july;
  return ExplainedOutput{quantity, std::string(found->unit), july ? fmt::format("{}-07-31", year.first) : year.label(),
                         [&study, found, year](const ScenarioRun& run) {
                           const double value = found->value(YearView(run.path, year));
                           return found->measure == Measure::money ? study.prices.pounds(value, year) : value;
                         }};
}

} // namespace headwater::outputs
