#include "outputs/report/chart_files.hpp"

#include "outputs/charts/csv_text.hpp"
#include "outputs/charts/echarts_engine.hpp"
#include "outputs/charts/png.hpp"

#include <tbb/enumerable_thread_specific.h>

namespace headwater::outputs {

ChartFiles add_chart_files(const std::vector<Chart>& charts, bool letters, const std::function<void()>& when_written,
                           std::vector<FileToMake>& files) {
  const auto engines = std::make_shared<tbb::enumerable_thread_specific<EchartsEngine>>();
  const auto drawn = std::make_shared<std::vector<DrawnChart>>();
  for (const Chart& chart : charts) {
    drawn->push_back({chart, {}});
  }
  ChartFiles added{drawn, {}};
  for (std::size_t i = 0; i < charts.size(); ++i) {
    const std::string start = "charts/" + charts[i].name;
    const std::size_t drawing = files.size();
    added.drawings.push_back(drawing);
    files.push_back({start + ".svg", [engines, drawn, i] {
                       DrawnChart& one = (*drawn)[i];
                       return one.svg = engines->local().svg(one.chart);
                     }});
    if (letters) {
      files.push_back({start + ".png", [drawn, i] { return png_from_svg((*drawn)[i].svg); }, {drawing}});
    }
    files.push_back({start + ".csv", [drawn, i] { return csv_text((*drawn)[i].chart.table); }, {}, when_written});
  }
  return added;
}

} // namespace headwater::outputs
