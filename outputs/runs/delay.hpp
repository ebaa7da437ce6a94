// The cost of delay: the same plan, one to five years later. What it costs each payer, and how many children come into
// care while nothing has begun.
#pragma once

#include "outputs/appraisal/perspective.hpp"
#include "outputs/runs/planned_run.hpp"
#include "outputs/runs/runs.hpp"

#include <array>
#include <vector>

namespace headwater::outputs {

inline constexpr int longest_delay = 5; ///< years

/// A plan that starts later, against the same plan started on time; both to spoken_horizon() of the run.
struct Delay {
  std::size_t run;                                      ///< its position
  int years;                                            ///< of delay
  std::array<double, perspective_count> net_position{}; ///< GBP, change of the total net position; below 0: delay costs
  std::array<double, perspective_count> present_value{}; ///< GBP real, change of the net present value
  double children_meanwhile; ///< who began to be looked after in the years between the two starts
  double more_starts;        ///< children who begin to be looked after and would not have, to the end of the run
  double more_care_years;    ///< child-years looked after, likewise
  double more_harm_at_home;  ///< serious-harm equivalents, likewise
  double more_harm_from_separation;
};

/// The plan with every step that `baseline` does not have begun `years` later, and its loan and the end of Whole Family
/// Wellbeing money too where they differ from the baseline's.
model::Plan delayed(const model::Plan& plan, const model::Plan& baseline, int years);

/// Every run whose plan has steps of its own, delayed by 1 to longest_delay years, as far as the delayed plan still
/// begins inside the run. `plans` has one for each run. Throws as run_years does.
std::vector<Delay> delays(const Runs& runs, const std::vector<PlannedRun>& plans, std::size_t threads);

} // namespace headwater::outputs
