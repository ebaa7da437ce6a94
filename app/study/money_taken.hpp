// Money that plans take out of a service: no more than what is spent on it.
#pragma once

#include "app/study/inputs.hpp"
#include "scenarios/reading/problem.hpp"

#include <vector>

namespace headwater::app {

/// A problem for each lever that takes more out of a service in a year than what the plan is compared with spends on it,
/// with the figure. Runs what such a plan is compared with, and nothing where no plan takes money out.
std::vector<scenarios::Problem> problems_of_money_taken(const StudyInputs& inputs);

} // namespace headwater::app
