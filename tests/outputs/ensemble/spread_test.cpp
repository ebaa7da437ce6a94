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

// Type 7 of Hyndman and Fan: of 1, 2, ..., 20 the 5th percentile lies at position 0.95, so 1.95, and so on.
TEST(Spread, IsLinearBetweenOrderStatistics) {
  std::vector<double> values;
  for (int i = 0; i < 20; ++i) {
    values.push_back((7 * i) % 20 + 1);
  }
  const Spread s = spread(values);
  EXPECT_DOUBLE_EQ(s.p05, 1.95);
  EXPECT_DOUBLE_EQ(s.p25, 5.75);
  EXPECT_DOUBLE_EQ(s.p50, 10.5);
  EXPECT_DOUBLE_EQ(s.p95, 19.05);
}

TEST(Spread, DrawsWithoutAPlaceAreLeftOutAndInfinitiesCount) {
  const Spread s = spread({inf, std::nan(""), 1.0, -2.0, inf, std::nan(""), -3.0});
  EXPECT_EQ(s.counted, 5U);
  EXPECT_EQ(s.above, 2U);
  EXPECT_EQ(s.below, 0U);
  EXPECT_DOUBLE_EQ(s.p50, 1.0);
  EXPECT_EQ(s.p75, inf);
  EXPECT_DOUBLE_EQ(s.share_above_0, 0.6);
  EXPECT_DOUBLE_EQ(s.share_below_0, 0.4);
}

// Beside draws below any value a percentile is below any value too, never a number made of one of them.
TEST(Spread, APercentileAmongDrawsWithoutAValueIsNoNumber) {
  const Spread s = spread({-inf, -inf, 4.0, 2.0, inf});
  EXPECT_EQ(s.below, 2U);
  EXPECT_EQ(s.p25, -inf);
  EXPECT_EQ(s.p50, 2.0);
  EXPECT_EQ(spread({-inf, 1.0, 2.0, 3.0}).p25, -inf) << "three quarters of the way from no value to 1";
  EXPECT_EQ(spread({-inf, inf}).p50, inf);
}

TEST(Spread, APercentileNeedsADrawInItsTail) {
  for (const std::size_t draws : {1U, 2U, 3U, 4U, 19U, 20U}) {
    const Spread s = spread(std::vector<double>(draws, 7.0));
    EXPECT_EQ(std::isnan(s.p05), draws < 20) << draws;
    EXPECT_EQ(std::isnan(s.p95), draws < 20) << draws;
    EXPECT_EQ(std::isnan(s.p25), draws < 4) << draws;
    EXPECT_EQ(std::isnan(s.p75), draws < 4) << draws;
    EXPECT_EQ(std::isnan(s.p50), draws < 2) << draws;
  }
}

TEST(Spread, OfNothingHasNoValue) {
  EXPECT_EQ(spread({}).counted, 0U);
  EXPECT_TRUE(std::isnan(spread({std::nan("")}).p50));
  EXPECT_TRUE(std::isnan(spread({}).share_above_0));
}

TEST(Spread, StandsForAllWhereNoMoreThanOneInTwentyIsLeftOut) {
  EXPECT_TRUE(stand_for_all(95, 100));
  EXPECT_FALSE(stand_for_all(94, 100));
  EXPECT_TRUE(std::isnan(without_percentiles(spread({1.0, 2.0})).p50));
}

TEST(Spread, NoughtIsNeitherAboveNorBelow) {
  const Spread s = spread({0.0, -0.0, 1.0, -1.0});
  EXPECT_DOUBLE_EQ(s.share_above_0, 0.25);
  EXPECT_DOUBLE_EQ(s.share_below_0, 0.25);
}

} // namespace
} // namespace headwater::outputs
