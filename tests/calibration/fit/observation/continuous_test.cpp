// Log-normal for money and Student's t for rates, exact and by intervals.
#include "calibration/fit/observation/log_normal.hpp"
#include "calibration/fit/observation/student_t.hpp"

#include "tests/calibration/fit/observation/one_slope.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headwater::calibration {
namespace {

using headwater::tests::OneSlope;

// Figures by R 4.2.2; the call stands beside each.
TEST(LogNormal, IsThatOfR) {
  // dlnorm(287.692, log(300), 0.08, log=TRUE)
  EXPECT_NEAR(log_normal_log(287.692, 300.0, 0.08), -4.1922050870713914, 1e-13);
  // dlnorm(1.2, log(1.1), 0.5, log=TRUE)
  EXPECT_NEAR(log_normal_log(1.2, 1.1, 0.5), -0.42325486888994501, 1e-14);
}

TEST(LogNormal, OfAnIntervalIsThatOfR) {
  // log(plnorm(1200, log(1150), 0.08) - plnorm(1100, log(1150), 0.08))
  EXPECT_NEAR(log_normal_log_between(1100.0, 1200.0, 1150.0, 0.08), -0.88331726441953484, 1e-13);
  // log(plnorm(290, log(300), 0.01) - plnorm(280, log(300), 0.01))
  EXPECT_NEAR(log_normal_log_between(280.0, 290.0, 300.0, 0.01), -7.959678567704966, 1e-11);
  // plnorm(2000, log(1150), 0.01, lower.tail=FALSE, log.p=TRUE): all that lies above is beside 2000
  EXPECT_NEAR(log_normal_log_between(2000.0, 1e6, 1150.0, 0.01), -1536.1088433168215, 1e-8);
  // plnorm(1100, log(1150), 0.08, log.p=TRUE)
  EXPECT_NEAR(log_normal_log_between(0.0, 1100.0, 1150.0, 0.08), -1.2405465907912336, 1e-13);
}

TEST(NormalTail, IsThatOfR) {
  // pnorm(c(0, 1, 5, 10, 37, 60, -3), lower.tail=FALSE, log.p=TRUE)
  EXPECT_NEAR(normal_log_below(-0.0).value, -0.69314718055994529, 1e-15);
  EXPECT_NEAR(normal_log_below(-1.0).value, -1.8410216450092636, 1e-14);
  EXPECT_NEAR(normal_log_below(-5.0).value, -15.064998393988725, 1e-13);
  EXPECT_NEAR(normal_log_below(-10.0).value, -53.23128515051247, 1e-12);
  EXPECT_NEAR(normal_log_below(-37.0).value, -689.03058557689064, 1e-11);
  EXPECT_NEAR(normal_log_below(-60.0).value, -1805.013560680567, 1e-11);
  EXPECT_NEAR(normal_log_below(3.0).value, -0.0013508099647481938, 1e-17);
  EXPECT_NEAR(normal_log_below(-4.999999).value, normal_log_below(-5.000001).value, 2e-5); // no step between the two
}

TEST(StudentT, IsThatOfR) {
  // dt((0.37 - 0.39) / 0.02, df=4, log=TRUE) - log(0.02), and df=7
  EXPECT_NEAR(student_t_log(0.37, 0.39, 0.02, 4.0), 2.3733348741308946, 1e-14);
  EXPECT_NEAR(student_t_log(0.37, 0.39, 0.02, 7.0), 2.4233632843586785, 1e-14);
}

TEST(StudentT, OfAnIntervalIsThatOfR) {
  // log(pt((0.375 - 0.39) / 0.02, 4) - pt((0.365 - 0.39) / 0.02, 4))
  EXPECT_NEAR(student_t_log_between(0.365, 0.375, 0.39, 0.02), -2.2278497214290272, 1e-13);
  // log(pt((0.7 - 0.39) / 0.02, 4) - pt((0.2 - 0.39) / 0.02, 4))
  EXPECT_NEAR(student_t_log_between(0.2, 0.7, 0.39, 0.02), -0.00039325738139647386, 1e-15);
  // log(pt((0.9 - 0.39) / 0.02, 4, lower.tail=FALSE) - pt((0.99 - 0.39) / 0.02, 4, lower.tail=FALSE))
  EXPECT_NEAR(student_t_log_between(0.9, 0.99, 0.39, 0.02), -12.607582023963257, 1e-12);
}

/// By the trapezoidal rule.
template<class F> double integral(const F& f, double from, double to, int steps) {
  double sum = 0.5 * (f(from) + f(to));
  for (int i = 1; i < steps; ++i) {
    sum += f(from + (to - from) * i / steps);
  }
  return sum * (to - from) / steps;
}

TEST(LogNormal, IsADensity) {
  for (const double sd : {0.03, 0.4}) {
    // Over log y, where it is a normal curve.
    const auto density = [sd](double u) { return std::exp(log_normal_log(std::exp(u), 250.0, sd) + u); };
    EXPECT_NEAR(integral(density, std::log(250.0) - 10.0 * sd, std::log(250.0) + 10.0 * sd, 400), 1.0, 1e-12);
  }
}

TEST(StudentT, IsADensity) {
  for (const double freedom : {1.0, 4.0, 30.0}) {
    const auto density = [freedom](double y) { return std::exp(student_t_log(y, 0.4, 0.02, freedom)); };
    const double outside = 1.0 - std::exp(student_t_log_between(-3.6, 4.4, 0.4, 0.02, freedom));
    EXPECT_NEAR(integral(density, -3.6, 4.4, 40000) + outside, 1.0, 1e-8) << freedom;
  }
}

// Thirds of an interval add to the whole, whether they are integrated or taken as differences of tails.
TEST(Intervals, Telescope) {
  const auto check = [](auto&& between, double low, double high) {
    const double a = low + (high - low) / 3.0;
    const double b = high - (high - low) / 3.0;
    const double sum = std::exp(between(low, a)) + std::exp(between(a, b)) + std::exp(between(b, high));
    EXPECT_NEAR(sum / std::exp(between(low, high)), 1.0, 1e-11) << low << ' ' << high;
  };
  for (const double sd : {1e-3, 0.05, 0.6}) {
    const auto money = [sd](double low, double high) { return log_normal_log_between(low, high, 200.0, sd); };
    const auto rate = [sd](double low, double high) { return student_t_log_between(low, high, 200.0, 100.0 * sd); };
    for (const double width : {1e-6, 0.01, 0.3, 5.0, 80.0}) {
      for (const double middle : {200.0, 201.0, 205.0}) {
        check(money, middle - width, middle + width);
        check(rate, middle - width, middle + width);
      }
    }
  }
}

// As an interval shrinks, its probability is width times density.
TEST(Intervals, NarrowOnesAreTheDensity) {
  for (const double y : {0.35, 0.39, 0.41, 0.5}) {
    const double width = 1e-7;
    EXPECT_NEAR(student_t_log_between(y, y + width, 0.39, 0.02) - std::log(width),
                student_t_log(y + width / 2.0, 0.39, 0.02), 1e-8);
    EXPECT_NEAR(log_normal_log_between(y, y + width, 0.39, 0.02) - std::log(width),
                log_normal_log(y + width / 2.0, 0.39, 0.02), 1e-7);
  }
}

TEST(Intervals, StayNumbersFarOut) {
  EXPECT_TRUE(std::isfinite(log_normal_log_between(1100.0, 1200.0, 1e-3, 0.01)));
  EXPECT_TRUE(std::isfinite(log_normal_log_between(0.0, 1.0, 1e9, 0.01)));
  EXPECT_TRUE(std::isfinite(student_t_log_between(0.365, 0.375, 1e6, 1e-4)));
}

template<class F> void check_slopes(const F& f, double centre, double scale, double size) {
  const double by_centre =
      headwater::tests::richardson_slope([&](double c) { return f(c, scale); }, centre, 0.2 * size);
  const double by_scale =
      headwater::tests::richardson_slope([&](double s) { return f(centre, s); }, scale, 0.05 * scale);
  EXPECT_NEAR(f(OneSlope(centre, 1.0), OneSlope(scale)).slope, by_centre, 1e-8 * (1.0 + std::abs(by_centre)))
      << centre << ' ' << scale;
  EXPECT_NEAR(f(OneSlope(centre), OneSlope(scale, 1.0)).slope, by_scale, 1e-8 * (1.0 + std::abs(by_scale)))
      << centre << ' ' << scale;
}

TEST(LogNormal, DerivativesAreThoseOfDifferences) {
  for (const double sd : {0.01, 0.08, 0.5}) {
    for (const double median : {250.0, 287.0, 300.0, 320.0}) {
      const double size = sd * median;
      check_slopes([](const auto& m, const auto& s) { return log_normal_log(287.692, m, s); }, median, sd, size);
      check_slopes([](const auto& m, const auto& s) { return log_normal_log_between(287.5, 288.5, m, s); }, median, sd,
                   size);
      check_slopes([](const auto& m, const auto& s) { return log_normal_log_between(250.0, 330.0, m, s); }, median, sd,
                   size);
      check_slopes([](const auto& m, const auto& s) { return log_normal_log_between(0.0, 290.0, m, s); }, median, sd,
                   size);
    }
  }
}

TEST(StudentT, DerivativesAreThoseOfDifferences) {
  for (const double scale : {0.003, 0.02, 0.2}) {
    for (const double centre : {0.3, 0.369, 0.39, 0.5}) {
      check_slopes([](const auto& c, const auto& s) { return student_t_log(0.37, c, s); }, centre, scale, scale);
      check_slopes([](const auto& c, const auto& s) { return student_t_log_between(0.365, 0.375, c, s); }, centre,
                   scale, scale);
      check_slopes([](const auto& c, const auto& s) { return student_t_log_between(0.1, 0.6, c, s); }, centre, scale,
                   scale);
    }
  }
}

} // namespace
} // namespace headwater::calibration
