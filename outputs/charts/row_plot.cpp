#include "outputs/charts/row_plot.hpp"

#include "outputs/charts/marks.hpp"

#include <algorithm>

namespace headwater::outputs {

using nlohmann::ordered_json;

namespace {

constexpr double thickest_row = 22;       // bar, pixels
constexpr double thickness_of_row = 0.55; // of the room of a row
constexpr double names_share = 0.36;      // of the chart

} // namespace

RowPlot row_plot(Page& page, const std::string& unit, const AxisScale& scale, double words_left, double words_right,
                 const std::vector<std::string>& names) {
  const double line = line_height(house::label_size);
  ordered_json& option = page.chart.option;
  option["graphic"].push_back(
      text_mark({page.room.left, page.room.top + line / 2}, unit, {house::label_size, house::quiet_text}));
  Box plot = page.room;
  plot.top += line + row_gap;
  plot.bottom -= 28;
  plot.left += names_share * page.chart.width + 2 * row_gap + words_left;
  plot.right -= words_right + row_gap;
  option["grid"] = grid_at(plot, page.chart);
  option["xAxis"] = {{"type", "value"}, {"min", scale.low}, {"max", scale.high}, {"interval", scale.step}};
  option["xAxis"]["axisLabel"] = {
      {"color", house::quiet_text}, {"fontSize", house::label_size}, {"formatter", "@thousands"}};
  option["xAxis"]["splitLine"] = {{"lineStyle", {{"color", house::grid_line}}}};
  option["yAxis"] = {{"type", "value"}, {"show", false}, {"min", 0}, {"max", 1}};
  // An axis is drawn only where a series needs it.
  option["series"] = ordered_json::array({{{"type", "line"}, {"silent", true}, {"data", ordered_json::array()}}});
  const double room = (plot.bottom - plot.top) / static_cast<double>(names.size());
  const RowPlot rows{plot, scale, room, std::min(thickness_of_row * room, thickest_row)};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::vector<std::string> lines =
        wrap_text(names[i], names_share * page.chart.width, house::label_size, Weight::regular, 2);
    option["graphic"].push_back(
        text_mark({page.room.left, rows.y(i)}, join_lines(lines), {house::label_size, house::text}));
  }
  return rows;
}

} // namespace headwater::outputs
