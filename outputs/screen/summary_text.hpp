// The summary a planner reads on the terminal: each scenario beside its baseline, people first, then money.
#pragma once

#include "outputs/booklet/booklet.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace headwater::outputs {

/// Plain text, lines of at most `width` characters where names allow; bold headings if `colour`.
std::string summary_text(const Booklet& booklet, bool colour);

/// The same numbers, and those of summary.csv, as JSON.
nlohmann::ordered_json summary_json(const Booklet& booklet);

} // namespace headwater::outputs
