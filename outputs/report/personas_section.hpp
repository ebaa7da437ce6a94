// The section of the report on personas: one life of each with the leading plan and without it, and how common it is.
#pragma once

#include "outputs/booklet/booklet.hpp"

#include <string>

namespace headwater::outputs {

/// As HTML; empty where no lives were drawn, or there is no plan beside baselines.
std::string personas_section(const Booklet& booklet);

} // namespace headwater::outputs
