// The rates of lives run forward: how many people are to be expected in each place. Exact for rates that are constant
// within a step, so what drawn lives do on average, and what the run did.
#pragma once

#include "model/lives/rates.hpp"

#include <array>

namespace headwater::model::tests {

using People = std::array<double, stock_size>;

/// What a step changes at a state, a year: along every way, onto the register and, where asked, from outside. Families
/// come as families, persons as so many a family.
People slope_of(const LifeRates& rates, std::size_t step, const People& people, bool with_inflow);

/// `people` at the start of a step, at its end.
People after_step(const LifeRates& rates, std::size_t step, People people, bool with_inflow);

} // namespace headwater::model::tests
