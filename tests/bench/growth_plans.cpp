// Plans: runs with every flow recorded, and the study of them with all that `headwater run` works out before it writes:
// delays, and what makes the leading plan differ from its baseline.
#include "tests/bench/growth.hpp"

#include "model/ensemble/annual_runs.hpp"
#include "outputs/booklet/findings.hpp"
#include "outputs/runs/plan_difference.hpp"
#include "outputs/runs/run_plans.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::bench {
namespace {

constexpr std::size_t every_scenario = 1000;

/// So many shipped scenarios: the baseline of all, `keep-the-promise`, then the others. The second changes most, so
/// that it is the one to be explained, however many there are.
std::vector<std::string> some_scenarios(std::size_t count) {
  std::vector<std::string> names = scenarios::shipped_scenarios(shipped().scenarios());
  std::rotate(names.begin() + 1, std::find(names.begin(), names.end(), "keep-the-promise"), names.end());
  names.resize(std::min(count, names.size()));
  return names;
}

/// The state in which each plan ends, by the scalar lane kernel, which records no flows.
std::vector<model::State<double>> ends_without_flows(const std::vector<outputs::PlannedRun>& plans) {
  std::vector<model::State<double>> ends;
  model::AnnualRuns runs(*model::find_lane_kernel("scalar"));
  std::vector<model::AnnualRecord> record(1);
  for (const outputs::PlannedRun& plan : plans) {
    runs.run(std::span(&plan.values, 1), model::plan_grid(plan.drivers), record);
    ends.push_back(record.front().july_states.back());
  }
  return ends;
}

std::string wrong_path(const model::FlowYears& path, const model::State<double>& end, const std::string& name) {
  if (path.july_states.back() != end) {
    return name + " does not end as in the scalar kernel";
  }
  // What came into the stocks and left them, flow by flow, is what they have changed by.
  model::State<double> level = path.april_states.front();
  const model::State<double>& last = path.april_states.back();
  for (std::size_t i = 0; i < path.flows.size(); ++i) {
    const model::FlowLabel& flow = path.flows[i];
    const double total = path.april_flow_totals.back()[i] - path.april_flow_totals.front()[i];
    const bool adjustment = flow.kind == model::FlowLabel::Kind::adjustment;
    if (flow.arrow.from.inside && !adjustment) {
      level[flow.arrow.from.index] -= total;
    }
    if (flow.arrow.to.inside) {
      level[flow.arrow.to.index] += total;
    }
  }
  for (std::size_t i = 0; i < model::stock_size; ++i) {
    if (!(std::abs(level[i] - last[i]) <= 1e-8 * (1.0 + std::abs(last[i])))) {
      return name + ": the flows of a stock are not what it has changed by: " + std::string(model::stock_at(i)->name);
    }
  }
  return "";
}

std::string wrong_difference(const outputs::Runs& runs, const outputs::Findings& findings) {
  if (!findings.difference || findings.difference->to != "keep-the-promise") {
    return "keep-the-promise is not explained";
  }
  const outputs::ScenarioRun& to = runs[findings.difference->run];
  const outputs::ScenarioRun& from = runs.baseline_of(to);
  const outputs::FiscalYear year = outputs::summary_years(runs.horizon).back();
  const auto output = outputs::explained_output("looked_after", year);
  const experiments::Attribution& found = findings.difference->attributions.front();
  const double wanted = output->value(runs.compared(to), runs.prices) - output->value(runs.compared(from), runs.prices);
  double shares = 0.0;
  for (const experiments::PlayerEffect& player : found.players) {
    shares += player.share;
  }
  const bool same =
      std::abs(found.total - wanted) <= 1e-9 * std::abs(wanted) && std::abs(shares - wanted) <= 1e-9 * std::abs(wanted);
  return same ? "" : "the shares of a difference are not the difference";
}

} // namespace

std::vector<GrowthRow> rows_of_plans() {
  const OnceAsked<StudyAtHand> all([] { return study_of(some_scenarios(every_scenario)); });
  const OnceAsked<std::vector<model::State<double>>> ends([=] { return ends_without_flows(all().plans); });
  std::vector<GrowthRow> rows;
  for (const std::size_t count : {1U, 4U, 12U}) {
    const auto run = [=](benchmark::State& state, const GrowthRow& row) {
      const std::vector<outputs::PlannedRun> plans(all().plans.begin(),
                                                   all().plans.begin() + static_cast<std::ptrdiff_t>(count));
      const outputs::RunSettings settings{all().request.horizon, 1};
      std::vector<model::FlowYears> paths;
      for ([[maybe_unused]] auto _ : state) {
        paths = outputs::run_flows(plans, settings);
      }
      std::string wrong;
      for (std::size_t i = 0; i < count && wrong.empty(); ++i) {
        wrong = wrong_path(paths[i], ends()[i], plans[i].name);
      }
      conclude(state, row, wrong);
    };
    rows.push_back({"run", count, "plan", run});
  }
  for (const std::size_t count : {2U, 4U, 8U, 12U}) {
    const OnceAsked<StudyAtHand> some([=] { return study_of(some_scenarios(count)); });
    const auto run = [=](benchmark::State& state, const GrowthRow& row) {
      std::string wrong = some().plans.size() == count ? "" : "there are other plans than were asked for";
      outputs::Runs runs;
      outputs::Findings findings;
      for ([[maybe_unused]] auto _ : state) {
        const std::vector<outputs::PlannedRun> plans = app::planned_runs(some().inputs);
        runs = app::runs_of(some().request, some().inputs, plans, app::Keep::flows);
        findings = outputs::findings_of(runs, plans, some().request.threads);
      }
      for (std::size_t i = 0; i < count && wrong.empty(); ++i) {
        wrong = wrong_path(runs[i].flows.value(), ends()[i], runs[i].id);
      }
      conclude(state, row, wrong.empty() ? wrong_difference(runs, findings) : wrong);
    };
    rows.push_back({"study", count, "plan", run});
  }
  return rows;
}

} // namespace headwater::bench
