// A calibration on the terminal.
#pragma once

#include "outputs/calibration/fit_record.hpp"

#include <string>

namespace headwater::outputs {

/// Whether to trust it, what it foresaw, a line for each series, what stands out among the parameters, and how it was
/// made. `colour`: headings in bold. Throws std::invalid_argument as check() does.
std::string fit_text(const FitRecord& record, bool colour = false);

} // namespace headwater::outputs
