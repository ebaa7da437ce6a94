// A planned run: the numbers and the plan from which a run can be made, and made again with something changed.
#pragma once

#include "outputs/results/study.hpp"

#include <functional>
#include <string>
#include <vector>

namespace headwater::outputs {

struct PlannedRun {
  std::string name;                      ///< the scenario's id, for a message where the run breaks down
  model::ParameterValues<double> values; ///< of the place, with what the scenario sets
  model::Drivers drivers;
};

/// Runs many plans at once: one trajectory for each, in their order. How many threads it takes is the caller's.
using RunPlans = std::function<std::vector<model::Trajectory>(const std::vector<PlannedRun>&)>;

/// When the first lever of a plan moves, years; infinity where none does.
double first_step_of(const model::Plan& plan);

} // namespace headwater::outputs
