#include "model/experiments/switching_value.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace headwater::experiments {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

template<class Function> DecisionQuantity each_value(Function function) {
  return [function](const std::vector<double>& values) {
    std::vector<double> quantities;
    for (const double value : values) {
      quantities.push_back(function(value));
    }
    return quantities;
  };
}

TEST(SwitchingValue, OfAStraightLineIsItsZero) {
  for (const double zero : {0.1, 0.3, 1.0 / 3.0, 0.77, 1.9, 1.0}) {
    for (const double slope : {-3.0, 1e-6, 2e9}) {
      int runs = 0;
      const SwitchingValues found = switching_values(0.0, 2.0, each_value([&](double x) {
                                                       ++runs;
                                                       return slope * (x - zero);
                                                     }));
      EXPECT_TRUE(found.flips());
      ASSERT_THAT(found.crossings, SizeIs(1)) << zero;
      EXPECT_DOUBLE_EQ(found.crossings[0].value, zero);
      EXPECT_EQ(found.crossings[0].rises, slope > 0.0);
      EXPECT_TRUE(found.crossings[0].narrowed);
      EXPECT_LE(found.crossings[0].low, zero);
      EXPECT_GE(found.crossings[0].high, zero);
      EXPECT_EQ(found.at_low, slope * (0.0 - zero));
      EXPECT_EQ(found.at_high, slope * (2.0 - zero));
      EXPECT_EQ(found.failed, 0U);
      EXPECT_LE(runs, 33 + 5); // a grid, and hardly more
    }
  }
}

TEST(SwitchingValue, DoesNotFlipWithinItsRange) {
  const SwitchingValues found = switching_values(1.0, 5.0, each_value([](double x) { return x + 2.0; }));
  EXPECT_FALSE(found.flips());
  EXPECT_EQ(found.at_low, 3.0);
  EXPECT_EQ(found.at_high, 7.0);
}

TEST(SwitchingValue, FindsEveryCrossingWithinTheTolerance) {
  // Zeros of sin at 1, 2, ... 6 times pi in (0.5, 20).
  for (const double tolerance : {1e-3, 1e-6, 1e-12}) {
    const SwitchingValues found =
        switching_values(0.5, 20.0, each_value([](double x) { return std::sin(x); }), {.tolerance = tolerance});
    ASSERT_THAT(found.crossings, SizeIs(6));
    for (std::size_t i = 0; i < 6; ++i) {
      const Crossing& crossing = found.crossings[i];
      EXPECT_NEAR(crossing.value, std::acos(-1.0) * static_cast<double>(i + 1), tolerance * 19.5);
      EXPECT_EQ(crossing.rises, i % 2 == 1);
      EXPECT_TRUE(crossing.narrowed);
      EXPECT_LE(crossing.high - crossing.low, tolerance * 19.5);
    }
  }
}

TEST(SwitchingValue, TouchingZeroIsNoFlip) {
  // At a point of the grid, between two, and at an end.
  EXPECT_THAT(switching_values(0.0, 1.0, each_value([](double x) { return (x - 0.5) * (x - 0.5); })).crossings,
              IsEmpty());
  EXPECT_THAT(switching_values(0.0, 1.0, each_value([](double x) { return -std::abs(x - 0.51); })).crossings,
              IsEmpty());
  EXPECT_THAT(switching_values(0.0, 1.0, each_value([](double x) { return x; })).crossings, IsEmpty());
  EXPECT_THAT(switching_values(0.0, 1.0, each_value([](double x) { return x - 1.0; })).crossings, IsEmpty());
  EXPECT_THAT(switching_values(0.0, 1.0, each_value([](double) { return 0.0; })).crossings, IsEmpty());
  // It stays at 0 for a while and turns back.
  EXPECT_THAT(
      switching_values(0.0, 1.0, each_value([](double x) { return std::max(0.0, std::abs(x - 0.5) - 0.2); })).crossings,
      IsEmpty());
}

TEST(SwitchingValue, CrossesZeroAtAPointOfTheGrid) {
  const SwitchingValues found = switching_values(-1.0, 1.0, each_value([](double x) { return x * x * x; }));
  ASSERT_THAT(found.crossings, SizeIs(1));
  EXPECT_EQ(found.crossings[0].value, 0.0);
  EXPECT_EQ(found.crossings[0].low, found.crossings[0].high);
  EXPECT_TRUE(found.crossings[0].narrowed);
}

TEST(SwitchingValue, AStretchAtZeroBetweenTwoSignsIsOneCrossing) {
  const auto flat = [](double x) { return x < 0.25 ? x - 0.25 : std::max(0.0, x - 0.75); };
  const SwitchingValues found = switching_values(0.0, 1.0, each_value(flat), {.grid = 17});
  ASSERT_THAT(found.crossings, SizeIs(1));
  EXPECT_EQ(found.crossings[0].low, 0.25);
  EXPECT_EQ(found.crossings[0].high, 0.75);
  EXPECT_EQ(found.crossings[0].value, 0.5);
  EXPECT_TRUE(found.crossings[0].rises);
  EXPECT_FALSE(found.crossings[0].narrowed);
}

TEST(SwitchingValue, AJumpOverZeroIsACrossing) {
  const SwitchingValues found = switching_values(0.0, 1.0, each_value([](double x) { return x < 0.37 ? 5.0 : -7.0; }));
  ASSERT_THAT(found.crossings, SizeIs(1));
  EXPECT_NEAR(found.crossings[0].value, 0.37, 1e-9);
  EXPECT_FALSE(found.crossings[0].rises);
  EXPECT_TRUE(found.crossings[0].narrowed);
}

TEST(SwitchingValue, AFailedRunIsCountedAndLeavesWhatIsKnown) {
  // It fails between 0.4 and 0.6, where the crossing is.
  const auto gap = [](double x) { return x > 0.4 && x < 0.6 ? std::nan("") : x - 0.55; };
  const SwitchingValues found = switching_values(0.0, 1.0, each_value(gap), {.grid = 11});
  EXPECT_EQ(found.failed, 1U); // 0.5
  ASSERT_THAT(found.crossings, SizeIs(1));
  EXPECT_NEAR(found.crossings[0].low, 0.4, 1e-15);
  EXPECT_NEAR(found.crossings[0].high, 0.6, 1e-15);
  EXPECT_FALSE(found.crossings[0].narrowed);
  // Fails only when it is narrowed: what was known before stands.
  const auto narrow_gap = [](double x) { return std::abs(x - 0.55) < 0.001 ? std::nan("") : x - 0.55; };
  const SwitchingValues other = switching_values(0.0, 1.0, each_value(narrow_gap), {.grid = 11});
  EXPECT_EQ(other.failed, 1U);
  ASSERT_THAT(other.crossings, SizeIs(1));
  EXPECT_LE(other.crossings[0].low, 0.55);
  EXPECT_GE(other.crossings[0].high, 0.55);
  EXPECT_FALSE(other.crossings[0].narrowed);
  // An end that failed is not a number; the rest is still found.
  const auto no_end = [](double x) { return x == 0.0 ? std::nan("") : x - 0.55; };
  const SwitchingValues third = switching_values(0.0, 1.0, each_value(no_end));
  EXPECT_TRUE(std::isnan(third.at_low));
  EXPECT_THAT(third.crossings, SizeIs(1));
}

TEST(SwitchingValue, SaysWhenTheRunsWereNotEnough) {
  const auto steep = [](double x) { return std::atan(1e6 * (x - 0.123456)); };
  const SwitchingValues found = switching_values(0.0, 1.0, each_value(steep), {.most_runs = 4});
  ASSERT_THAT(found.crossings, SizeIs(1));
  EXPECT_FALSE(found.crossings[0].narrowed);
  EXPECT_LE(found.crossings[0].low, 0.123456);
  EXPECT_GE(found.crossings[0].high, 0.123456);
}

TEST(SwitchingValue, EvaluatesTheGridInOneBatch) {
  std::vector<std::size_t> sizes;
  const auto counting = [&sizes](const std::vector<double>& values) {
    sizes.push_back(values.size());
    return std::vector<double>(values.size(), 1.0);
  };
  switching_values(0.0, 1.0, counting, {.grid = 7});
  EXPECT_THAT(sizes, testing::ElementsAre(7U));
}

TEST(SwitchingValue, RefusesWhatItCannotDo) {
  const DecisionQuantity line = each_value([](double x) { return x; });
  EXPECT_THROW(switching_values(1.0, 1.0, line), std::invalid_argument);
  EXPECT_THROW(switching_values(1.0, std::numeric_limits<double>::infinity(), line), std::invalid_argument);
  EXPECT_THROW(switching_values(0.0, 1.0, line, {.grid = 1}), std::invalid_argument);
  EXPECT_THROW(switching_values(0.0, 1.0, line, {.tolerance = 0.0}), std::invalid_argument);
  EXPECT_THROW(switching_values(0.0, 1.0, [](const std::vector<double>&) { return std::vector<double>{1.0}; }),
               std::invalid_argument);
  EXPECT_THROW(switching_values(0.0, 1.0, each_value([](double) { return std::nan(""); })), std::runtime_error);
}

} // namespace
} // namespace headwater::experiments
