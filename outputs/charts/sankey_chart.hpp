#pragma once
// What flows where, and how much: bands from left to right whose widths are amounts.

#include "outputs/charts/house_style.hpp"

#include <optional>

namespace headwater::outputs {

struct SankeyNode {
  std::string name;
  std::optional<int> depth = std::nullopt; ///< column from the left, from 0; by default as far left as its links allow
};

struct SankeyLink {
  std::size_t from = 0; ///< index into nodes
  std::size_t to = 0;
  double value = 0; ///< zero or more, in the unit of the chart
};

struct SankeyChart {
  ChartText text;
  std::string unit;
  std::vector<SankeyNode> nodes;
  std::vector<SankeyLink> links;
};

/// Throws std::invalid_argument for a link to a node that is not there or to itself, a negative or missing value, no
/// value above zero, or links that run in a circle.
Chart sankey_chart(const SankeyChart& content);

} // namespace headwater::outputs
