#include "outputs/charts/waterfall_chart.hpp"

#include "outputs/charts/axis_scale.hpp"
#include "outputs/charts/marks.hpp"
#include "outputs/charts/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::outputs {

using nlohmann::ordered_json;

namespace {

constexpr double gap = 8;                 // between a bar and its words, pixels
constexpr double thickest = 26;           // bar, pixels
constexpr double thickness_share = 0.62;  // of the room of a row
constexpr double widest_name_share = 0.3; // of the chart

constexpr const char* rise_colour = house::palette[1];
constexpr const char* fall_colour = house::palette[3];
constexpr const char* total_colour = house::palette[0];

/// A step as it is drawn: from where the last one ended.
struct Bar {
  std::string name;
  double from;
  double to;
  std::string words;
  const char* colour;
};

std::string signed_words(double value, int decimals) {
  const std::string words = readable_number(value, decimals);
  return value > 0 && words != readable_number(0, decimals) ? "+" + words : words;
}

std::vector<Bar> bars_of(const WaterfallChart& content) {
  std::vector<double> values;
  double total = 0;
  for (const WaterfallStep& step : content.steps) {
    if (!std::isfinite(step.value)) {
      throw std::invalid_argument("a step of a waterfall cannot have a missing value: " + step.name);
    }
    values.push_back(step.value);
    total += step.value;
  }
  values.push_back(total);
  const int decimals = readable_decimals(values);
  std::vector<Bar> bars;
  double sum = 0;
  for (const WaterfallStep& step : content.steps) {
    std::string words = signed_words(step.value, decimals);
    if (step.error > 0 && readable_number(step.error, decimals) != readable_number(0, decimals)) {
      words += " (± " + readable_number(step.error, decimals) + ")";
    }
    bars.push_back({step.name, sum, sum + step.value, words, step.value < 0 ? fall_colour : rise_colour});
    sum += step.value;
  }
  bars.push_back({content.total_name, 0, total, signed_words(total, decimals), total_colour});
  return bars;
}

} // namespace

Chart waterfall_chart(const WaterfallChart& content) {
  if (content.steps.empty()) {
    throw std::invalid_argument("a waterfall needs a step");
  }
  const std::vector<Bar> bars = bars_of(content);
  double low = 0;
  double high = 0;
  double name_width = 0;
  double words_width = 0;
  for (const Bar& bar : bars) {
    low = std::min(low, bar.to);
    high = std::max(high, bar.to);
    name_width = std::max(name_width, text_width(bar.name, house::label_size));
    words_width = std::max(words_width, text_width(bar.words, house::label_size, Weight::bold));
  }

  Page page = open_page(content.text);
  add_key(page, {{KeyEntry::Shape::square, rise_colour, "Adds"},
                 {KeyEntry::Shape::square, fall_colour, "Takes away"},
                 {KeyEntry::Shape::square, total_colour, content.total_name}});
  const double row = line_height(house::label_size);
  ordered_json& option = page.chart.option;
  option["graphic"].push_back(
      text_mark({page.room.left, page.room.top + row / 2}, content.unit, {house::label_size, house::quiet_text}));
  Box plot = page.room;
  plot.top += row + gap;
  plot.bottom -= 28;
  plot.left += std::min(name_width, widest_name_share * page.chart.width) + gap + words_width + gap;
  plot.right -= words_width + gap;

  const AxisScale scale = readable_scale(low, high);
  option["grid"] = grid_at(plot, page.chart);
  option["xAxis"] = {{"type", "value"}, {"min", scale.low}, {"max", scale.high}, {"interval", scale.step}};
  option["xAxis"]["axisLabel"] = {
      {"color", house::quiet_text}, {"fontSize", house::label_size}, {"formatter", "@thousands"}};
  option["xAxis"]["splitLine"] = {{"lineStyle", {{"color", house::grid_line}}}};
  option["yAxis"] = {{"type", "value"}, {"show", false}, {"min", 0}, {"max", 1}};
  // An axis is drawn only where a series needs it.
  option["series"] = ordered_json::array({{{"type", "line"}, {"silent", true}, {"data", ordered_json::array()}}});

  const auto x = [&](double value) { return scale.pixel(value, plot.left, plot.right); };
  const double room = (plot.bottom - plot.top) / static_cast<double>(bars.size());
  const double thickness = std::min(thickness_share * room, thickest);
  option["graphic"].push_back(path_mark({{x(0), plot.top}, {x(0), plot.bottom}}, 1, house::axis_line));
  page.chart.table.columns = {"Step", content.unit, "Standard error"};
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const double y = plot.top + (static_cast<double>(i) + 0.5) * room;
    const bool is_total = i + 1 == bars.size();
    option["graphic"].push_back(path_mark({{x(bar.from), y}, {x(bar.to), y}}, thickness, bar.colour));
    if (!is_total) {
      option["graphic"].push_back(
          path_mark({{x(bar.to), y + thickness / 2}, {x(bar.to), y + room - thickness / 2}}, 1, house::leader_line));
    }
    const bool backwards = bar.to < bar.from;
    TextStyle style{house::label_size, house::text, is_total ? Weight::bold : Weight::regular,
                    backwards ? Align::right : Align::left};
    option["graphic"].push_back(text_mark({x(bar.to) + (backwards ? -gap : gap), y}, bar.words, style));
    const std::vector<std::string> lines = wrap_text(bar.name, widest_name_share * page.chart.width, house::label_size,
                                                     is_total ? Weight::bold : Weight::regular, 2);
    style.align = Align::left;
    option["graphic"].push_back(text_mark({page.room.left, y}, join_lines(lines), style));
    page.chart.table.rows.push_back(
        {bar.name, plain_number(bar.to - bar.from), is_total ? "" : plain_number(content.steps[i].error)});
  }
  return page.chart;
}

} // namespace headwater::outputs
