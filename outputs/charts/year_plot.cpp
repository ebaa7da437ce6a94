#include "outputs/charts/year_plot.hpp"

#include "outputs/charts/marks.hpp"
#include "outputs/charts/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace headwater::outputs {

using nlohmann::ordered_json;

namespace {

constexpr double axis_label_gap = 10;
constexpr double marker_gap = 5;
constexpr double words_gap = 10; // between the lowest row of words and the plot

double widest_tick(const AxisScale& scale) {
  // The labels are written by the "@thousands" function: as many decimals as a tick needs, which two cover.
  double widest = 0;
  for (const double tick : scale.ticks()) {
    const int decimals = scale.step >= 1 ? 0 : scale.step >= 0.1 ? 1 : 2;
    widest = std::max(widest, text_width(readable_number(tick, decimals), house::label_size));
  }
  return widest;
}

/// A stretch of a row that words take up, pixels.
struct Stretch {
  double left = 0;
  double right = 0;
};

/// The words of a marker, in a row above the plot where they meet neither a line nor other words.
struct MarkerWords {
  double line_x = 0;
  double words_x = 0;
  std::string words;
  std::size_t row = 0; ///< counted upwards from the plot
};

/// From the last year back, each in the lowest row that is free: an earlier marker goes above a later one, so that no
/// line runs through words. The lowest row already holds the unit.
std::vector<MarkerWords> arrange(std::vector<YearMarker> markers, const Box& plot, const Extent& years,
                                 const Stretch& unit) {
  std::stable_sort(markers.begin(), markers.end(),
                   [](const YearMarker& a, const YearMarker& b) { return a.year > b.year; });
  std::vector<MarkerWords> arranged;
  std::vector<std::vector<Stretch>> rows = {{unit}};
  for (const YearMarker& marker : markers) {
    const double share = (marker.year - years.smallest) / (years.largest - years.smallest);
    const double x = plot.left + share * (plot.right - plot.left);
    const std::string words =
        wrap_text(marker.words, plot.right - plot.left, house::label_size, Weight::regular, 1).front();
    const double width = text_width(words, house::label_size);
    const double start = std::max(plot.left, std::min(x - marker_gap, plot.right - width));
    const Stretch taken = {start - axis_label_gap, start + width + axis_label_gap};
    const auto free = [&](const std::vector<Stretch>& row) {
      return std::none_of(row.begin(), row.end(),
                          [&](const Stretch& other) { return taken.left < other.right && other.left < taken.right; });
    };
    const auto row = std::find_if(rows.begin(), rows.end(), free);
    const auto index = static_cast<std::size_t>(row - rows.begin());
    if (row == rows.end())
      rows.emplace_back();
    rows[index].push_back(taken);
    arranged.push_back({x, start, words, index});
  }
  return arranged;
}

void require_same_length(const std::vector<double>& years, const std::vector<double>& values) {
  if (years.size() != values.size())
    throw std::invalid_argument("a series needs one value for each year");
}

std::vector<YearValue> paired(const std::vector<double>& years, const std::vector<double>& values) {
  require_same_length(years, values);
  std::vector<YearValue> points;
  for (std::size_t i = 0; i < years.size(); ++i)
    points.push_back({years[i], values[i]});
  return points;
}

} // namespace

void Extent::include(double value) {
  if (!std::isfinite(value))
    return;
  smallest = std::min(smallest, value);
  largest = std::max(largest, value);
}

void Extent::include(const std::vector<double>& values) {
  for (const double value : values)
    include(value);
}

YearPlot open_year_plot(Page& page, const std::string& unit, const Extent& years, const Extent& values,
                        const std::vector<YearMarker>& markers, const std::vector<EndLabel>& end_labels) {
  if (!(years.smallest < years.largest))
    throw std::invalid_argument("a chart over years needs two years or more");
  const Box& room = page.room;
  YearPlot year_plot;
  year_plot.years = years;
  year_plot.scale = readable_scale(values.smallest, values.largest);
  year_plot.label_width = end_label_width(end_labels, 0.34 * page.chart.width);
  Box& plot = year_plot.plot;
  plot = {room.left + widest_tick(year_plot.scale) + axis_label_gap, room.top, room.right - year_plot.label_width,
          room.bottom - 28};

  ordered_json& option = page.chart.option;
  const double row = line_height(house::label_size) + 4;
  const std::string unit_words = wrap_text(unit, room.right - room.left, house::label_size, Weight::regular, 1).front();
  const Stretch unit_stretch = {room.left, room.left + text_width(unit_words, house::label_size)};
  const std::vector<MarkerWords> words = arrange(markers, plot, years, unit_stretch);
  std::size_t rows = 1;
  for (const MarkerWords& marker : words)
    rows = std::max(rows, marker.row + 1);
  plot.top += static_cast<double>(rows) * row + words_gap;

  const auto row_middle = [&](std::size_t index) {
    return plot.top - words_gap - (static_cast<double>(index) + 0.5) * row;
  };
  const TextStyle quiet = {house::label_size, house::quiet_text};
  option["graphic"].push_back(text_mark({room.left, row_middle(0)}, unit_words, quiet));
  for (const MarkerWords& marker : words) {
    const double y = row_middle(marker.row);
    const std::vector<Point> line = {{marker.line_x, y + row / 2}, {marker.line_x, plot.bottom}};
    option["graphic"].push_back(path_mark(line, 1, house::marker_line, true));
    option["graphic"].push_back(text_mark({marker.words_x, y}, marker.words, quiet));
  }

  const ordered_json label = {{"color", house::quiet_text}, {"fontSize", house::label_size}};
  option["grid"] = grid_at(plot, page.chart);
  ordered_json& x_axis = option["xAxis"];
  const std::vector<double> ticks = year_ticks(years.smallest, years.largest);
  x_axis = {{"type", "value"}, {"min", years.smallest}, {"max", years.largest}};
  x_axis["axisLine"] = {{"show", true}, {"onZero", false}, {"lineStyle", {{"color", house::axis_line}}}};
  x_axis["axisTick"] = {{"show", true}, {"customValues", ticks}, {"lineStyle", {{"color", house::axis_line}}}};
  x_axis["axisLabel"] = label;
  x_axis["axisLabel"]["customValues"] = ticks;
  x_axis["axisLabel"]["formatter"] = "@year";
  x_axis["splitLine"] = {{"show", false}};

  ordered_json& y_axis = option["yAxis"];
  const AxisScale& scale = year_plot.scale;
  y_axis = {{"type", "value"}, {"min", scale.low}, {"max", scale.high}, {"interval", scale.step}};
  y_axis["axisLine"] = {{"show", false}};
  y_axis["axisTick"] = {{"show", false}};
  y_axis["axisLabel"] = label;
  y_axis["axisLabel"]["formatter"] = "@thousands";
  y_axis["splitLine"] = {{"lineStyle", {{"color", house::grid_line}}}};
  if (scale.low < 0 && scale.high > 0) {
    const double zero = year_plot.pixel(0);
    option["graphic"].push_back(path_mark({{plot.left, zero}, {plot.right, zero}}, 1, house::axis_line));
  }
  option["series"] = ordered_json::array();
  return year_plot;
}

ordered_json year_data(const std::vector<YearValue>& points) {
  ordered_json data = ordered_json::array();
  for (const YearValue& point : points) {
    data.push_back({point.year, std::isfinite(point.value) ? ordered_json(point.value) : ordered_json(nullptr)});
  }
  return data;
}

ordered_json year_data(const std::vector<double>& years, const std::vector<double>& values) {
  return year_data(paired(years, values));
}

ordered_json observed_dots(const std::vector<YearValue>& points, const std::string& outline) {
  return {{"type", "scatter"},
          {"silent", true},
          {"symbolSize", 6},
          {"z", 10},
          {"itemStyle", {{"color", house::white}, {"opacity", 1}, {"borderColor", outline}, {"borderWidth", 1.5}}},
          {"data", year_data(points)}};
}

void YearTable::add(const std::string& column, const std::vector<YearValue>& points) {
  columns_.push_back({column, points});
}

void YearTable::add(const std::string& column, const std::vector<double>& years, const std::vector<double>& values) {
  add(column, paired(years, values));
}

Table YearTable::table() const {
  Table table;
  table.columns.push_back("Year");
  std::map<double, std::vector<std::string>> rows;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    table.columns.push_back(columns_[c].name);
    for (const YearValue& point : columns_[c].points) {
      std::vector<std::string>& row = rows[point.year];
      row.resize(columns_.size() + 1);
      row[0] = year_text(point.year);
      row[c + 1] = plain_number(point.value);
    }
  }
  for (const auto& [year, row] : rows)
    table.rows.push_back(row);
  return table;
}

} // namespace headwater::outputs
