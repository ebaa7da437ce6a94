#include "model/experiments/target_seeking.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace headwater::experiments {
namespace {

template<class Function> QuantityAtScale each(Function function) {
  return [function](const std::vector<double>& scales) {
    std::vector<double> values;
    std::transform(scales.begin(), scales.end(), std::back_inserter(values), function);
    return values;
  };
}

TEST(TargetSeeking, AStraightLineIsMetInOneStep) {
  const TargetFound found =
      seek_target({.target = 9200.0, .tolerance = 1.0, .most = 2.0}, each([](double s) { return 9958.0 - 750.0 * s; }));
  EXPECT_TRUE(found.reached);
  EXPECT_TRUE(found.monotone);
  EXPECT_NEAR(found.found().scale, 758.0 / 750.0, 1e-12);
  EXPECT_NEAR(found.found().value, 9200.0, 1e-9);
  EXPECT_EQ(found.searched, 3U) << "both ends and the line between them";
  EXPECT_EQ(found.tried.size(), 3U + 8U);
}

// By itself regula falsi keeps one end of a convex curve and crawls; halving does not let it.
TEST(TargetSeeking, ACurveIsMetInFewRuns) {
  for (const double power : {0.2, 0.5, 2.0, 5.0, 20.0}) {
    for (const double target : {0.001, 0.1, 0.5, 0.9, 0.999}) {
      const TargetFound found = seek_target({.target = target, .tolerance = 1e-6, .most = 1.0},
                                            each([&](double s) { return std::pow(s, power); }));
      ASSERT_TRUE(found.reached) << power << " " << target;
      EXPECT_NEAR(found.found().value, target, 1e-6);
      EXPECT_NEAR(found.found().scale, std::pow(target, 1.0 / power), 1e-3);
      EXPECT_TRUE(found.monotone);
      EXPECT_LE(found.searched, 40U) << power << " " << target;
    }
  }
}

TEST(TargetSeeking, NoRunIsMadeTwice) {
  const TargetFound found =
      seek_target({.target = 0.3, .tolerance = 1e-9, .most = 1.0}, each([](double s) { return s * s * s; }));
  std::vector<double> scales;
  std::transform(found.tried.begin(), found.tried.end(), std::back_inserter(scales),
                 [](const TriedScale& one) { return one.scale; });
  std::sort(scales.begin(), scales.end());
  EXPECT_EQ(std::adjacent_find(scales.begin(), scales.end()), scales.end());
}

TEST(TargetSeeking, WhatIsOutOfReachSaysHowNearItCame) {
  const TargetFound found =
      seek_target({.target = 9000.0, .tolerance = 1.0, .most = 2.0}, each([](double s) { return 9958.0 - 300.0 * s; }));
  EXPECT_FALSE(found.reached);
  EXPECT_FALSE(found.jumped);
  EXPECT_TRUE(found.monotone);
  EXPECT_EQ(found.found().scale, 2.0);
  EXPECT_EQ(found.found().value, 9358.0);
  EXPECT_EQ(found.searched, 2U) << "nothing to search for";
}

TEST(TargetSeeking, TheWrongWayIsOutOfReachToo) {
  const TargetFound found = seek_target({.target = 10'000.0, .tolerance = 1.0, .most = 2.0},
                                        each([](double s) { return 9958.0 - 300.0 * s; }));
  EXPECT_FALSE(found.reached);
  EXPECT_EQ(found.found().scale, 0.0);
}

// Down, and up again past the start: the ends do not say that the middle reaches it.
TEST(TargetSeeking, ATargetThatOnlyTheMiddleReachesIsFoundOnTheWayThere) {
  const auto dip = each([](double s) { return 10.0 - 8.0 * s * (2.2 - s); });
  const TargetFound found = seek_target({.target = 4.0, .tolerance = 1e-6, .most = 2.2}, dip);
  ASSERT_TRUE(found.reached);
  EXPECT_FALSE(found.monotone);
  EXPECT_NEAR(found.found().scale, 1.1 - std::sqrt(1.21 - 0.75), 1e-6) << "the smaller of the two";
  EXPECT_EQ(found.searched, 2U);
}

// The ends lie on either side, and the target is passed five times between them.
TEST(TargetSeeking, OfSeveralScalesTheSmallestIsGiven) {
  const auto waves = each([](double s) { return 0.3 * s + std::cos(3.0 * s); });
  const TargetFound found = seek_target({.target = 0.9, .tolerance = 1e-9, .most = 5.0}, waves);
  ASSERT_TRUE(found.reached);
  EXPECT_FALSE(found.monotone);
  EXPECT_LT(found.found().scale, 0.3);
  EXPECT_GT(found.tried[found.searched - 1].scale, 1.0) << "where the search alone had ended";
  EXPECT_NEAR(0.3 * found.found().scale + std::cos(3.0 * found.found().scale), 0.9, 1e-9);
}

TEST(TargetSeeking, ATurnWithinTheToleranceIsNone) {
  const auto wobble = each([](double s) { return 100.0 * s + 0.2 * std::sin(40.0 * s); });
  EXPECT_TRUE(seek_target({.target = 50.0, .tolerance = 1.0, .most = 1.0}, wobble).monotone);
  const auto turn = each([](double s) { return 100.0 * s - 90.0 * s * s * s; });
  EXPECT_FALSE(seek_target({.target = 5.0, .tolerance = 1.0, .most = 1.0}, turn).monotone);
}

TEST(TargetSeeking, AJumpOverTheTargetIsNotCalledReached) {
  const TargetFound found =
      seek_target({.target = 5.0, .tolerance = 1.0, .most = 1.0}, each([](double s) { return s < 0.37 ? 0.0 : 10.0; }));
  EXPECT_FALSE(found.reached);
  EXPECT_TRUE(found.jumped);
  EXPECT_LE(found.tried.size(), 200U);
}

TEST(TargetSeeking, AnEndThatHasReachedItIsTheAnswer) {
  const TargetFound at_most =
      seek_target({.target = 7.0, .tolerance = 0.1, .most = 2.0}, each([](double s) { return 3.0 + 2.0 * s; }));
  EXPECT_TRUE(at_most.reached);
  EXPECT_EQ(at_most.found().scale, 2.0);
  const TargetFound at_start =
      seek_target({.target = 3.0, .tolerance = 0.1, .most = 2.0}, each([](double s) { return 3.0 + 2.0 * s; }));
  EXPECT_TRUE(at_start.reached);
  EXPECT_EQ(at_start.found().scale, 0.0);
}

TEST(TargetSeeking, RefusesWhatIsNoSearch) {
  const auto line = each([](double s) { return s; });
  EXPECT_THROW(seek_target({.target = 1.0, .tolerance = 0.0, .most = 1.0}, line), std::invalid_argument);
  EXPECT_THROW(seek_target({.target = 1.0, .tolerance = 1.0, .most = 0.0}, line), std::invalid_argument);
  EXPECT_THROW(seek_target({.target = 1.0, .tolerance = 1.0, .most = std::numeric_limits<double>::infinity()}, line),
               std::invalid_argument);
  EXPECT_THROW(seek_target({.target = 1.0, .tolerance = 1.0, .most = 1.0},
                           [](const std::vector<double>&) { return std::vector<double>{1.0}; }),
               std::invalid_argument);
  EXPECT_THROW(seek_target({.target = 1.0, .tolerance = 0.1, .most = 1.0}, each([](double) { return std::nan(""); })),
               std::runtime_error);
}

} // namespace
} // namespace headwater::experiments
