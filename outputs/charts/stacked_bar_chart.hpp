#pragma once
// Bars by category, each a stack of layers that may be negative; values are written on the bars.

#include "outputs/charts/house_style.hpp"

#include <optional>

namespace headwater::outputs {

struct BarLayer {
  std::string name;
  std::vector<double> values;                    ///< one for each category
  std::vector<std::optional<Range>> ranges = {}; ///< 9 in 10 model runs of each value; none, or one for each category
};

struct StackedBarChart {
  ChartText text;
  std::string unit;
  std::vector<std::string> categories;
  std::vector<BarLayer> layers; ///< from the axis outwards, at most eight; one layer makes plain bars
  bool horizontal = true;       ///< bars run to the right; better for long category names
  bool show_totals = true;      ///< the sum of each bar beside it; always shown for plain bars
  std::vector<std::optional<Range>> total_ranges = {}; ///< 9 in 10 model runs of each bar's sum; as those of a layer
};

/// Bars start at zero. A bar that holds both signs also carries a diamond at its net total. Ranges are whiskers on the
/// edge of the bar: that of a sum begins at zero, that of a layer where its part of the bar begins.
/// Throws std::invalid_argument for no category, no or more than eight layers, lengths that differ, a missing value.
Chart stacked_bar_chart(const StackedBarChart& content);

} // namespace headwater::outputs
