// The section of the report that a finance committee reads: what each plan is worth to whom, what would have to move
// between payers, what waiting costs, and Follow the Money.
#pragma once

#include "outputs/booklet/booklet.hpp"

#include <string>

namespace headwater::outputs {

/// As HTML; empty where no run has a baseline to be compared with.
std::string finance_section(const Booklet& booklet);

} // namespace headwater::outputs
