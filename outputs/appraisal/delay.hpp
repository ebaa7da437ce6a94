// The cost of delay: the same plan, one to five years later. What it costs each payer, and how many children come into
// care while nothing has begun.
#pragma once

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/appraisal/planned_run.hpp"

#include <vector>

namespace headwater::outputs {

inline constexpr int longest_delay = 5; ///< years

/// The plan with every step that `baseline` does not have begun `years` later, and its loan and the end of Whole Family
/// Wellbeing money too where they differ from the baseline's.
model::Plan delayed(const model::Plan& plan, const model::Plan& baseline, int years);

/// Every scenario of the study whose plan has steps of its own, delayed by 1 to longest_delay years, as far as the
/// delayed plan still begins inside the run. `plans` has one for each run of the study.
std::vector<Delay> delays(const Study& study, const std::vector<PlannedRun>& plans, const RunPlans& run_plans);

} // namespace headwater::outputs
