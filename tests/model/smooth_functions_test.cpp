// The few smooth functions: values, slopes, inverses, symmetries and limits, as the equations rely on them.
#include "model/scalars/smooth.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace headwater::model {
namespace {

/// Central difference, good to about 1e-9 for the functions here.
double slope(const std::function<double(double)>& f, double x) {
  constexpr double h = 1e-5;
  return (f(x + h) - f(x - h)) / (2.0 * h);
}

/// One-sided slopes, of second order.
double slope_above(const std::function<double(double)>& f, double x) {
  constexpr double h = 1e-5;
  return (-3.0 * f(x) + 4.0 * f(x + h) - f(x + 2.0 * h)) / (2.0 * h);
}
double slope_below(const std::function<double(double)>& f, double x) {
  return -slope_above([&](double y) { return f(2.0 * x - y); }, x);
}

TEST(SmoothFunctions, GrowIsPositiveWithValueAndSlopeOneAtZero) {
  const auto f = [](double x) { return grow(x); };
  EXPECT_EQ(grow(0.0), 1.0);
  EXPECT_NEAR(slope_above(f, 0.0), 1.0, 1e-8);
  EXPECT_NEAR(slope_below(f, 0.0), 1.0, 1e-8);
  EXPECT_EQ(grow(8.0), 256.0);
  EXPECT_EQ(grow(-8.0), 1.0 / 256.0);
  for (const double x : {0.1, 0.7, 3.0, 20.0}) {
    EXPECT_DOUBLE_EQ(grow(x), std::pow(1.0 + x / 8.0, 8)) << x;
    EXPECT_DOUBLE_EQ(grow(-x) * grow(x), 1.0) << x;
    EXPECT_GT(grow(-x), 0.0) << x;
    EXPECT_GT(grow(x), grow(x - 0.1)) << x;
  }
  // it stands where others write exp, near 0
  EXPECT_NEAR(grow(0.1), std::exp(0.1), 1e-3);
}

TEST(SmoothFunctions, ElasticHasItsElasticityAtOneAndTurnsOver) {
  for (const double a : {-0.7, -0.05, 0.0, 0.3, 0.5, 0.99}) {
    EXPECT_DOUBLE_EQ(elastic(1.0, a), 1.0) << a;
    EXPECT_NEAR(slope([a](double r) { return elastic(r, a); }, 1.0), a, 1e-9) << a;
    for (const double r : {0.2, 0.9, 1.7, 6.0}) {
      EXPECT_NEAR(elastic(1.0 / r, a) * elastic(r, a), 1.0, 1e-14) << "r " << r << ", a " << a;
      EXPECT_NEAR(elastic(r, -a) * elastic(r, a), 1.0, 1e-14) << "r " << r << ", a " << a;
    }
    // bounded however large or small r is
    EXPECT_NEAR(elastic(1e12, a), (1.0 + a) / (1.0 - a), 1e-7) << a;
    EXPECT_NEAR(elastic(1e-12, a), (1.0 - a) / (1.0 + a), 1e-8) << a;
  }
  EXPECT_DOUBLE_EQ(elastic(3.0, 1.0), 3.0);
  EXPECT_DOUBLE_EQ(elastic(3.0, 0.5), 5.0 / 3.0); // (1.5 * 3 + 0.5) / (0.5 * 3 + 1.5)
}

TEST(SmoothFunctions, SCurveRisesFromZeroToOneWithSlopeAQuarter) {
  const auto f = [](double x) { return s_curve(x); };
  EXPECT_EQ(s_curve(0.0), 0.5);
  EXPECT_NEAR(slope(f, 0.0), 0.25, 1e-9);
  EXPECT_NEAR(s_curve(-1e6), 0.0, 1e-11);
  EXPECT_NEAR(s_curve(1e6), 1.0, 1e-11);
  // x = 2: u = 1
  EXPECT_DOUBLE_EQ(s_curve(2.0), (1.0 + 1.0 / std::sqrt(2.0)) / 2.0);
  for (const double x : {0.3, 1.0, 5.0, 40.0}) {
    EXPECT_DOUBLE_EQ(s_curve(x) + s_curve(-x), 1.0) << x;
  }
}

TEST(SmoothFunctions, SCurveInverseUndoesTheSCurve) {
  for (const double p : {0.001, 0.2, 0.5, 0.77, 0.999}) {
    EXPECT_NEAR(s_curve(s_curve_inverse(p)), p, 1e-14) << p;
    EXPECT_NEAR(s_curve_inverse(1.0 - p), -s_curve_inverse(p), 1e-9) << p;
  }
  for (const double x : {-6.0, -0.4, 0.0, 2.0, 9.0}) {
    EXPECT_NEAR(s_curve_inverse(s_curve(x)), x, 1e-11) << x;
  }
}

TEST(SmoothFunctions, PositivePartIsSoftAtZeroAndSharpFarAway) {
  for (const double softness : {0.02, 1.0, 25.0}) {
    EXPECT_DOUBLE_EQ(positive_part(0.0, softness), softness * std::log(2.0)) << softness;
    EXPECT_NEAR(slope([&](double x) { return positive_part(x, softness); }, 0.0), 0.5, 1e-6) << softness;
    const double far = 1e4 * softness;
    EXPECT_NEAR(positive_part(far, softness), far, 1e-3 * softness);
    EXPECT_NEAR(positive_part(-far, softness), 0.0, 1e-3 * softness);
    EXPECT_GT(positive_part(-far, softness), 0.0);
    for (const double x : {0.3, 2.0, 17.0}) {
      // both halves differ by the argument itself
      EXPECT_NEAR(positive_part(x, softness) - positive_part(-x, softness), x, 1e-12 * x) << x << " " << softness;
    }
  }
}

TEST(SmoothFunctions, SoftMinIsBelowBothAndNearTheSmaller) {
  EXPECT_DOUBLE_EQ(soft_min(3.0, 3.0), 3.0 / std::pow(2.0, 0.25));
  EXPECT_NEAR(soft_min(1.0, 1e6), 1.0, 1e-12);
  EXPECT_NEAR(soft_min(1e6, 1.0), 1.0, 1e-12);
  for (const double a : {0.1, 1.0, 50.0}) {
    for (const double b : {0.2, 3.0, 1000.0}) {
      EXPECT_DOUBLE_EQ(soft_min(a, b), soft_min(b, a));
      EXPECT_LT(soft_min(a, b), std::fmin(a, b)) << a << " " << b;
      EXPECT_NEAR(soft_min(7.0 * a, 7.0 * b), 7.0 * soft_min(a, b), 1e-12 * a) << a << " " << b;
      EXPECT_NEAR(soft_min(a, b), std::pow(std::pow(a, -4) + std::pow(b, -4), -0.25), 1e-12 * a) << a << " " << b;
    }
  }
}

TEST(SmoothFunctions, RampRunsFromZeroToOneWithoutACorner) {
  EXPECT_EQ(ramp(-3.0), 0.0);
  EXPECT_EQ(ramp(0.0), 0.0);
  EXPECT_EQ(ramp(0.5), 0.5);
  EXPECT_EQ(ramp(1.0), 1.0);
  EXPECT_EQ(ramp(9.0), 1.0);
  EXPECT_DOUBLE_EQ(ramp(0.25), 3.0 / 16.0 - 2.0 / 64.0);
  const auto f = [](double x) { return ramp(x); };
  EXPECT_NEAR(slope(f, 0.0), 0.0, 1e-4);
  EXPECT_NEAR(slope(f, 1.0), 0.0, 1e-4);
  EXPECT_NEAR(slope(f, 0.5), 1.5, 1e-8);
  EXPECT_DOUBLE_EQ(ramp(0.3) + ramp(0.7), 1.0);
  // a date that never comes
  EXPECT_EQ(ramp(-std::numeric_limits<double>::infinity()), 0.0);
}

TEST(SmoothFunctions, BellHasHeightOneAndItsArea) {
  EXPECT_EQ(bell(0.0), 1.0);
  EXPECT_EQ(bell(2.5), bell(-2.5));
  EXPECT_DOUBLE_EQ(bell(std::sqrt(8.0)), 1.0 / 16.0);
  // Simpson's rule over -400 to 400; beyond, less than 2 * 8^4 / (7 * 400^7), which is 1e-15
  constexpr int panels = 400000;
  constexpr double reach = 400.0;
  constexpr double h = 2.0 * reach / panels;
  double area = bell(-reach) + bell(reach);
  for (int i = 1; i < panels; ++i) {
    area += (i % 2 == 1 ? 4.0 : 2.0) * bell(-reach + i * h);
  }
  EXPECT_NEAR(area * h / 3.0, bell_area, 1e-11);
  // in closed form, 5 pi sqrt(8) / 16
  EXPECT_NEAR(bell_area, 5.0 * std::acos(-1.0) * std::sqrt(8.0) / 16.0, 1e-15);
}

TEST(SmoothFunctions, CoverageJoinsWithEqualValueAndSlope) {
  for (const double base : {0.0, 0.2, 0.5}) {
    for (const double scale : {40.0, 200.0}) {
      const auto f = [&](double m) { return coverage(base, m, scale); };
      EXPECT_DOUBLE_EQ(f(0.0), base);
      EXPECT_NEAR(f(-1e-12), base, 1e-13);
      EXPECT_NEAR(slope_above(f, 0.0), 1.0 / scale, 1e-8) << base << " " << scale;
      EXPECT_NEAR(slope_below(f, 0.0), 1.0 / scale, 1e-8) << base << " " << scale;
      // the first scale * (1 - base) of money halves what is left; cover never passes 1
      EXPECT_DOUBLE_EQ(f(scale * (1.0 - base)), base + (1.0 - base) / 2.0);
      EXPECT_NEAR(f(1e12), 1.0, 1e-8);
      EXPECT_LT(f(1e6), 1.0);
      EXPECT_DOUBLE_EQ(f(-10.0), base - 10.0 / scale);
    }
  }
}

TEST(SmoothFunctions, TwoSpeedRisesAtOneSpeedAndFallsAtAnother) {
  constexpr double width = 3.0;
  constexpr double up = 1.5;
  constexpr double down = 0.3;
  EXPECT_EQ(two_speed(0.0, width, up, down), 0.0);
  EXPECT_NEAR(slope([&](double g) { return two_speed(g, width, up, down); }, 0.0), (up + down) / 2.0, 1e-8);
  EXPECT_NEAR(two_speed(1e6, width, up, down), up * 1e6, 1e-5);
  EXPECT_NEAR(two_speed(-1e6, width, up, down), -down * 1e6, 1e-5);
  for (const double gap : {0.5, 4.0, 100.0}) {
    // one speed both ways is a straight line; swapping the speeds turns the response over
    EXPECT_DOUBLE_EQ(two_speed(gap, width, up, up), up * gap);
    EXPECT_NEAR(two_speed(gap, width, up, down), -two_speed(-gap, width, down, up), 1e-12 * gap);
    EXPECT_GT(two_speed(gap, width, up, down), 0.0);
    EXPECT_LT(two_speed(-gap, width, up, down), 0.0);
  }
}

TEST(SmoothFunctions, WhereTakesOneSideAndEvaluatesBoth) {
  EXPECT_EQ(where(true, 1.0, std::numeric_limits<double>::quiet_NaN()), 1.0);
  EXPECT_EQ(where(false, std::numeric_limits<double>::infinity(), 2.0), 2.0);
  EXPECT_EQ(named("anything", "x", 3.25), 3.25);
}

TEST(SmoothFunctions, LevellingOffAndStayingPositiveJoinWithEqualValueAndSlope) {
  for (const double knee : {0.1, 1.0, 40.0}) {
    constexpr double h = 1e-6;
    EXPECT_EQ(levelling_off(0.7 * knee, knee), 0.7 * knee);
    EXPECT_NEAR(levelling_off(knee * (1.0 + h), knee), knee * (1.0 + h), 2.0 * h * h * knee);
    EXPECT_LT(levelling_off(1e9 * knee, knee), 2.0 * knee);
    EXPECT_EQ(staying_positive(1.3 * knee, knee), 1.3 * knee);
    EXPECT_NEAR(staying_positive(knee * (1.0 - h), knee), knee * (1.0 - h), 2.0 * h * h * knee);
    EXPECT_GT(staying_positive(-1e6 * knee, knee), 0.0);
  }
}

} // namespace
} // namespace headwater::model
