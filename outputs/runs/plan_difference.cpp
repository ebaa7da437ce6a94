#include "outputs/runs/plan_difference.hpp"

#include "outputs/appraisal/net_position.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/runs/run_plans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace headwater::outputs {
namespace {

constexpr std::size_t batch = 64; ///< records in memory at once

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

bool is_position(const std::string& quantity) {
  return quantity == "net_position" || quantity == "net_position_cumulative";
}

/// Whose money the changes of a coalition are: as with_changes() of plans.
Funding with_changes(const Funding& a, const Funding& b, const std::vector<PlanChange>& changes,
                     experiments::Coalition coalition) {
  std::vector<FundedStep> steps = a.steps();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if ((coalition >> i & 1U) == 0 || changes[i].kind != PlanChange::Kind::lever) {
      continue;
    }
    const auto of_lever = [&](const FundedStep& funded) { return funded.step.lever == changes[i].position; };
    std::erase_if(steps, of_lever);
    std::copy_if(b.steps().begin(), b.steps().end(), std::back_inserter(steps), of_lever);
  }
  return b.with(std::move(steps));
}

} // namespace

double ExplainedOutput::value(const Compared& compared, const Prices& prices, const AppraisalBasis& basis) const {
  if (is_position(quantity)) {
    const NetPosition position = up_to(net_position(compared, prices, basis), year);
    const bool is_reached = !position.years.empty() && position.years.back() == year;
    return !is_reached ? 0.0 : quantity == "net_position" ? position.yearly.back() : position.cumulative.back();
  }
  const Quantity& found = *find_quantity(quantity);
  const double value = found.value(YearView(compared.with, year));
  return found.measure == Measure::money ? prices.pounds(value, year) : value;
}

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
                        experiments::Coalition coalition) {
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

PlanDifference explain_difference(const Runs& runs, const std::vector<PlannedRun>& plans, const ScenarioRun& run,
                                  std::vector<ExplainedOutput> outputs, std::size_t threads,
                                  const experiments::Sampling& sampling) {
  const ScenarioRun& baseline = runs.baseline_of(run);
  const PlannedRun& a = plans[run.baseline];
  const PlannedRun& b = plans[run.position];
  PlanDifference difference{run.position, baseline.id, run.id, changes_between(a, b), std::move(outputs), {}, true};
  if (difference.changes.size() > experiments::most_players) {
    throw std::invalid_argument(baseline.id + " and " + run.id + " differ in more ways than can be told apart (" +
                                std::to_string(experiments::most_players) + ")");
  }
  int furthest = model::start_year + 2;
  for (const ExplainedOutput& output : difference.outputs) {
    furthest = std::max(furthest, std::min(output.year.first + 1, runs.horizon)); // to the end of its fiscal year
  }
  const experiments::Game game = [&](std::span<const experiments::Coalition> coalitions) {
    std::vector<std::vector<double>> rows;
    for (std::size_t first = 0; first < coalitions.size(); first += batch) {
      std::vector<PlannedRun> mixed;
      std::vector<Funding> funding;
      for (const experiments::Coalition coalition :
           coalitions.subspan(first, std::min(batch, coalitions.size() - first))) {
        mixed.push_back(with_changes(a, b, difference.changes, coalition));
        funding.push_back(with_changes(baseline.funding, run.funding, difference.changes, coalition));
      }
      const std::vector<model::AnnualRecord> records = run_years(mixed, {furthest, threads});
      for (std::size_t i = 0; i < records.size(); ++i) {
        // Where the comparison begins is the same for all: that of the plan that is explained.
        const Compared compared{records[i], baseline.record, runs.compared(run).first, funding[i], baseline.funding};
        std::vector<double>& row = rows.emplace_back();
        for (const ExplainedOutput& output : difference.outputs) {
          row.push_back(output.value(compared, runs.prices, runs.basis));
        }
      }
    }
    return rows;
  };
  const int players = static_cast<int>(difference.changes.size());
  difference.exact = players <= experiments::exact_players;
  difference.attributions = experiments::shapley(players, game, sampling);
  return difference;
}

std::optional<ExplainedOutput> explained_output(const std::string& quantity, FiscalYear year) {
  if (is_position(quantity)) {
    return ExplainedOutput{quantity, "GBP", year.label(), year};
  }
  const Quantity* found = find_quantity(quantity);
  if (found == nullptr) {
    return std::nullopt;
  }
  const bool july = found->basis == Basis::july;
  return ExplainedOutput{quantity, std::string(found->unit), july ? fmt::format("{}-07-31", year.first) : year.label(),
                         year};
}

} // namespace headwater::outputs
