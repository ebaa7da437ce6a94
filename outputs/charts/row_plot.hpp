#pragma once
// The frame that charts of rows share: names at the left, a value axis across, and room for words beside the bars.

#include "outputs/charts/axis_scale.hpp"
#include "outputs/charts/house_style.hpp"

#include <string>
#include <vector>

namespace headwater::outputs {

inline constexpr double row_gap = 8; ///< between a bar and its words, pixels

/// The plot below a line that says the unit, with a value axis across and the names of the rows at the left.
struct RowPlot {
  Box plot;
  AxisScale scale;
  double room;      ///< of a row, pixels
  double thickness; ///< of a bar, pixels

  double x(double value) const { return scale.pixel(value, plot.left, plot.right); }
  double y(std::size_t row) const { return plot.top + (static_cast<double>(row) + 0.5) * room; }
};

/// Lays out a row for each name in the room of the page. `words_left`, `words_right`: the room, in pixels, that words
/// want beyond either end of the axis.
RowPlot row_plot(Page& page, const std::string& unit, const AxisScale& scale, double words_left, double words_right,
                 const std::vector<std::string>& names);

} // namespace headwater::outputs
