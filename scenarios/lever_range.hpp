// Whether what the steps of a lever add up to stays in a range: that of the lever, or that of what is known.
#pragma once

#include "scenarios/scenario.hpp"

#include <optional>
#include <vector>

namespace headwater::scenarios {

/// The moment at which the total of a lever is furthest out of a range.
struct OutOfRange {
  double time;  ///< years
  double total; ///< in the lever's own unit, money in GBP million a year of 2024-25
};

/// Adds up the steps of lever number `lever` among `stated` and looks at every 1/16 year and wherever a step begins or
/// ends; a schedule counts with the amount of each year. Nothing where the total is always inside low..high.
std::optional<OutOfRange> out_of_range(std::size_t lever, const std::vector<StatedLever>& stated, double low,
                                       double high);

/// The total of lever number `lever` that lies furthest from 0, in its own unit; 0 where nothing states it.
double furthest_total(std::size_t lever, const std::vector<StatedLever>& stated);

/// How many times `scaled` fits on top of `held` so that the total of lever number `lever` stays inside low..high at
/// every moment, and no single step is larger than that range is wide; infinite where `scaled` does not move it, 0 or
/// below where `held` has left the range by itself.
double largest_scale(std::size_t lever, const std::vector<StatedLever>& held, const std::vector<StatedLever>& scaled,
                     double low, double high);

} // namespace headwater::scenarios
