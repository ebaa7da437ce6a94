#include "outputs/runs/run_draws.hpp"

#include "outputs/runs/over_threads.hpp"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <atomic>
#include <mutex>

namespace headwater::outputs {
namespace {

/// What a thread keeps from block to block: room for the records of every plan and lane.
struct DrawBench {
  DrawBench(const model::LaneKernel& kernel, std::size_t plans)
      : runs{kernel}, values(kernel.lanes), records(plans, std::vector<model::AnnualRecord>(kernel.lanes)) {}

  model::AnnualRuns runs;
  std::vector<model::ParameterValues<double>> values;
  std::vector<std::vector<model::AnnualRecord>> records; ///< by plan, then lane
  std::vector<DrawFailure> failures;
};

} // namespace

std::vector<DrawFailure> run_draws(std::span<const model::PlanGrid> plans, std::size_t first, std::size_t count,
                                   const DrawnValues& values, const LookAtDraw& look, const DrawSettings& settings) {
  const std::size_t lanes = settings.kernel->lanes;
  const std::size_t blocks = (count + lanes - 1) / lanes;
  tbb::enumerable_thread_specific<DrawBench> benches([&] { return DrawBench(*settings.kernel, plans.size()); });
  // Every plan after the first is a branch of it: the years before they part are run once.
  std::vector<std::size_t> shared;
  for (const model::PlanGrid& plan : plans) {
    shared.push_back(model::shared_years(plans.front(), plan));
  }
  std::atomic<bool> stopped{false};
  std::mutex telling;

  const auto run_block = [&](std::size_t block) {
    if (stopped || (settings.stop && settings.stop())) {
      stopped = true;
      return;
    }
    DrawBench& bench = benches.local();
    const std::size_t begin = first + block * lanes;
    const std::size_t wide = std::min(lanes, first + count - begin);
    for (std::size_t plan = 0; plan < plans.size(); ++plan) {
      for (std::size_t lane = 0; lane < wide; ++lane) {
        bench.values[lane] = values(begin + lane, plan);
      }
      const auto draws = std::span(bench.values).first(wide);
      if (plan == 0) {
        bench.runs.run(draws, plans[plan], bench.records[plan]);
      } else {
        bench.runs.run_branch(draws, plans[plan], shared[plan], bench.records[plan]);
      }
    }
    std::vector<const model::AnnualRecord*> seen(plans.size());
    for (std::size_t lane = 0; lane < wide; ++lane) {
      bool sound = true;
      for (std::size_t plan = 0; plan < plans.size(); ++plan) {
        seen[plan] = &bench.records[plan][lane];
        if (const auto what = model::breakdown(*seen[plan])) {
          bench.failures.push_back({begin + lane, plan, *what});
          sound = false;
        }
      }
      if (sound) {
        look(begin + lane, seen);
      }
    }
    if (settings.progress) {
      const std::lock_guard one_at_a_time(telling);
      settings.progress(wide);
    }
  };
  over_threads(settings.threads, blocks, run_block);

  std::vector<DrawFailure> failures;
  for (const DrawBench& bench : benches) {
    failures.insert(failures.end(), bench.failures.begin(), bench.failures.end());
  }
  std::sort(failures.begin(), failures.end(), [](const DrawFailure& a, const DrawFailure& b) {
    return std::pair(a.draw, a.plan) < std::pair(b.draw, b.plan);
  });
  return failures;
}

} // namespace headwater::outputs
