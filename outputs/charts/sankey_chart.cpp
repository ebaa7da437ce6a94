#include "outputs/charts/sankey_chart.hpp"

#include "outputs/charts/marks.hpp"
#include "outputs/charts/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::outputs {

using nlohmann::ordered_json;

namespace {

constexpr double node_width = 14;
constexpr double node_label_gap = 6;

void check(const SankeyChart& content) {
  double sum = 0;
  for (const SankeyLink& link : content.links) {
    if (link.from >= content.nodes.size() || link.to >= content.nodes.size() || link.from == link.to) {
      throw std::invalid_argument("a link must join two different nodes of the chart");
    }
    if (!std::isfinite(link.value) || link.value < 0) {
      throw std::invalid_argument("a link needs a value of zero or more");
    }
    sum += link.value;
  }
  if (sum <= 0)
    throw std::invalid_argument("a chart of flows needs a value above zero");
}

/// The column of each node: its own, or one to the right of the furthest node that flows into it.
std::vector<int> depths_of(const SankeyChart& content) {
  std::vector<int> depths;
  for (const SankeyNode& node : content.nodes)
    depths.push_back(node.depth.value_or(0));
  bool moved = true;
  for (std::size_t round = 0; moved; ++round) {
    if (round > content.nodes.size())
      throw std::invalid_argument("flows run in a circle");
    moved = false;
    for (const SankeyLink& link : content.links) {
      const int beyond = depths[link.from] + 1;
      if (content.nodes[link.to].depth.has_value() || depths[link.to] >= beyond)
        continue;
      depths[link.to] = beyond;
      moved = true;
    }
  }
  for (const SankeyLink& link : content.links) {
    if (depths[link.to] <= depths[link.from])
      throw std::invalid_argument("a flow must run from left to right");
  }
  return depths;
}

/// What passes through each node: the larger of what comes in and what goes out.
std::vector<double> amounts_of(const SankeyChart& content) {
  std::vector<double> in(content.nodes.size(), 0.0);
  std::vector<double> out(content.nodes.size(), 0.0);
  for (const SankeyLink& link : content.links) {
    out[link.from] += link.value;
    in[link.to] += link.value;
  }
  for (std::size_t i = 0; i < in.size(); ++i)
    in[i] = std::max(in[i], out[i]);
  return in;
}

std::string key_of(std::size_t node) { return fmt::format("n{}", node); }

Table table_of(const SankeyChart& content) {
  Table table;
  table.columns = {"From", "To", content.unit};
  for (const SankeyLink& link : content.links) {
    table.rows.push_back({content.nodes[link.from].name, content.nodes[link.to].name, plain_number(link.value)});
  }
  return table;
}

} // namespace

Chart sankey_chart(const SankeyChart& content) {
  check(content);
  const std::vector<int> depths = depths_of(content);
  const std::vector<double> amounts = amounts_of(content);
  const int columns = *std::max_element(depths.begin(), depths.end()) + 1;
  const int decimals = readable_decimals(amounts);

  Page page = open_page(content.text);
  ordered_json& option = page.chart.option;
  const double row = line_height(house::label_size);
  option["graphic"].push_back(
      text_mark({page.room.left, page.room.top + row / 2}, content.unit, {house::label_size, house::quiet_text}));
  page.room.top += row + 16;

  // Each column has the same room: its nodes, then their labels to the right of them.
  const double column_room = (page.room.right - page.room.left) / columns;
  const double label_room = column_room - node_width - 2 * node_label_gap;

  ordered_json nodes = ordered_json::array();
  std::vector<double> label_heights(static_cast<std::size_t>(columns), 0.0);
  double tallest_label = 0;
  for (std::size_t i = 0; i < content.nodes.size(); ++i) {
    if (amounts[i] <= 0)
      continue;
    std::vector<std::string> lines =
        wrap_text(content.nodes[i].name, label_room, house::label_size, Weight::regular, 2);
    lines.push_back(readable_number(amounts[i], decimals));
    tallest_label = std::max(tallest_label, static_cast<double>(lines.size()) * row);
    nodes.push_back({{"name", key_of(i)},
                     {"value", amounts[i]},
                     {"depth", depths[i]},
                     {"text", join_lines(lines)},
                     {"itemStyle", {{"color", house::palette.at(i % house::palette.size())}, {"borderWidth", 0}}}});
  }
  ordered_json links = ordered_json::array();
  for (const SankeyLink& link : content.links) {
    if (link.value > 0) {
      links.push_back({{"source", key_of(link.from)}, {"target", key_of(link.to)}, {"value", link.value}});
    }
  }

  ordered_json series = {{"type", "sankey"}, {"silent", true}, {"draggable", false}};
  series["left"] = page.room.left;
  series["top"] = page.room.top + row / 2;
  series["right"] = page.chart.width - page.room.right + label_room + node_label_gap;
  series["bottom"] = page.chart.height - page.room.bottom + row / 2;
  series["nodeWidth"] = node_width;
  series["nodeGap"] = tallest_label;
  series["nodeAlign"] = "left";
  series["label"] = {{"position", "right"},
                     {"distance", node_label_gap},
                     {"formatter", "@text"},
                     {"color", house::text},
                     {"fontSize", house::label_size},
                     {"lineHeight", row},
                     {"textBorderColor", house::white},
                     {"textBorderWidth", 2}};
  series["lineStyle"] = {{"color", "source"}, {"opacity", 0.25}, {"curveness", 0.5}};
  series["data"] = nodes;
  series["links"] = links;
  option["series"] = ordered_json::array({series});
  page.chart.table = table_of(content);
  return page.chart;
}

} // namespace headwater::outputs
