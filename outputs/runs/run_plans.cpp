#include "outputs/runs/run_plans.hpp"

#include "model/ensemble/annual_runs.hpp"
#include "outputs/runs/over_threads.hpp"

#include <tbb/enumerable_thread_specific.h>

#include <exception>
#include <optional>
#include <stdexcept>
#include <string>

namespace headwater::outputs {
namespace {

/// `run(plan)` of each plan; throws what all that broke down say, together.
template<class Result, class Run>
std::vector<Result> run_each(const std::vector<PlannedRun>& plans, std::size_t threads, const Run& run) {
  std::vector<Result> results(plans.size());
  std::vector<std::string> failures(plans.size());
  over_threads(threads, plans.size(), [&](std::size_t i) {
    try {
      results[i] = run(plans[i]);
    } catch (const std::exception& error) {
      failures[i] = plans[i].name + ": " + error.what();
    }
  });
  std::string failed;
  for (const std::string& failure : failures) {
    failed += failure.empty() ? "" : (failed.empty() ? "" : "\n") + failure;
  }
  if (!failed.empty()) {
    throw std::runtime_error(failed);
  }
  return results;
}

} // namespace

std::vector<model::AnnualRecord> run_years(const std::vector<PlannedRun>& plans, const RunSettings& settings) {
  // Every plan is a branch of the first: the years before they part are run once by each thread.
  struct Bench {
    model::AnnualRuns runs{model::lane_kernels().front()};
    std::optional<model::PlanGrid> trunk;
  };
  tbb::enumerable_thread_specific<Bench> benches;
  return run_each<model::AnnualRecord>(plans, settings.threads, [&](const PlannedRun& plan) {
    model::AnnualRecord record;
    auto& [runs, trunk] = benches.local();
    if (!trunk) {
      trunk = model::plan_grid(plans.front().drivers, settings.horizon);
      runs.run({&plans.front().values, 1}, *trunk, {&record, 1});
    }
    const model::PlanGrid grid = model::plan_grid(plan.drivers, settings.horizon);
    runs.run_branch({&plan.values, 1}, grid, model::shared_years(*trunk, grid), {&record, 1});
    if (model::breakdown(record)) {
      const model::Trajectory steps = model::run(plan.values, plan.drivers, settings.horizon); // says at which step
      const model::AnnualRecord& years = steps;
      record = years;
    }
    return record;
  });
}

std::vector<model::FlowYears> run_flows(const std::vector<PlannedRun>& plans, const RunSettings& settings) {
  return run_each<model::FlowYears>(plans, settings.threads, [&](const PlannedRun& plan) {
    return model::run_flows(plan.values, plan.drivers, settings.horizon);
  });
}

} // namespace headwater::outputs
