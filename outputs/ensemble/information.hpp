// What it would be worth to know a number before choosing between the plans, from the draws that were made.
//
//   draw -> NPV of the public purse of every plan, to spoken_horizon();  doing nothing has an NPV of 0
//        -> which choice is best knowing nothing, one parameter, everything (model/experiments/value_of_information.hpp)
//
// A choice is a plan that is compared with the first baseline, and that baseline itself: to do nothing. What happens and
// is not chosen (a change of poverty or of imprisonment, an incident) is none, nor is a plan with a loop cut. The NPV
// holds money only: what a plan does to children is not in it.
#pragma once

#include "model/experiments/value_of_information.hpp"
#include "outputs/ensemble/ensemble.hpp"
#include "outputs/runs/planned_run.hpp"

#include <string>
#include <vector>

namespace headwater::outputs {

/// Most draws that are looked at: the first of them.
inline constexpr std::size_t most_draws_for_information = Ensemble::most_npv_draws;

struct Information {
  FiscalYear horizon{};                ///< of the NPV
  std::vector<std::size_t> choices;    ///< positions of the runs; the first is the baseline: to do nothing
  std::vector<std::size_t> no_choices; ///< positions of the other runs that are no baseline
  std::vector<std::size_t> parameters; ///< positions in the table of parameters: those that vary among the draws
  /// Numbers of options are positions in `choices`, those of parameters positions in `parameters`; GBP real.
  experiments::ValueOfInformation found;
  std::string why_none; ///< why nothing was found out: no plan to choose, or too few draws; else empty

  /// Positions in `parameters`, most worth knowing first.
  std::vector<std::size_t> ranked() const;
  /// Whether knowing a parameter seemed to be worth more than any useless one did.
  bool is_above_noise(std::size_t parameter) const;
};

/// Works it out from what an ensemble kept. `plans` and `drawn` have one for each run.
Information information_of(const Runs& runs, const std::vector<PlannedRun>& plans, const DrawnPlans& drawn,
                           const Ensemble& ensemble);

/// Sentences: what is chosen knowing no more, what knowing everything would be worth, and how far to trust it.
std::vector<std::string> in_words(const Runs& runs, const Information& information);

} // namespace headwater::outputs
