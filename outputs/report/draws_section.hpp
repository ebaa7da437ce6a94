// What the draws say, in the report: how many, of what, how many failed, and how often each plan gains.
#pragma once

#include "outputs/booklet/booklet.hpp"

#include <string>

namespace headwater::outputs {

/// HTML; empty without draws.
std::string draws_section(const Booklet& booklet);

} // namespace headwater::outputs
