// The charts of a run as files.
#pragma once

#include "app/terminal/screen.hpp"
#include "outputs/charts/chart.hpp"
#include "outputs/report/chart_files.hpp"

#include <vector>

namespace headwater::app {

/// Adds charts/NAME.svg, .png and .csv of every chart to the files to make, and says how far they have come; `screen`
/// has to be there while they are made. On a machine without a font no PNG is written, and stderr says what to install.
outputs::ChartFiles add_charts(const Screen& screen, const std::vector<outputs::Chart>& charts,
                               std::vector<outputs::FileToMake>& files);

} // namespace headwater::app
