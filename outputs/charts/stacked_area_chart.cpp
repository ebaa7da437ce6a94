#include "outputs/charts/stacked_area_chart.hpp"

#include "outputs/charts/number_text.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace headwater::outputs {

using nlohmann::ordered_json;

namespace {

void check(const StackedAreaChart& content) {
  if (content.layers.empty() || content.layers.size() > house::palette.size()) {
    throw std::invalid_argument("a stacked area chart has one to eight layers");
  }
  for (const AreaLayer& layer : content.layers) {
    if (layer.values.size() != content.years.size()) {
      throw std::invalid_argument("a layer needs one value for each year");
    }
    if (!std::all_of(layer.values.begin(), layer.values.end(), [](double v) { return v >= 0; })) {
      throw std::invalid_argument("a layer of a stack cannot be negative or missing: " + layer.name);
    }
  }
}

/// The upper boundary of each layer.
std::vector<std::vector<double>> boundaries(const StackedAreaChart& content) {
  std::vector<std::vector<double>> tops;
  std::vector<double> sum(content.years.size(), 0.0);
  for (const AreaLayer& layer : content.layers) {
    for (std::size_t i = 0; i < sum.size(); ++i)
      sum[i] += layer.values[i];
    tops.push_back(sum);
  }
  return tops;
}

std::vector<YearValue> published_boundaries(const StackedAreaChart& content) {
  std::map<double, double> sums; // by year, of the layers so far
  std::vector<YearValue> dots;
  for (std::size_t layer = 0; layer < content.layers.size(); ++layer) {
    std::map<double, double> next;
    for (const YearValue& point : content.layers[layer].published) {
      const auto below = sums.find(point.year);
      if (layer > 0 && below == sums.end())
        continue;
      next[point.year] = point.value + (layer == 0 ? 0 : below->second);
    }
    for (const auto& [year, sum] : next)
      dots.push_back({year, sum});
    sums = next;
  }
  return dots;
}

/// The dots that can be told apart: the highest of each year, and each below it that is clear of the one above. All are
/// in the table.
std::vector<YearValue> apart(std::vector<YearValue> dots, const YearPlot& plot) {
  constexpr double clear = 8; // pixels
  std::stable_sort(dots.begin(), dots.end(), [](const YearValue& a, const YearValue& b) {
    return a.year != b.year ? a.year < b.year : a.value > b.value;
  });
  std::vector<YearValue> kept;
  for (const YearValue& dot : dots) {
    const bool first = kept.empty() || kept.back().year != dot.year;
    if (first || plot.pixel(dot.value) - plot.pixel(kept.back().value) >= clear)
      kept.push_back(dot);
  }
  return kept;
}

/// An area from zero up to the boundary of a layer. The layers are drawn from the top down, each covering what is below
/// it; the white edge keeps dark neighbours apart.
ordered_json area_series(const StackedAreaChart& content, std::size_t layer, const std::vector<double>& top) {
  const char* colour = house::palette.at(layer);
  return {{"type", "line"},
          {"name", content.layers[layer].name},
          {"silent", true},
          {"showSymbol", false},
          {"z", 3},
          {"lineStyle", {{"color", house::white}, {"width", 1.5}}},
          {"itemStyle", {{"color", colour}}},
          {"areaStyle", {{"color", colour}, {"opacity", 1}, {"origin", "start"}}},
          {"data", year_data(content.years, top)}};
}

Table table_of(const StackedAreaChart& content) {
  YearTable table;
  for (const AreaLayer& layer : content.layers)
    table.add(layer.name, content.years, layer.values);
  for (const AreaLayer& layer : content.layers) {
    if (!layer.published.empty())
      table.add(layer.name + ", " + content.published_words, layer.published);
  }
  return table.table();
}

} // namespace

Chart stacked_area_chart(const StackedAreaChart& content) {
  check(content);
  const std::vector<std::vector<double>> tops = boundaries(content);
  const std::vector<YearValue> dots = published_boundaries(content);
  Page page = open_page(content.text);
  std::vector<KeyEntry> key;
  if (!dots.empty())
    key.push_back({KeyEntry::Shape::dot, house::text, content.published_words});
  if (content.total_range)
    key.push_back({KeyEntry::Shape::whisker, house::text, "9 in 10 model runs, total at the end"});
  add_key(page, key);

  Extent years;
  years.include(content.years);
  Extent values;
  values.include(0);
  values.include(tops.back());
  if (content.total_range)
    values.include(content.total_range->high);
  for (const YearValue& dot : dots) {
    years.include(dot.year);
    values.include(dot.value);
  }

  std::vector<double> ends;
  for (const AreaLayer& layer : content.layers)
    ends.push_back(layer.values.back());
  const int decimals = readable_decimals(ends);
  std::vector<EndLabel> labels;
  for (std::size_t i = 0; i < content.layers.size(); ++i) {
    labels.push_back({0, content.layers[i].name, readable_number(ends[i], decimals), house::palette.at(i), true});
  }
  if (content.layers.size() > 1)
    labels.push_back({0, "Total", readable_number(tops.back().back(), decimals), "", true});
  if (content.total_range)
    labels.back().whisker.emplace(); // placed once there is a scale

  const YearPlot plot = open_year_plot(page, content.unit, years, values, content.markers, labels);
  for (std::size_t i = 0; i < ends.size(); ++i)
    labels[i].anchor = plot.pixel(tops[i].back() - ends[i] / 2);
  if (content.layers.size() > 1)
    labels.back().anchor = plot.pixel(tops.back().back());
  if (content.total_range)
    labels.back().whisker = Whisker{plot.pixel(content.total_range->high), plot.pixel(content.total_range->low)};
  add_end_labels(page.chart, labels, plot.plot, plot.label_width);

  ordered_json& series = page.chart.option["series"];
  for (std::size_t i = content.layers.size(); i-- > 0;)
    series.push_back(area_series(content, i, tops[i]));
  if (!dots.empty())
    series.push_back(observed_dots(apart(dots, plot), house::text));
  page.chart.table = table_of(content);
  return page.chart;
}

} // namespace headwater::outputs
