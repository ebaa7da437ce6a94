// Many runs at once: every draw along every plan, over all threads, in blocks of lanes.
//
//   draw 0..7   -> plan A, plan B, ... -> a look at all of them together -> what is asked of them is kept
//   draw 8..15  -> plan A, plan B, ...    (each draw's records are gone after the look)
//
// A draw is run along every plan before the next, so that differences between plans are seen draw by draw.
#pragma once

#include "model/ensemble/annual_runs.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace headwater::outputs {

/// A run that broke down.
struct DrawFailure {
  std::size_t draw;
  std::size_t plan;
  std::string what;

  friend bool operator==(const DrawFailure&, const DrawFailure&) = default;
};

/// The parameters of a draw for a plan. Called by several threads at once.
using DrawnValues = std::function<model::ParameterValues<double>(std::size_t draw, std::size_t plan)>;
/// A look at the records of a draw, one a plan, of which none broke down. Called by several threads at once, each draw
/// once, in no order.
using LookAtDraw = std::function<void(std::size_t draw, std::span<const model::AnnualRecord* const> records)>;

struct DrawSettings {
  std::size_t threads = 0; ///< 0: one for each processor
  const model::LaneKernel* kernel = &model::best_lane_kernel();
  std::function<void(std::size_t draws)> progress; ///< told how many more draws are done, one thread at a time
  std::function<bool()> stop;                      ///< asked between blocks; true ends the runs early
};

/// Runs draws `first` to `first + count` - 1 along every plan. Returns the runs that broke down, by draw and plan; a
/// draw with one is not looked at. What is seen of a draw does not depend on threads, kernel or the draws beside it.
std::vector<DrawFailure> run_draws(std::span<const model::PlanGrid> plans, std::size_t first, std::size_t count,
                                   const DrawnValues& values, const LookAtDraw& look, const DrawSettings& settings);

} // namespace headwater::outputs
