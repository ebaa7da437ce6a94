#include "outputs/report/write_charts.hpp"

#include "outputs/charts/csv.hpp"
#include "outputs/charts/echarts_engine.hpp"
#include "outputs/charts/png.hpp"

#include <utility>

namespace headwater::outputs {

std::vector<DrawnChart> write_charts(std::vector<Chart> charts, ResultsFolder& folder,
                                     const std::function<void()>& each_done) {
  EchartsEngine engine;
  std::vector<DrawnChart> drawn;
  for (Chart& chart : charts) {
    std::string svg = engine.svg(chart);
    const std::string start = "charts/" + chart.name;
    folder.write(start + ".svg", svg);
    folder.write(start + ".png", png_from_svg(svg));
    folder.write(start + ".csv", csv_text(chart.table));
    drawn.push_back({std::move(chart), std::move(svg)});
    if (each_done) {
      each_done();
    }
  }
  return drawn;
}

} // namespace headwater::outputs
