// report.html of a calibration: whether to trust it first, then how it foresees, then how it fits.
#pragma once

#include "outputs/calibration/fit_record.hpp"
#include "outputs/report/report_html.hpp"

#include <string>
#include <vector>

namespace headwater::outputs {

/// One page that needs no network and runs nothing. `charts`: those of series_charts() and prior_posterior_charts().
/// Throws std::invalid_argument as check() does.
std::string fit_report(const FitRecord& record, const std::vector<DrawnChart>& charts);

} // namespace headwater::outputs
