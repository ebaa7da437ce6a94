#include "outputs/runs/run_plans.hpp"

#include "model/ensemble/annual_runs.hpp"
#include "outputs/runs/over_threads.hpp"

#include <tbb/enumerable_thread_specific.h>

#include <exception>
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
  tbb::enumerable_thread_specific<model::AnnualRuns> benches(
      [] { return model::AnnualRuns(model::lane_kernels().front()); });
  return run_each<model::AnnualRecord>(plans, settings.threads, [&](const PlannedRun& plan) {
    model::AnnualRecord record;
    benches.local().run({&plan.values, 1}, model::plan_grid(plan.drivers, settings.horizon), {&record, 1});
    if (model::breakdown(record)) {
      const model::Trajectory steps = model::run(plan.values, plan.drivers, settings.horizon); // says at which step
      const model::AnnualRecord& years = steps;
      record = years;
    }
    return record;
  });
}

std::vector<model::Trajectory> run_steps(const std::vector<PlannedRun>& plans, const RunSettings& settings) {
  return run_each<model::Trajectory>(plans, settings.threads, [&](const PlannedRun& plan) {
    return model::run(plan.values, plan.drivers, settings.horizon);
  });
}

} // namespace headwater::outputs
