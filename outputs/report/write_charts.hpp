// Charts as files: for the screen, for paper, and as numbers.
#pragma once

#include "outputs/charts/chart.hpp"
#include "outputs/files/results_folder.hpp"

#include <functional>
#include <string>
#include <vector>

namespace headwater::outputs {

struct DrawnChart {
  Chart chart;
  std::string svg;
};

/// Draws each chart and writes charts/NAME.svg, .png and .csv; `each_done` is called after each. Throws as
/// ResultsFolder::write does.
std::vector<DrawnChart> write_charts(std::vector<Chart> charts, ResultsFolder& folder,
                                     const std::function<void()>& each_done = {});

} // namespace headwater::outputs
