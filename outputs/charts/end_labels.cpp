#include "outputs/charts/end_labels.hpp"

#include "outputs/charts/marks.hpp"

#include <algorithm>
#include <numeric>

namespace headwater::outputs {

namespace {

constexpr double leader_width = 20;
constexpr double swatch_width = 18;
constexpr double value_gap = 8;
constexpr double end_label_gap = 4;

constexpr double whisker_column = 8;
constexpr double whisker_gap = 4; // between the plot and the first

double whisker_room(const std::vector<EndLabel>& labels) {
  const auto count =
      std::count_if(labels.begin(), labels.end(), [](const EndLabel& l) { return l.whisker.has_value(); });
  return count == 0 ? 0 : whisker_gap + whisker_column * static_cast<double>(count);
}

void add_whisker(nlohmann::ordered_json& graphic, const EndLabel& label, double x) {
  constexpr double cap = 2.5;
  const std::string colour = label.colour.empty() ? house::text : label.colour;
  const Whisker& whisker = *label.whisker;
  graphic.push_back(path_mark({{x, whisker.top}, {x, whisker.bottom}}, 1.5, colour));
  for (const double end : {whisker.top, whisker.bottom})
    graphic.push_back(path_mark({{x - cap, end}, {x + cap, end}}, 1.5, colour));
  graphic.push_back(square_mark({x, label.anchor}, 5, colour));
}

double value_column(const std::vector<EndLabel>& labels) {
  double widest = 0;
  for (const EndLabel& label : labels) {
    if (!label.value.empty()) {
      widest = std::max(widest, text_width(label.value, house::label_size, Weight::bold) + value_gap);
    }
  }
  return widest;
}

double total_height(const std::vector<PlacedLabel>& labels) {
  double sum = 0;
  for (const PlacedLabel& label : labels)
    sum += label.height + end_label_gap;
  return sum - end_label_gap;
}

/// A run of labels that touch; `start` is where its first one begins.
struct Run {
  double wanted_sum = 0; ///< of the starts its labels would choose for the whole run
  double count = 0;
  double height = 0;
  double start = 0;
};

/// Where each of these heights begins, given where each would like to begin: the least squares answer, found by merging
/// neighbours that touch (pool adjacent violators). `wanted` ascends with the order.
std::vector<double> spread(const std::vector<double>& wanted, const std::vector<double>& heights, double top,
                           double bottom) {
  std::vector<Run> runs;
  const auto settle = [&](Run& run) {
    run.start = std::max(top, std::min(run.wanted_sum / run.count, bottom - run.height));
  };
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    runs.push_back({wanted[i], 1, heights[i], 0});
    settle(runs.back());
    while (runs.size() > 1 &&
           runs[runs.size() - 2].start + runs[runs.size() - 2].height + end_label_gap > runs.back().start) {
      const Run below = runs.back();
      runs.pop_back();
      Run& run = runs.back();
      run.wanted_sum += below.wanted_sum - below.count * (run.height + end_label_gap);
      run.count += below.count;
      run.height += end_label_gap + below.height;
      settle(run);
    }
  }
  std::vector<double> starts;
  for (const Run& run : runs) {
    double y = run.start;
    for (double left = run.count; left > 0; --left) {
      starts.push_back(y);
      y += heights[starts.size() - 1] + end_label_gap;
    }
  }
  return starts;
}

} // namespace

double end_label_width(const std::vector<EndLabel>& labels, double most) {
  double widest = 0;
  for (const EndLabel& label : labels)
    widest = std::max(widest, text_width(label.name, house::label_size));
  return std::min(most, whisker_room(labels) + leader_width + swatch_width + value_column(labels) + widest + 2);
}

std::vector<PlacedLabel> place_end_labels(const std::vector<EndLabel>& labels, double top, double bottom,
                                          double width) {
  const double name_width = width - whisker_room(labels) - leader_width - swatch_width - value_column(labels);
  std::vector<PlacedLabel> placed(labels.size());
  for (const std::size_t max_lines : {2U, 1U}) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
      placed[i].lines = wrap_text(labels[i].name, name_width, house::label_size, Weight::regular, max_lines);
      placed[i].height = static_cast<double>(placed[i].lines.size()) * line_height(house::label_size);
    }
    if (total_height(placed) <= bottom - top)
      break;
  }

  std::vector<std::size_t> order(labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return labels[a].anchor < labels[b].anchor; });
  std::vector<double> wanted;
  std::vector<double> heights;
  for (const std::size_t i : order) {
    wanted.push_back(labels[i].anchor - placed[i].height / 2);
    heights.push_back(placed[i].height);
  }
  const std::vector<double> starts = spread(wanted, heights, top, bottom);
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    placed[order[rank]].centre = starts[rank] + heights[rank] / 2;
  }
  return placed;
}

void add_end_labels(Chart& chart, const std::vector<EndLabel>& labels, const Box& plot, double width) {
  const std::vector<PlacedLabel> placed = place_end_labels(labels, plot.top - 8, plot.bottom + 8, width);
  const double values = value_column(labels);
  const double room = whisker_room(labels);
  const double leader = plot.right + room;
  const double swatch = leader + leader_width + 6;
  const double text = leader + leader_width + swatch_width;
  nlohmann::ordered_json& graphic = chart.option["graphic"];
  double whisker_x = plot.right + whisker_gap + whisker_column / 2;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const EndLabel& label = labels[i];
    const double y = placed[i].centre;
    const char* colour = label.strong ? house::text : house::quiet_text;
    std::vector<Point> path = {{plot.right + 3, label.anchor}, {leader + leader_width - 3, y}};
    if (room > 0)
      path.insert(path.begin() + 1, {leader, label.anchor});
    graphic.push_back(path_mark(path, 1, house::leader_line));
    if (!label.colour.empty())
      graphic.push_back(square_mark({swatch, y}, 10, label.colour));
    if (!label.value.empty()) {
      const Weight weight = label.strong ? Weight::bold : Weight::regular;
      graphic.push_back(
          text_mark({text + values - value_gap, y}, label.value, {house::label_size, colour, weight, Align::right}));
    }
    graphic.push_back(text_mark({text + values, y}, join_lines(placed[i].lines), {house::label_size, colour}));
  }
  for (const EndLabel& label : labels) { // above every leader
    if (label.whisker) {
      add_whisker(graphic, label, whisker_x);
      whisker_x += whisker_column;
    }
  }
}

} // namespace headwater::outputs
