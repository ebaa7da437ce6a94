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

} // namespace headwater::scenarios
