// A plan: what levers move, when, how fast and how far. Made from a scenario; read by the solver.
#pragma once

#include "model/quantities/levers.hpp"

#include <cstddef>
#include <limits>
#include <vector>

namespace headwater::model {

/// One step of one lever: from 0 at `start` smoothly to `amount` at `start + ramp`, and then kept.
struct LeverStep {
  std::size_t lever; ///< position in the table of levers
  double start;      ///< years, for example 2026.25 for 1 April 2026
  double ramp;       ///< years, above 0
  double amount;     ///< money in GBPm/yr of 2019-20 prices, other levers in their own unit
};

inline constexpr double never = std::numeric_limits<double>::infinity();

struct Plan {
  std::vector<LeverStep> steps;    ///< steps of one lever add
  double fidelity = 1.0;           ///< share of new money that works
  double wellbeing_fidelity = 0.6; ///< the same for Whole Family Wellbeing money
  double wellbeing_end = never;    ///< years
  double loan_end = never;         ///< years: drawing of the loan turns into repayment
};

/// GBP of 2024-25 that buy what one GBP of 2019-20 bought: the equations use the latter, people see the former.
/// LGBF_SRC_2026 gives 1.232394; the charter rounds it.
inline constexpr double user_prices = 1.2324;

} // namespace headwater::model
