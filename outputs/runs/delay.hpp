// The cost of delay: the same plan, one to five years later. What it costs each payer, and how many more children come
// into care because of it.
//
//   on time   |========= 20 years =========|                 money: each plan over as many years from its own start, so
//   later     . . . |========= 20 years =========|           that waiting is not the loss of a last good year
//             |------ the same years of both ------|         children: what waiting makes, in the same years of both
#pragma once

#include "outputs/appraisal/perspective.hpp"
#include "outputs/runs/planned_run.hpp"
#include "outputs/runs/runs.hpp"

#include <array>
#include <vector>

namespace headwater::outputs {

inline constexpr int longest_delay = 5; ///< years

/// A plan that starts later, against the same plan started on time. Money of the plan on time is added up from the start of
/// the comparison to spoken_horizon() of the run, that of the later plan to as many years later: while it waits it is its
/// baseline. Both are discounted to the same year.
struct Delay {
  std::size_t run;                                      ///< its position
  int years;                                            ///< of delay
  std::array<double, perspective_count> net_position{}; ///< GBP, change of the total net position; below 0: delay costs
  std::array<double, perspective_count> present_value{}; ///< GBP real, change of the net present value
  double more_starts_meanwhile; ///< children who begin to be looked after and would not have, in the years between the
                                ///< two starts
  double more_starts;           ///< likewise, to spoken_horizon()
  double more_care_years;       ///< child-years looked after, likewise
  double more_harm_at_home;     ///< serious-harm equivalents, likewise
  double more_harm_from_separation;
};

/// The plan with every step that `baseline` does not have begun `years` later, and its loan and the end of Whole Family
/// Wellbeing money too where they differ from the baseline's.
model::Plan delayed(const model::Plan& plan, const model::Plan& baseline, int years);

/// Every run whose plan has steps of its own, delayed by 1 to longest_delay years, as far as the delayed plan still
/// begins inside the run. `plans` has one for each run. Throws as run_years does.
std::vector<Delay> delays(const Runs& runs, const std::vector<PlannedRun>& plans, std::size_t threads);

} // namespace headwater::outputs
