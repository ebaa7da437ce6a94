// The section of the report on prevention: what share of spending is preventive, and where the levels come from.
#pragma once

#include "outputs/booklet/booklet.hpp"

#include <string>

namespace headwater::outputs {

/// As HTML.
std::string prevention_section(const Booklet& booklet);

} // namespace headwater::outputs
