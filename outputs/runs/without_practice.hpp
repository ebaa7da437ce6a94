// Plans with and without changed decisions: what is left of a plan when children are removed by the same threshold as
// before.
//
// Practice that removes fewer children is no prevention: it moves the threshold. It saves money at once, spares children
// a separation, and leaves some at home who come to harm there. So a plan with it is shown both ways, with both harms.
#pragma once

#include "outputs/results/horizons.hpp"
#include "outputs/runs/planned_run.hpp"
#include "outputs/runs/runs.hpp"

#include <array>
#include <optional>
#include <vector>

namespace headwater::outputs {

/// A plan, or what is left of it, against its baseline.
struct PracticeSide {
  double looked_after = 0.0;         ///< children, change on 31 July of the later of summary_years()
  double harm_at_home = 0.0;         ///< serious-harm equivalents, change summed over compared_years()
  double harm_from_separation = 0.0; ///< likewise
  std::array<std::optional<double>, horizons.size()> npv{}; ///< of the public purse to each horizon, GBP real
};

struct WithoutPractice {
  std::size_t run; ///< its position
  PracticeSide with;
  PracticeSide without; ///< the same plan without its steps of decision practice
};

/// Every plan that moves decision practice otherwise than its baseline. Throws as run_years does.
std::vector<WithoutPractice> without_practice(const Runs& runs, const std::vector<PlannedRun>& plans,
                                              std::size_t threads);

} // namespace headwater::outputs
