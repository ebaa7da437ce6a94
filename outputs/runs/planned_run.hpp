// A planned run: the numbers and the plan from which a run can be made, and made again with something changed.
#pragma once

#include "model/quantities/parameters.hpp"
#include "model/solve/drivers.hpp"

#include <algorithm>
#include <string>

namespace headwater::outputs {

struct PlannedRun {
  std::string name;                      ///< the scenario's id, for a message where the run breaks down
  model::ParameterValues<double> values; ///< of the place, with what the scenario sets
  model::Drivers drivers;
};

/// When the first lever of a plan moves, years; infinity where none does.
inline double first_step_of(const model::Plan& plan) {
  double first = model::never;
  for (const model::LeverStep& step : plan.steps) {
    first = std::min(first, step.start);
  }
  return first;
}

} // namespace headwater::outputs
