#include "outputs/charts/line_chart.hpp"

#include "outputs/charts/marks.hpp"
#include "outputs/charts/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

namespace headwater::outputs {

using nlohmann::ordered_json;

namespace {

struct LineLook {
  std::string colour;
  double width = 0;
  bool dashed = false;
  bool strong = false;
  int z = 0; ///< drawn later when larger
};

std::vector<LineLook> looks_of(const LineChart& content) {
  constexpr std::size_t most_colours = 4;
  std::vector<LineLook> looks;
  std::size_t colours = content.fan_of ? 1 : 0; // the first belongs to the line that has the fan
  for (const Line& line : content.lines) {
    if (content.fan_of == looks.size()) {
      looks.push_back({house::palette.front(), 2.5, false, true, 9});
    } else if (line.role == LineRole::reference) {
      looks.push_back({house::reference_line, 2, true, true, 4});
    } else if (line.role == LineRole::highlighted && colours < most_colours) {
      looks.push_back({house::palette.at(colours), 2.5, false, true, 8 - static_cast<int>(colours)});
      ++colours;
    } else {
      looks.push_back({house::context_line, 1.2, false, false, 3});
    }
  }
  return looks;
}

void check(const LineChart& content) {
  if (content.bands.size() > 2)
    throw std::invalid_argument("a line chart has at most two bands");
  if (content.fan_of && (*content.fan_of >= content.lines.size() || content.lines[*content.fan_of].fan.empty()))
    throw std::invalid_argument("the line whose fan is drawn has none");
}

/// The bands to draw: those given, or those of the fan.
std::vector<Band> bands_of(const LineChart& content) {
  if (!content.fan_of)
    return content.bands;
  const Line& line = content.lines[*content.fan_of];
  return {{"9 in 10 model runs of “" + line.name + "”", line.fan.p05, line.fan.p95},
          {"5 in 10", line.fan.p25, line.fan.p75}};
}

double last_finite(const std::vector<double>& values) {
  const auto last = std::find_if(values.rbegin(), values.rend(), [](double v) { return std::isfinite(v); });
  return last == values.rend() ? std::nan("") : *last;
}

/// The ends of the whisker of a line at the last year, where it has one.
std::optional<std::pair<double, double>> range_at_end(const LineChart& content, std::size_t i, const LineLook& look) {
  const Fan& fan = content.lines[i].fan;
  if (!content.fan_of || content.fan_of == i || !look.strong || fan.empty() || !std::isfinite(fan.p05.back()) ||
      !std::isfinite(fan.p95.back()) || fan.p05.back() == fan.p95.back())
    return std::nullopt;
  return std::pair(fan.p05.back(), fan.p95.back());
}

Extent values_of(const LineChart& content, const std::vector<LineLook>& looks) {
  Extent values;
  for (const Line& line : content.lines) {
    values.include(line.values);
    for (const YearValue& point : line.published)
      values.include(point.value);
    for (const YearValue& point : line.set_apart)
      values.include(point.value);
    for (const YearRange& interval : line.intervals) {
      values.include(interval.low);
      values.include(interval.high);
    }
  }
  for (const Band& band : bands_of(content)) {
    values.include(band.lower);
    values.include(band.upper);
  }
  for (std::size_t i = 0; i < content.lines.size(); ++i) {
    if (const auto range = range_at_end(content, i, looks[i])) {
      values.include(range->first);
      values.include(range->second);
    }
  }
  if (content.start_at_zero)
    values.include(0);
  if (content.reach)
    values.include(*content.reach);
  return values;
}

Extent years_of(const LineChart& content) {
  Extent years;
  years.include(content.years);
  for (const Line& line : content.lines) {
    for (const YearValue& point : line.published)
      years.include(point.year);
    for (const YearValue& point : line.set_apart)
      years.include(point.year);
    for (const YearRange& interval : line.intervals)
      years.include(interval.year);
  }
  return years;
}

const char* band_colour(std::size_t index) { return index == 0 ? house::outer_band : house::inner_band; }

std::vector<KeyEntry> key_of(const LineChart& content, const std::vector<LineLook>& looks) {
  std::vector<KeyEntry> key;
  const std::vector<Band> bands = bands_of(content);
  for (std::size_t i = 0; i < bands.size(); ++i) {
    key.push_back({KeyEntry::Shape::square, band_colour(i), bands[i].words});
  }
  if (content.fan_of)
    key.push_back({KeyEntry::Shape::dashes, house::palette.front(), "Middle of the runs"});
  for (std::size_t i = 0; i < content.lines.size(); ++i) {
    if (range_at_end(content, i, looks[i])) {
      key.push_back({KeyEntry::Shape::whisker, house::text, "9 in 10 of another, at the end"});
      break;
    }
  }
  const auto some_line = [&](const auto& has) { return std::any_of(content.lines.begin(), content.lines.end(), has); };
  if (some_line([](const Line& l) { return !l.published.empty(); })) {
    key.push_back({KeyEntry::Shape::dot, house::text, content.published_words});
  }
  if (some_line([](const Line& l) { return !l.set_apart.empty(); })) {
    key.push_back({KeyEntry::Shape::diamond, house::text, content.set_apart_words});
  }
  if (some_line([](const Line& l) { return !l.intervals.empty(); })) {
    key.push_back({KeyEntry::Shape::whisker, house::text, content.interval_words});
  }
  return key;
}

ordered_json line_series(const std::vector<double>& years, const Line& line, const LineLook& look) {
  ordered_json series = {{"type", "line"}, {"name", line.name}, {"silent", true}, {"showSymbol", false}, {"z", look.z}};
  series["lineStyle"] = {{"color", look.colour}, {"width", look.width}};
  if (look.dashed)
    series["lineStyle"]["type"] = ordered_json::array({6, 4});
  series["itemStyle"] = {{"color", look.colour}};
  series["data"] = year_data(years, line.values);
  return series;
}

bool goes_lighter(const LineChart& content) {
  return content.lighter_after && *content.lighter_after < content.years.back();
}

/// A line as one series, or as two of which the second is lighter; they meet in a point of both.
void add_line(ordered_json& all, const LineChart& content, const Line& line, const ordered_json& series) {
  if (!goes_lighter(content)) {
    all.push_back(series);
    return;
  }
  std::vector<YearValue> before;
  std::vector<YearValue> after;
  for (std::size_t i = 0; i < content.years.size(); ++i) {
    const YearValue point{content.years[i], line.values[i]};
    if (point.year <= *content.lighter_after)
      before.push_back(point);
    if (point.year >= *content.lighter_after)
      after.push_back(point);
  }
  constexpr double light = 0.45;
  all.push_back(series);
  all.back()["data"] = year_data(before);
  all.push_back(series);
  all.back()["lineStyle"]["opacity"] = light;
  all.back()["data"] = year_data(after);
}

/// The middle of a fan: half of the runs are above it.
ordered_json median_series(const std::vector<double>& years, const Line& line) {
  ordered_json series = line_series(years, {.name = line.name + ", middle run", .values = line.fan.p50},
                                    {house::palette.front(), 1.5, true, true, 2});
  series["lineStyle"]["type"] = ordered_json::array({4, 3});
  return series;
}

ordered_json band_series(const std::vector<double>& years, const Band& band, std::size_t index) {
  if (band.lower.size() != years.size() || band.upper.size() != years.size()) {
    throw std::invalid_argument("a band needs a lower and an upper value for each year");
  }
  ordered_json data = ordered_json::array();
  for (std::size_t i = 0; i < years.size(); ++i) {
    if (std::isfinite(band.lower[i]) && std::isfinite(band.upper[i]))
      data.push_back({years[i], band.lower[i], band.upper[i]});
  }
  return {{"type", "custom"},
          {"silent", true},
          {"renderItem", "@band"},
          {"z", 1},
          {"itemStyle", {{"color", band_colour(index)}}},
          {"data", data}};
}

/// An upright bar with short ends.
ordered_json interval_mark(const YearPlot& plot, const YearRange& interval) {
  constexpr double half_end = 4;
  const double x = plot.x(interval.year);
  const double low = plot.pixel(interval.low);
  const double high = plot.pixel(interval.high);
  ordered_json mark = path_mark(
      {{x - half_end, high}, {x + half_end, high}, {x, high}, {x, low}, {x - half_end, low}, {x + half_end, low}}, 1.5,
      house::text);
  mark["z"] = 9; // above lines, below the dots
  return mark;
}

Table table_of(const LineChart& content) {
  YearTable table;
  for (const Line& line : content.lines) {
    table.add(line.name, content.years, line.values);
    if (line.fan.empty())
      continue;
    table.add(line.name + ", p05", content.years, line.fan.p05);
    table.add(line.name + ", p25", content.years, line.fan.p25);
    table.add(line.name + ", p50", content.years, line.fan.p50);
    table.add(line.name + ", p75", content.years, line.fan.p75);
    table.add(line.name + ", p95", content.years, line.fan.p95);
    table.add(line.name + ", draws", content.years, line.fan.draws);
  }
  for (const Band& band : content.bands) {
    table.add(band.words + ", lower", content.years, band.lower);
    table.add(band.words + ", upper", content.years, band.upper);
  }
  for (const Line& line : content.lines) {
    if (!line.published.empty())
      table.add(line.name + ", " + content.published_words, line.published);
    if (!line.set_apart.empty())
      table.add(line.name + ", " + content.set_apart_words, line.set_apart);
    if (line.intervals.empty())
      continue;
    std::vector<YearValue> lows;
    std::vector<YearValue> highs;
    for (const YearRange& interval : line.intervals) {
      lows.push_back({interval.year, interval.low});
      highs.push_back({interval.year, interval.high});
    }
    table.add(line.name + ", lowest it may be", lows);
    table.add(line.name + ", highest it may be", highs);
  }
  return table.table();
}

} // namespace

Chart line_chart(const LineChart& content) {
  check(content);
  Page page = open_page(content.text);
  const std::vector<LineLook> looks = looks_of(content);
  add_key(page, key_of(content, looks));

  const Extent values = values_of(content, looks);
  std::vector<EndLabel> labels;
  std::vector<double> ends;
  std::vector<std::optional<std::pair<double, double>>> ranges;
  for (std::size_t i = 0; i < content.lines.size(); ++i) {
    const double end = last_finite(content.lines[i].values);
    if (!std::isfinite(end))
      continue;
    labels.push_back({0, content.lines[i].name, "", looks[i].colour, looks[i].strong});
    ends.push_back(end);
    ranges.push_back(range_at_end(content, i, looks[i]));
    if (ranges.back())
      labels.back().whisker.emplace(); // placed once there is a scale
  }
  const int decimals = readable_decimals(ends);
  for (std::size_t i = 0; i < labels.size() && !goes_lighter(content); ++i)
    labels[i].value = readable_number(ends[i], decimals);

  const YearPlot plot = open_year_plot(page, content.unit, years_of(content), values, content.markers, labels);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    labels[i].anchor = plot.pixel(ends[i]);
    if (ranges[i])
      labels[i].whisker = Whisker{plot.pixel(ranges[i]->second), plot.pixel(ranges[i]->first)};
  }
  add_end_labels(page.chart, labels, plot.plot, plot.label_width);

  ordered_json& series = page.chart.option["series"];
  const std::vector<Band> bands = bands_of(content);
  for (std::size_t i = 0; i < bands.size(); ++i) {
    series.push_back(band_series(content.years, bands[i], i));
  }
  if (content.fan_of) {
    const Line& line = content.lines[*content.fan_of];
    add_line(series, content, {.name = line.name, .values = line.fan.p50}, median_series(content.years, line));
  }
  for (std::size_t i = 0; i < content.lines.size(); ++i) {
    add_line(series, content, content.lines[i], line_series(content.years, content.lines[i], looks[i]));
  }
  for (std::size_t i = 0; i < content.lines.size(); ++i) {
    const Line& line = content.lines[i];
    if (!line.published.empty())
      series.push_back(observed_dots(line.published, looks[i].colour));
    if (!line.set_apart.empty()) {
      series.push_back(observed_dots(line.set_apart, looks[i].colour));
      series.back()["symbol"] = "diamond";
      series.back()["symbolSize"] = 10;
    }
    for (const YearRange& interval : line.intervals)
      page.chart.option["graphic"].push_back(interval_mark(plot, interval));
  }
  page.chart.table = table_of(content);
  return page.chart;
}

} // namespace headwater::outputs
