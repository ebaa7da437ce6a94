#include "outputs/charts/stacked_bar_chart.hpp"

#include "outputs/charts/axis_scale.hpp"
#include "outputs/charts/end_labels.hpp"
#include "outputs/charts/marks.hpp"
#include "outputs/charts/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::outputs {

using nlohmann::ordered_json;

namespace {

constexpr double bar_label_gap = 8;
constexpr double whisker_gap = 5; // from one whisker of a bar to the next
constexpr double whisker_end = 3;

/// What one bar adds up to.
struct BarSums {
  double positive = 0;
  double negative = 0;

  double net() const { return positive + negative; }
  bool both_signs() const { return positive > 0 && negative < 0; }
};

void check(const StackedBarChart& content) {
  if (content.categories.empty())
    throw std::invalid_argument("a bar chart needs a category");
  if (content.layers.empty() || content.layers.size() > house::palette.size()) {
    throw std::invalid_argument("a stacked bar chart has one to eight layers");
  }
  for (const BarLayer& layer : content.layers) {
    if (layer.values.size() != content.categories.size()) {
      throw std::invalid_argument("a layer needs one value for each category");
    }
    if (!layer.ranges.empty() && layer.ranges.size() != content.categories.size()) {
      throw std::invalid_argument("a layer needs one range for each category, or none");
    }
    if (!std::all_of(layer.values.begin(), layer.values.end(), [](double v) { return std::isfinite(v); })) {
      throw std::invalid_argument("a bar cannot have a missing value: " + layer.name);
    }
  }
  if (!content.total_ranges.empty() && content.total_ranges.size() != content.categories.size()) {
    throw std::invalid_argument("a bar chart needs one range for each total, or none");
  }
}

std::vector<BarSums> sums_of(const StackedBarChart& content) {
  std::vector<BarSums> sums(content.categories.size());
  for (const BarLayer& layer : content.layers) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      (layer.values[i] < 0 ? sums[i].negative : sums[i].positive) += layer.values[i];
    }
  }
  return sums;
}

/// A whisker of one bar: where it reaches, in the unit of the chart.
struct BarWhisker {
  std::size_t category;
  std::size_t row; ///< how many whiskers of this bar stand between it and the bar
  Range reach;
  std::string colour;
};

std::vector<BarWhisker> whiskers_of(const StackedBarChart& content) {
  std::vector<BarWhisker> whiskers;
  for (std::size_t i = 0; i < content.total_ranges.size(); ++i) {
    if (content.total_ranges[i])
      whiskers.push_back({i, 0, *content.total_ranges[i], house::text});
  }
  std::vector<BarSums> below(content.categories.size()); // what lies between the axis and the layer
  std::size_t row = content.total_ranges.empty() ? 0 : 1;
  for (std::size_t layer = 0; layer < content.layers.size(); ++layer) {
    const BarLayer& one = content.layers[layer];
    for (std::size_t i = 0; i < below.size(); ++i) {
      double& start = one.values[i] < 0 ? below[i].negative : below[i].positive;
      if (!one.ranges.empty() && one.ranges[i]) {
        whiskers.push_back(
            {i, row, {start + one.ranges[i]->low, start + one.ranges[i]->high}, house::palette.at(layer)});
      }
      start += one.values[i];
    }
    row += one.ranges.empty() ? 0 : 1;
  }
  return whiskers;
}

std::vector<double> shown_values(const StackedBarChart& content, const std::vector<BarSums>& sums) {
  std::vector<double> values;
  for (const BarSums& bar : sums)
    values.push_back(bar.net());
  for (const BarLayer& layer : content.layers)
    values.insert(values.end(), layer.values.begin(), layer.values.end());
  return values;
}

/// Where things are. "Along" runs with the bars, "across" from category to category.
struct BarPlot {
  Box plot;
  AxisScale scale;
  bool horizontal = true;
  std::size_t categories = 0;
  double label_room = 0; ///< between the axis and the category names, pixels

  double along(double value) const {
    return horizontal ? scale.pixel(value, plot.left, plot.right) : scale.pixel(value, plot.bottom, plot.top);
  }
  double category_room() const {
    return (horizontal ? plot.bottom - plot.top : plot.right - plot.left) / static_cast<double>(categories);
  }
  double bar_thickness() const { return std::min(0.62 * category_room(), 64.0); }
  double across(std::size_t category) const {
    return (horizontal ? plot.top : plot.left) + (static_cast<double>(category) + 0.5) * category_room();
  }
  Point at(double value, std::size_t category) const {
    return horizontal ? Point{along(value), across(category)} : Point{across(category), along(value)};
  }
};

/// A value is written inside its part of a bar where it fits.
bool fits_inside(const BarPlot& bars, double value, const std::string& words) {
  const double length = std::abs(bars.along(value) - bars.along(0));
  const double width = text_width(words, house::label_size);
  const double height = line_height(house::label_size);
  const double thickness = bars.bar_thickness();
  return bars.horizontal ? width + 8 <= length && height <= thickness : height <= length && width <= thickness;
}

ordered_json bar_series(const StackedBarChart& content, std::size_t layer, const BarPlot& bars, int decimals) {
  const std::string colour = house::palette.at(layer);
  ordered_json data = ordered_json::array();
  for (const double value : content.layers[layer].values) {
    const std::string words = readable_number(value, decimals);
    const bool shown = content.layers.size() > 1 && value != 0 && fits_inside(bars, value, words);
    data.push_back({{"value", value}, {"text", shown ? words : ""}});
  }
  ordered_json series = {{"type", "bar"}, {"name", content.layers[layer].name}, {"stack", "all"}, {"silent", true}};
  series["barWidth"] = bars.bar_thickness();
  series["itemStyle"] = {{"color", colour}, {"borderColor", house::white}, {"borderWidth", 1}};
  series["label"] = {{"show", true},
                     {"position", "inside"},
                     {"formatter", "@text"},
                     {"color", readable_on(colour)},
                     {"fontSize", house::label_size}};
  series["data"] = data;
  return series;
}

/// "870", or "net −23" for a bar that runs both ways.
std::string total_words(const BarSums& sums, int decimals) {
  return (sums.both_signs() ? "net " : "") + readable_number(sums.net(), decimals);
}

/// The total is written past the end of the bar: past the positive end, unless the bar is negative throughout.
void add_total(Chart& chart, const BarPlot& bars, const BarSums& sums, std::size_t category, int decimals) {
  const bool backwards = sums.positive == 0 && sums.negative < 0;
  Point at = bars.at(backwards ? sums.negative : sums.positive, category);
  TextStyle style = {house::label_size, house::text, Weight::bold, Align::centre};
  if (bars.horizontal) {
    at.x += backwards ? -bar_label_gap : bar_label_gap;
    style.align = backwards ? Align::right : Align::left;
  } else {
    at.y += (backwards ? 1 : -1) * (bar_label_gap + line_height(house::label_size) / 2 - 4);
  }
  chart.option["graphic"].push_back(text_mark(at, total_words(sums, decimals), style));
  if (sums.both_signs()) {
    // On the edge of the bar, clear of the values written inside it.
    Point net = bars.at(sums.net(), category);
    (bars.horizontal ? net.y : net.x) += bars.bar_thickness() / 2;
    chart.option["graphic"].push_back(diamond_mark(net, 6, house::text));
  }
}

void add_whisker(Chart& chart, const BarPlot& bars, const BarWhisker& whisker) {
  const auto at = [&](double value, double off) {
    Point point = bars.at(value, whisker.category);
    (bars.horizontal ? point.y : point.x) +=
        bars.bar_thickness() / 2 + static_cast<double>(whisker.row) * whisker_gap + off;
    return point;
  };
  ordered_json& graphic = chart.option["graphic"];
  graphic.push_back(path_mark({at(whisker.reach.low, 0), at(whisker.reach.high, 0)}, 1.5, whisker.colour));
  for (const double end : {whisker.reach.low, whisker.reach.high}) {
    graphic.push_back(path_mark({at(end, -whisker_end), at(end, whisker_end)}, 1.5, whisker.colour));
  }
}

std::vector<KeyEntry> key_of(const StackedBarChart& content, const std::vector<BarSums>& sums) {
  std::vector<KeyEntry> key;
  if (content.horizontal && content.layers.size() > 1) {
    for (std::size_t i = 0; i < content.layers.size(); ++i) {
      key.push_back({KeyEntry::Shape::square, house::palette.at(i), content.layers[i].name});
    }
  }
  if (content.show_totals && std::any_of(sums.begin(), sums.end(), [](const BarSums& s) { return s.both_signs(); })) {
    key.push_back({KeyEntry::Shape::diamond, house::text, "Net total"});
  }
  if (!content.total_ranges.empty()) {
    key.push_back({KeyEntry::Shape::whisker, house::text, "9 in 10 model runs of the total"});
  }
  if (std::any_of(content.layers.begin(), content.layers.end(), [](const BarLayer& l) { return !l.ranges.empty(); })) {
    key.push_back({KeyEntry::Shape::whisker, house::text, "9 in 10 model runs of each part"});
  }
  return key;
}

/// The names of the layers of vertical bars stand beside the last bar; the key names those of horizontal ones.
std::vector<EndLabel> layer_labels(const StackedBarChart& content) {
  std::vector<EndLabel> labels;
  if (content.horizontal || content.layers.size() == 1)
    return labels;
  for (std::size_t i = 0; i < content.layers.size(); ++i) {
    labels.push_back({0, content.layers[i].name, "", house::palette.at(i), true});
  }
  return labels;
}

/// The pixel height of the middle of each layer of the last bar.
void anchor(std::vector<EndLabel>& labels, const StackedBarChart& content, const BarPlot& bars) {
  BarSums so_far;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double value = content.layers[i].values.back();
    double& sum = value < 0 ? so_far.negative : so_far.positive;
    labels[i].anchor = bars.along(sum + value / 2);
    sum += value;
  }
}

std::vector<std::string> category_lines(const BarPlot& bars, const std::string& name) {
  const double width =
      bars.horizontal ? bars.plot.left - house::margin - bar_label_gap - bars.label_room : bars.category_room() - 10;
  return wrap_text(name, width, house::label_size, Weight::regular, 3);
}

BarPlot lay_out(const Page& page, const StackedBarChart& content, const std::vector<BarSums>& sums, int decimals,
                double label_width) {
  double smallest = 0;
  double largest = 0;
  double total_width = 0;
  double category_width = 0;
  for (const BarSums& bar : sums) {
    smallest = std::min(smallest, bar.negative);
    largest = std::max(largest, bar.positive);
    total_width = std::max(total_width, text_width(total_words(bar, decimals), house::label_size, Weight::bold));
  }
  for (const BarWhisker& whisker : whiskers_of(content)) {
    smallest = std::min(smallest, whisker.reach.low);
    largest = std::max(largest, whisker.reach.high);
  }
  for (const std::string& name : content.categories) {
    category_width = std::max(category_width, text_width(name, house::label_size));
  }

  BarPlot bars;
  bars.scale = readable_scale(smallest, largest);
  bars.horizontal = content.horizontal;
  bars.categories = content.categories.size();
  bars.plot = page.room;
  if (content.horizontal) {
    bars.plot.left += std::min(category_width, 0.3 * page.chart.width) + bar_label_gap + 4;
    if (smallest < 0) {
      bars.label_room = total_width; // totals of bars that are negative throughout stand between axis and names
      bars.plot.left += total_width;
    }
    bars.plot.right -= total_width + bar_label_gap;
    bars.plot.bottom -= 28;
  } else {
    double tick_width = 0;
    for (const double tick : bars.scale.ticks()) {
      tick_width = std::max(tick_width, text_width(readable_number(tick, decimals), house::label_size));
    }
    bars.plot.left += tick_width + bar_label_gap;
    bars.plot.right -= label_width;
    std::size_t lines = 1;
    for (const std::string& name : content.categories)
      lines = std::max(lines, category_lines(bars, name).size());
    bars.plot.bottom -= static_cast<double>(lines) * line_height(house::label_size) + 10;
    bars.plot.top += line_height(house::label_size);
  }
  return bars;
}

ordered_json category_axis(const StackedBarChart& content, const BarPlot& bars) {
  ordered_json axis = {{"type", "category"}, {"inverse", content.horizontal}};
  axis["data"] = ordered_json::array();
  for (const std::string& name : content.categories)
    axis["data"].push_back(join_lines(category_lines(bars, name)));
  axis["axisTick"] = {{"show", false}};
  axis["axisLine"] = {{"onZero", true}, {"lineStyle", {{"color", house::axis_line}}}};
  axis["axisLabel"] = {{"interval", 0},
                       {"color", house::text},
                       {"margin", bar_label_gap + bars.label_room},
                       {"fontSize", house::label_size},
                       {"lineHeight", line_height(house::label_size)}};
  return axis;
}

ordered_json value_axis(const BarPlot& bars) {
  ordered_json axis = {
      {"type", "value"}, {"min", bars.scale.low}, {"max", bars.scale.high}, {"interval", bars.scale.step}};
  axis["axisLabel"] = {{"color", house::quiet_text}, {"fontSize", house::label_size}, {"formatter", "@thousands"}};
  axis["axisLine"] = {{"show", false}};
  axis["axisTick"] = {{"show", false}};
  axis["splitLine"] = {{"lineStyle", {{"color", house::grid_line}}}};
  return axis;
}

Table table_of(const StackedBarChart& content, const std::vector<BarSums>& sums) {
  Table table;
  table.columns.push_back("Category");
  for (const BarLayer& layer : content.layers)
    table.columns.push_back(layer.name);
  const bool totals = content.show_totals && content.layers.size() > 1;
  if (totals)
    table.columns.push_back("Total");
  const auto add_range = [](std::vector<std::string>& row, const std::optional<Range>& range) {
    row.push_back(range ? plain_number(range->low) : "");
    row.push_back(range ? plain_number(range->high) : "");
    row.push_back(range ? std::to_string(range->draws) : "");
  };
  for (const BarLayer& layer : content.layers) {
    if (!layer.ranges.empty()) {
      table.columns.push_back(layer.name + ", p05");
      table.columns.push_back(layer.name + ", p95");
      table.columns.push_back(layer.name + ", draws");
    }
  }
  if (!content.total_ranges.empty()) {
    table.columns.push_back("Total, p05");
    table.columns.push_back("Total, p95");
    table.columns.push_back("Total, draws");
  }
  for (std::size_t i = 0; i < content.categories.size(); ++i) {
    std::vector<std::string> row = {content.categories[i]};
    for (const BarLayer& layer : content.layers)
      row.push_back(plain_number(layer.values[i]));
    if (totals)
      row.push_back(plain_number(sums[i].net()));
    for (const BarLayer& layer : content.layers) {
      if (!layer.ranges.empty())
        add_range(row, layer.ranges[i]);
    }
    if (!content.total_ranges.empty())
      add_range(row, content.total_ranges[i]);
    table.rows.push_back(row);
  }
  return table;
}

} // namespace

Chart stacked_bar_chart(const StackedBarChart& content) {
  check(content);
  const std::vector<BarSums> sums = sums_of(content);
  const int decimals = readable_decimals(shown_values(content, sums));

  Page page = open_page(content.text);
  add_key(page, key_of(content, sums));
  const double row = line_height(house::label_size);
  page.chart.option["graphic"].push_back(
      text_mark({page.room.left, page.room.top + row / 2}, content.unit, {house::label_size, house::quiet_text}));
  page.room.top += row + 8;

  std::vector<EndLabel> labels = layer_labels(content);
  const double label_width = labels.empty() ? 0 : end_label_width(labels, 0.3 * page.chart.width);
  const BarPlot bars = lay_out(page, content, sums, decimals, label_width);
  anchor(labels, content, bars);
  add_end_labels(page.chart, labels, bars.plot, label_width);

  ordered_json& option = page.chart.option;
  option["grid"] = grid_at(bars.plot, page.chart);
  option[content.horizontal ? "yAxis" : "xAxis"] = category_axis(content, bars);
  option[content.horizontal ? "xAxis" : "yAxis"] = value_axis(bars);
  option["series"] = ordered_json::array();
  for (std::size_t i = 0; i < content.layers.size(); ++i) {
    option["series"].push_back(bar_series(content, i, bars, decimals));
  }
  if (content.show_totals || content.layers.size() == 1) {
    for (std::size_t i = 0; i < sums.size(); ++i)
      add_total(page.chart, bars, sums[i], i, decimals);
  }
  for (const BarWhisker& whisker : whiskers_of(content))
    add_whisker(page.chart, bars, whisker);
  page.chart.table = table_of(content, sums);
  return page.chart;
}

} // namespace headwater::outputs
