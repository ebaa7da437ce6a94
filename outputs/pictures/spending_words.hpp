// What a plan planned, spent and did not spend, and how much of it works, in words.
#pragma once

#include "outputs/runs/runs.hpp"

#include <string>

namespace headwater::outputs {

/// Of the new money of a run to the spoken horizon: each lever of which some is not spent, with the year of most, and the
/// fidelity that the plan was run with. Empty for a plan without new money.
std::string spending_in_words(const Runs& runs, const ScenarioRun& run);

} // namespace headwater::outputs
