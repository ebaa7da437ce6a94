// The blocks in which runs are shown: baselines, then plans, cuts and shocks, each by itself.
#pragma once

#include "outputs/runs/runs.hpp"

#include <string_view>
#include <vector>

namespace headwater::outputs {

struct RunBlock {
  std::string_view heading; ///< "Cuts"; empty for baselines, and where there are only plans beside them
  std::vector<std::size_t> runs;
};

/// Every run in one block, in the order of the runs; blocks without a run are left out.
std::vector<RunBlock> run_blocks_of(const Runs& runs);

/// Runs that titles count: plans, or all that are compared where there is no plan among them.
bool is_counted(const Runs& runs, const ScenarioRun& run);

/// What titles call those they count: "plan" or "scenario".
std::string_view counted_word(const Runs& runs);

} // namespace headwater::outputs
