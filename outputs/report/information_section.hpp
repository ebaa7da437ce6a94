// What it would be worth to know, in the report.
#pragma once

#include "outputs/booklet/booklet.hpp"

#include <string>

namespace headwater::outputs {

/// HTML; empty without draws.
std::string information_section(const Booklet& booklet);

} // namespace headwater::outputs
