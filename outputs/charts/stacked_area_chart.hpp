#pragma once
// Areas stacked over years, named at the right; dots show what was published, at the boundaries of the stack.

#include "outputs/charts/year_plot.hpp"

namespace headwater::outputs {

struct AreaLayer {
  std::string name;
  std::vector<double> values; ///< one for each year of the chart, zero or more
  std::vector<YearValue> published = {};
};

struct StackedAreaChart {
  ChartText text;
  std::string unit;
  std::vector<double> years;
  std::vector<AreaLayer> layers; ///< from the bottom up, at most eight
  std::vector<YearMarker> markers = {};
  std::string published_words = "Published figures";
  std::optional<Range> total_range = {}; ///< of the total at the last year: 9 in 10 model runs, a whisker at the right
};

/// The boundary above a layer gets a dot in each year for which it and every layer below it has a published value.
/// Throws std::invalid_argument for no or more than eight layers, lengths that differ, or a negative or missing value.
Chart stacked_area_chart(const StackedAreaChart& content);

} // namespace headwater::outputs
