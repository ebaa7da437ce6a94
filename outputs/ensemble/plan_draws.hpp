// What the draws say of a plan in short: what report, terminal and workbook show of it.
#pragma once

#include "outputs/ensemble/ensemble.hpp"

#include <array>
#include <optional>
#include <vector>

namespace headwater::outputs {

/// The Marches by whose end a plan may have broken even.
inline constexpr std::array break_even_marches{2036, 2046, 2066};

/// How the net present value to a horizon lies.
struct NpvDraws {
  FiscalYear horizon;
  Spread npv; ///< GBP real
};

struct PlanDraws {
  std::size_t run;
  Perspective perspective;
  std::vector<NpvDraws> npv; ///< to each horizon of the run
  /// The share of draws that have broken even by the end of each of the Marches, and stay so to the end of the run;
  /// empty past it.
  std::array<std::optional<double>, break_even_marches.size()> broken_even;
};

/// Of the public purse and of the council, for every plan whose net present value was kept; by position of the run.
std::vector<PlanDraws> plan_draws(const Ensemble& ensemble, std::size_t runs, int horizon);

} // namespace headwater::outputs
