#include "outputs/charts/end_labels.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace headwater::outputs {
namespace {

std::vector<EndLabel> labels_at(const std::vector<double>& anchors) {
  std::vector<EndLabel> labels;
  for (const double anchor : anchors)
    labels.push_back({anchor, "A plan with quite a long name of its own", "11,900", "#002d54"});
  return labels;
}

void expect_apart_and_in_order(const std::vector<EndLabel>& labels, double top, double bottom, double width) {
  const std::vector<PlacedLabel> placed = place_end_labels(labels, top, bottom, width);
  std::vector<std::size_t> order(labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return labels[a].anchor < labels[b].anchor; });
  double free_from = top;
  for (const std::size_t i : order) {
    EXPECT_GE(placed[i].centre - placed[i].height / 2, free_from - 1e-9);
    free_from = placed[i].centre + placed[i].height / 2;
  }
  EXPECT_LE(free_from, bottom + 1e-9);
}

TEST(EndLabels, NeverOverlapAndStayInside) {
  expect_apart_and_in_order(labels_at(std::vector<double>(12, 250.0)), 100, 500, 300);
  expect_apart_and_in_order(labels_at(std::vector<double>(12, 100.0)), 100, 500, 300);
  expect_apart_and_in_order(labels_at(std::vector<double>(12, 500.0)), 100, 500, 200);
  expect_apart_and_in_order(labels_at({480, 110, 485, 120, 300, 302, 301, 490, 130, 495}), 100, 500, 300);
}

TEST(EndLabels, StandAtTheirAnchorsWhenThereIsRoom) {
  const auto placed = place_end_labels(labels_at({200, 300, 400}), 100, 500, 600);
  EXPECT_DOUBLE_EQ(placed[0].centre, 200);
  EXPECT_DOUBLE_EQ(placed[1].centre, 300);
  EXPECT_DOUBLE_EQ(placed[2].centre, 400);
}

TEST(EndLabels, TakeOneLineEachWhenTwoWouldNotFit) {
  EXPECT_EQ(place_end_labels(labels_at({200}), 100, 500, 200)[0].lines.size(), 2U);
  EXPECT_EQ(place_end_labels(labels_at(std::vector<double>(12, 200.0)), 100, 400, 200)[0].lines.size(), 1U);
}

} // namespace
} // namespace headwater::outputs
