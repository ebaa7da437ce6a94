#include "app/verbs/charts_folder.hpp"

#include "outputs/charts/png.hpp"

#include <fmt/format.h>

#include <memory>

namespace headwater::app {

outputs::ChartFiles add_charts(const Screen& screen, const std::vector<outputs::Chart>& charts,
                               std::vector<outputs::FileToMake>& files) {
  const bool letters = outputs::letters_can_be_drawn();
  if (!letters) {
    complain("No PNG pictures are written, as this machine has no font for their words: install the package "
             "fonts-liberation. The SVG pictures and report.html are whole.");
  }
  const auto progress =
      std::make_shared<Progress>(screen, fmt::format("drawing {} charts", charts.size()), charts.size());
  return outputs::add_chart_files(
      charts, letters, [progress] { progress->step(); }, files);
}

} // namespace headwater::app
