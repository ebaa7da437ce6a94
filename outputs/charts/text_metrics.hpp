#pragma once
// How wide a text is, and where its lines break. One table of letter widths serves our own layout and ECharts alike, so
// that a chart is laid out the same on a machine that has no fonts at all.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

enum class Weight { regular, bold };

/// Width in pixels of one line of text set in Liberation Sans (the same widths as Arial) at `size` pixels.
/// Letters outside the table (anything but ASCII) are given a full, safe width.
double text_width(std::string_view utf8, double size, Weight weight = Weight::regular);

/// The text broken at spaces into at most `max_lines` lines no wider than `width` pixels. White space of any kind
/// counts as one space. A word too long for a line is broken; what does not fit the last line ends in "…". At least one
/// line.
std::vector<std::string> wrap_text(std::string_view utf8, double width, double size, Weight weight = Weight::regular,
                                   std::size_t max_lines = 3);

/// Lines joined by line feeds, which is how ECharts takes them.
std::string join_lines(const std::vector<std::string>& lines);

} // namespace headwater::outputs
