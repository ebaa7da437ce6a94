// Percentiles against figures anybody can work out.
#include "outputs/ensemble/spread.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace headwater::outputs {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

Spread spread(std::vector<double> values) { return spread_of(values); }

// 0, 1, ..., 100: the p-th percentile of 101 equal steps is p itself.
TEST(Spread, PercentilesOfAHundredAndOneNumbers) {
  std::vector<double> values;
  for (int i = 0; i <= 100; ++i) {
    values.push_back((37 * i) % 101);
  }
  const Spread s = spread(values);
  EXPECT_DOUBLE_EQ(s.p05, 5.0);
  EXPECT_DOUBLE_EQ(s.p25, 25.0);
  EXPECT_DOUBLE_EQ(s.p50, 50.0);
  EXPECT_DOUBLE_EQ(s.p75, 75.0);
  EXPECT_DOUBLE_EQ(s.p95, 95.0);
  EXPECT_EQ(s.counted, 101U);
  EXPECT_DOUBLE_EQ(s.share_above_0, 100.0 / 101.0);
  EXPECT_EQ(s.share_below_0, 0.0);
}

// Type 7 of Hyndman and Fan: of 1, 2, 3, 4 the 5th percentile lies at position 0.15, so 1.15, and so on.
TEST(Spread, IsLinearBetweenOrderStatistics) {
  const Spread s = spread({4.0, 2.0, 1.0, 3.0});
  EXPECT_DOUBLE_EQ(s.p05, 1.15);
  EXPECT_DOUBLE_EQ(s.p25, 1.75);
  EXPECT_DOUBLE_EQ(s.p50, 2.5);
  EXPECT_DOUBLE_EQ(s.p95, 3.85);
}

TEST(Spread, DrawsWithoutAValueAreLeftOutAndInfinitiesCount) {
  const Spread s = spread({inf, std::nan(""), 1.0, -2.0, inf, std::nan(""), -3.0});
  EXPECT_EQ(s.counted, 5U);
  EXPECT_DOUBLE_EQ(s.p50, 1.0);
  EXPECT_EQ(s.p95, inf);
  EXPECT_DOUBLE_EQ(s.share_above_0, 0.6);
  EXPECT_DOUBLE_EQ(s.share_below_0, 0.4);
}

TEST(Spread, OfNothingHasNoValue) {
  EXPECT_EQ(spread({}).counted, 0U);
  EXPECT_TRUE(std::isnan(spread({std::nan("")}).p50));
  EXPECT_EQ(spread({7.0}).p05, 7.0);
}

TEST(Spread, NoughtIsNeitherAboveNorBelow) {
  const Spread s = spread({0.0, -0.0, 1.0, -1.0});
  EXPECT_DOUBLE_EQ(s.share_above_0, 0.25);
  EXPECT_DOUBLE_EQ(s.share_below_0, 0.25);
}

} // namespace
} // namespace headwater::outputs
