// Plans run at once, over all threads. Each run has a slot of its own, so results do not depend on how many there are.
//
// A run of years gives the same bits as one with flows in less time: measures, delays and differences need no more; tables
// of flows do.
#pragma once

#include "model/solve/trajectory.hpp"
#include "outputs/runs/planned_run.hpp"

#include <cstddef>
#include <vector>

namespace headwater::outputs {

/// How plans are run.
struct RunSettings {
  int horizon = model::last_horizon; ///< last 31 July
  std::size_t threads = 0;           ///< 0: one for each processor
};

/// The years of each plan, in their order. Throws std::runtime_error with what every run that broke down says.
std::vector<model::AnnualRecord> run_years(const std::vector<PlannedRun>& plans, const RunSettings& settings);

/// The same, with every flow.
std::vector<model::FlowYears> run_flows(const std::vector<PlannedRun>& plans, const RunSettings& settings);

} // namespace headwater::outputs
