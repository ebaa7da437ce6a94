#include "outputs/charts/axis_scale.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace headwater::outputs {
namespace {

TEST(AxisScale, HoldsTheValuesInReadableSteps) {
  const AxisScale children = readable_scale(0, 16231);
  EXPECT_DOUBLE_EQ(children.low, 0);
  EXPECT_DOUBLE_EQ(children.high, 20000);
  EXPECT_DOUBLE_EQ(children.step, 5000);

  const AxisScale money = readable_scale(-61, 38);
  EXPECT_DOUBLE_EQ(money.low, -80);
  EXPECT_DOUBLE_EQ(money.high, 40);
  EXPECT_DOUBLE_EQ(money.step, 20);
}

TEST(AxisScale, StandsOnZeroWhenAllValuesAreTheSame) {
  EXPECT_DOUBLE_EQ(readable_scale(7, 7).low, 0);
  EXPECT_DOUBLE_EQ(readable_scale(-7, -7).high, 0);
  EXPECT_LT(readable_scale(0, 0).low, readable_scale(0, 0).high);
}

TEST(AxisScale, RefusesWhatIsNotANumber) {
  EXPECT_THROW(readable_scale(std::nan(""), 1), std::invalid_argument);
  EXPECT_THROW(readable_scale(0, std::numeric_limits<double>::infinity()), std::invalid_argument);
}

TEST(AxisScale, TicksYears) {
  EXPECT_EQ(year_ticks(2011, 2046), (std::vector<double>{2011, 2016, 2021, 2026, 2031, 2036, 2041, 2046}));
  EXPECT_EQ(year_ticks(2026, 2045), (std::vector<double>{2030, 2035, 2040, 2045}));
}

} // namespace
} // namespace headwater::outputs
