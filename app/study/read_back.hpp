// Reading back: what a scenario does, in words, before anything is run.
#pragma once

#include "app/study/inputs.hpp"

#include <string>

namespace headwater::app {

/// Of the scenario at a position of the inputs: its kind and place, what it is compared with, its new money by year and
/// payer, its other levers, and what it assumes. Lines of their own, each begun with two spaces.
std::string read_back(const StudyInputs& inputs, std::size_t position);

} // namespace headwater::app
