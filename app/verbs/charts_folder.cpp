#include "app/verbs/charts_folder.hpp"

#include "outputs/charts/csv_text.hpp"
#include "outputs/charts/echarts_engine.hpp"
#include "outputs/charts/png.hpp"

#include <fmt/format.h>

namespace headwater::app {

std::vector<outputs::DrawnChart> write_charts(const Screen& screen, const std::vector<outputs::Chart>& charts,
                                              outputs::ResultsFolder& folder) {
  const bool letters = outputs::letters_can_be_drawn();
  if (!letters) {
    complain("No PNG pictures are written, as this machine has no font for their words: install the package "
             "fonts-liberation. The SVG pictures and report.html are whole.");
  }
  outputs::EchartsEngine engine;
  Progress progress(screen, fmt::format("drawing {} charts", charts.size()), charts.size());
  std::vector<outputs::DrawnChart> drawn;
  for (const outputs::Chart& chart : charts) {
    drawn.push_back({chart, engine.svg(chart)});
    const std::string start = "charts/" + chart.name;
    folder.write(start + ".svg", drawn.back().svg);
    if (letters) {
      folder.write(start + ".png", outputs::png_from_svg(drawn.back().svg));
    }
    folder.write(start + ".csv", outputs::csv_text(chart.table));
    progress.step();
  }
  return drawn;
}

} // namespace headwater::app
