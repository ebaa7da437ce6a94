// The report and the charts of a sensitivity analysis.
#pragma once

#include "outputs/report/report_html.hpp"
#include "outputs/sensitivity/sensitivity_findings.hpp"

#include <string>
#include <vector>

namespace headwater::outputs {

/// tornado and sobol; a chart that would be empty is left out.
std::vector<Chart> sensitivity_charts(const Booklet& booklet, const SensitivityFindings& findings);

/// report.html: what moves the output, where the decision flips, what is done together, and the assumption book.
std::string sensitivity_report(const Booklet& booklet, const SensitivityFindings& findings, const Table& book,
                               const std::vector<DrawnChart>& charts);

} // namespace headwater::outputs
