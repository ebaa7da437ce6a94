// Rules without a price: what a plan changes that nobody pays for in the equations.
#pragma once

#include "model/solve/drivers.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace headwater::outputs {

/// Whether a lever is a rule without a price: what it takes to make it happen is charged to nobody, so that a plan with
/// it looks as if its gain were free.
bool has_no_price(std::size_t lever);

/// The names of such levers that a plan moves otherwise than its baseline, in the order of the levers.
std::vector<std::string> unpriced_levers(const model::Plan& plan, const model::Plan& baseline);

/// "Rule, not price: residential cap and reinvestment are charged to nobody, so ..." or empty where there are none.
std::string unpriced_in_words(const std::vector<std::string>& levers);

} // namespace headwater::outputs
