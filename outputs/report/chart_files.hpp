// Charts as files of a results folder, for a page that shows them.
#pragma once

#include "outputs/charts/chart.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/report/side_by_side.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace headwater::outputs {

struct ChartFiles {
  std::shared_ptr<const std::vector<DrawnChart>> drawn; ///< whole when the files `drawings` are made
  std::vector<std::size_t> drawings;                    ///< what a page of these charts follows
};

/// Adds charts/NAME.svg, .png and .csv of each chart to the files to make; .png only where letters can be drawn. Of each
/// chart `when_written` is called once, as of FileToMake; it may be empty.
ChartFiles add_chart_files(const std::vector<Chart>& charts, bool letters, const std::function<void()>& when_written,
                           std::vector<FileToMake>& files);

} // namespace headwater::outputs
