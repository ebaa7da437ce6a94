#include "outputs/charts/tornado_chart.hpp"

#include "outputs/charts/marks.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/charts/row_plot.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::outputs {

using nlohmann::ordered_json;

namespace {

constexpr const char* low_colour = house::palette[1];
constexpr const char* high_colour = house::palette[0];

} // namespace

Chart tornado_chart(const TornadoChart& content) {
  if (content.rows.empty()) {
    throw std::invalid_argument("a tornado needs a row");
  }
  double low = content.centre;
  double high = content.centre;
  double words_width = 0;
  std::vector<std::string> names;
  for (const TornadoRow& row : content.rows) {
    if (!std::isfinite(row.at_low) || !std::isfinite(row.at_high) || !std::isfinite(content.centre)) {
      throw std::invalid_argument("a bar of a tornado cannot have a missing value: " + row.name);
    }
    low = std::min({low, row.at_low, row.at_high});
    high = std::max({high, row.at_low, row.at_high});
    words_width =
        std::max({words_width, text_width(row.low, house::label_size), text_width(row.high, house::label_size)});
    names.push_back(row.name);
  }
  Page page = open_page(content.text);
  add_key(page, {{KeyEntry::Shape::square, low_colour, "At the low end of its range"},
                 {KeyEntry::Shape::square, high_colour, "At the high end"}});
  const RowPlot rows = row_plot(page, content.unit, readable_scale(low, high), words_width, words_width, names);
  ordered_json& graphic = page.chart.option["graphic"];
  page.chart.table.columns = {"Assumption", "Low", "High", content.unit + " at low", content.unit + " at high"};
  for (std::size_t i = 0; i < content.rows.size(); ++i) {
    const TornadoRow& row = content.rows[i];
    const double y = rows.y(i);
    const bool same_side = (row.at_low - content.centre) * (row.at_high - content.centre) > 0;
    // Where both ends lie on one side, the two halves lie above each other.
    const double thickness = same_side ? rows.thickness / 2 : rows.thickness;
    const auto draw = [&](double to, double at, const char* colour, const std::string& words, bool left) {
      graphic.push_back(path_mark({{rows.x(content.centre), at}, {rows.x(to), at}}, thickness, colour));
      graphic.push_back(
          text_mark({rows.x(to) + (left ? -row_gap : row_gap), y}, words,
                    {house::label_size, house::text, Weight::regular, left ? Align::right : Align::left}));
    };
    const bool low_left = row.at_low < content.centre || (row.at_low == content.centre && row.at_high > content.centre);
    if (!same_side) {
      draw(row.at_low, y, low_colour, row.low, low_left);
      draw(row.at_high, y, high_colour, row.high, !low_left);
    } else {
      // One label at the far end says both values, in the order of the halves.
      const bool left = row.at_low < content.centre;
      const double far = left ? std::min(row.at_low, row.at_high) : std::max(row.at_low, row.at_high);
      draw(row.at_low, y - thickness / 2, low_colour, "", left);
      draw(row.at_high, y + thickness / 2, high_colour, "", left);
      graphic.push_back(
          text_mark({rows.x(far) + (left ? -row_gap : row_gap), y}, row.low + " | " + row.high,
                    {house::label_size, house::text, Weight::regular, left ? Align::right : Align::left}));
    }
    page.chart.table.rows.push_back({row.name, row.low, row.high, plain_number(row.at_low), plain_number(row.at_high)});
  }
  graphic.push_back(path_mark({{rows.x(content.centre), rows.plot.top}, {rows.x(content.centre), rows.plot.bottom}}, 1,
                              house::axis_line));
  return page.chart;
}

Chart shares_chart(const SharesChart& content) {
  if (content.rows.empty()) {
    throw std::invalid_argument("a chart of shares needs a row");
  }
  double low = 0;
  double high = 0;
  std::vector<std::string> names;
  for (const ShareRow& row : content.rows) {
    for (const ShareEstimate& share : {row.first, row.total}) {
      if (!std::isfinite(share.value) || !std::isfinite(share.low) || !std::isfinite(share.high)) {
        throw std::invalid_argument("a share cannot have a missing value: " + row.name);
      }
      low = std::min({low, share.value, share.low});
      high = std::max({high, share.value, share.high});
    }
    names.push_back(row.name);
  }
  Page page = open_page(content.text);
  add_key(page, {{KeyEntry::Shape::square, low_colour, "By itself (first order)"},
                 {KeyEntry::Shape::square, high_colour, "In all, with others (total)"}});
  const RowPlot rows = row_plot(page, "Share of the variance", readable_scale(low, high), 0, 0, names);
  ordered_json& graphic = page.chart.option["graphic"];
  page.chart.table.columns = {"Assumption", "First order", "First order, low", "First order, high",
                              "Total",      "Total, low",  "Total, high"};
  for (std::size_t i = 0; i < content.rows.size(); ++i) {
    const ShareRow& row = content.rows[i];
    const double half = rows.thickness / 2;
    const auto draw = [&](const ShareEstimate& share, double y, const char* colour) {
      graphic.push_back(path_mark({{rows.x(0), y}, {rows.x(share.value), y}}, half, colour));
      graphic.push_back(path_mark({{rows.x(share.low), y}, {rows.x(share.high), y}}, 2, house::marker_line));
    };
    draw(row.first, rows.y(i) - half / 2, low_colour);
    draw(row.total, rows.y(i) + half / 2, high_colour);
    page.chart.table.rows.push_back({row.name, plain_number(row.first.value), plain_number(row.first.low),
                                     plain_number(row.first.high), plain_number(row.total.value),
                                     plain_number(row.total.low), plain_number(row.total.high)});
  }
  graphic.push_back(path_mark({{rows.x(0), rows.plot.top}, {rows.x(0), rows.plot.bottom}}, 1, house::axis_line));
  return page.chart;
}

} // namespace headwater::outputs
