#include "outputs/charts/range_chart.hpp"

#include "outputs/charts/marks.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/charts/row_plot.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::outputs {

using nlohmann::ordered_json;

Chart range_chart(const RangeChart& content) {
  if (content.rows.empty()) {
    throw std::invalid_argument("a chart of ranges needs a row");
  }
  double low = 0;
  double high = 0;
  double words_width = 0;
  std::vector<std::string> names;
  for (const RangeRow& row : content.rows) {
    const Range narrow = row.narrow.value_or(row.wide);
    for (const double end : {row.wide.low, row.wide.high, narrow.low, narrow.high}) {
      if (!std::isfinite(end)) {
        throw std::invalid_argument("a range cannot have a missing end: " + row.name);
      }
      low = std::min(low, end);
      high = std::max(high, end);
    }
    if (std::isfinite(row.middle)) {
      low = std::min(low, row.middle);
      high = std::max(high, row.middle);
    }
    words_width = std::max(words_width, text_width(row.words, house::label_size));
    names.push_back(row.name);
  }
  Page page = open_page(content.text);
  add_key(page, {{KeyEntry::Shape::square, house::inner_band, content.wide_words},
                 {KeyEntry::Shape::square, house::palette[0], content.narrow_words},
                 {KeyEntry::Shape::dot, house::palette[0], content.middle_words}});
  const RowPlot rows = row_plot(page, content.unit, readable_scale(low, high), 0, words_width + row_gap, names);
  ordered_json& graphic = page.chart.option["graphic"];
  graphic.push_back(
      path_mark({{rows.x(0), rows.plot.top}, {rows.x(0), rows.plot.bottom}}, 1, house::reference_line, true));
  page.chart.table.columns = {"Name",
                              content.wide_words + ", from",
                              content.wide_words + ", to",
                              content.narrow_words + ", from",
                              content.narrow_words + ", to",
                              content.middle_words,
                              "In words"};
  for (std::size_t i = 0; i < content.rows.size(); ++i) {
    const RangeRow& row = content.rows[i];
    const double y = rows.y(i);
    const auto draw = [&](const Range& range, double thickness, const char* colour) {
      graphic.push_back(path_mark({{rows.x(range.low), y}, {rows.x(range.high), y}}, thickness, colour));
    };
    draw(row.wide, rows.thickness, house::inner_band);
    if (row.narrow) {
      draw(*row.narrow, rows.thickness / 2, house::palette[0]);
    }
    if (std::isfinite(row.middle)) {
      graphic.push_back(dot_mark({rows.x(row.middle), y}, 4, house::palette[0]));
    }
    graphic.push_back(text_mark({rows.plot.right + 2 * row_gap, y}, row.words, {house::label_size, house::text}));
    page.chart.table.rows.push_back({row.name, plain_number(row.wide.low), plain_number(row.wide.high),
                                     row.narrow ? plain_number(row.narrow->low) : "",
                                     row.narrow ? plain_number(row.narrow->high) : "", plain_number(row.middle),
                                     row.words});
  }
  return page.chart;
}

} // namespace headwater::outputs
