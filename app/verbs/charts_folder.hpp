// The charts of a run as files.
#pragma once

#include "app/terminal/screen.hpp"
#include "outputs/charts/chart.hpp"
#include "outputs/files/results_folder.hpp"
#include "outputs/report/report_html.hpp"

#include <vector>

namespace headwater::app {

/// Draws every chart and writes it as charts/NAME.svg, .png and .csv; gives the drawings back for a page. On a machine
/// without a font no PNG is written, and stderr says what to install.
std::vector<outputs::DrawnChart> write_charts(const Screen& screen, const std::vector<outputs::Chart>& charts,
                                              outputs::ResultsFolder& folder);

} // namespace headwater::app
