#pragma once
// A chart before it is drawn: what it says, how it is drawn, and the same numbers as a table.

#include "outputs/tables/table.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace headwater::outputs {

/// A chart ready for EchartsEngine. `option` is an ECharts option; where ECharts takes a function it holds the name of
/// one from js/option_functions.js, such as "@thousands". Sizes are in CSS pixels.
struct Chart {
  std::string name;     ///< file name without extension, and the start of ids in the drawing
  std::string title;    ///< the message
  std::string subtitle; ///< measure, place, years, price base
  std::string source;   ///< the line under the chart
  std::string alt_text; ///< one or two sentences for a reader who cannot see the picture
  nlohmann::ordered_json option;
  Table table;
  int width = 960;
  int height = 600;
};

} // namespace headwater::outputs
