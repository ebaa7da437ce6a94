// The section of the report on deprivation: where looked-after children come from, and what plans do to the gap.
#pragma once

#include "outputs/booklet/booklet.hpp"

#include <string>

namespace headwater::outputs {

/// As HTML; empty for a council, whose fifths are not Scotland's.
std::string deprivation_section(const Booklet& booklet);

} // namespace headwater::outputs
