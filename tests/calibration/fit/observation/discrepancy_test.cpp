#include "calibration/fit/observation/discrepancy.hpp"

#include "tests/calibration/fit/observation/one_slope.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace headwater::calibration {
namespace {

using headwater::tests::OneSlope;

const std::vector<double> times{2012.0, 2013.0, 2015.0, 2018.0, 2019.0};
const std::vector<double> residuals{0.02, 0.035, -0.01, 0.05, 0.045};
const std::vector<double> variances{1e-4, 2e-4, 1e-4, 4e-4, 1e-4};
const Discrepancy<double> wander{0.04, 0.7};

// R 4.2.2: S <- 0.04^2 * 0.7^abs(outer(t, t, "-")) + diag(v); L <- t(chol(S)); z <- forwardsolve(L, r);
// -0.5 * sum(z^2) - sum(log(diag(L))) - 2.5 * log(2 * pi)
TEST(Discrepancy, MarginalDensityIsThatOfTheWholeCovariance) {
  EXPECT_NEAR(ar1_log_density<double>(wander, times, residuals, variances), 10.400881601402361, 1e-12);
}

// What standard normal numbers become has the covariance that was asked for: row by row of the linear map.
TEST(Discrepancy, PathHasTheCovarianceItSays) {
  std::vector<std::vector<double>> map;
  for (std::size_t k = 0; k < times.size(); ++k) {
    std::vector<double> unit(times.size(), 0.0);
    unit[k] = 1.0;
    map.push_back(discrepancy_path<double>(wander, times, unit));
  }
  for (std::size_t i = 0; i < times.size(); ++i) {
    for (std::size_t j = 0; j < times.size(); ++j) {
      double covariance = 0.0;
      for (const std::vector<double>& column : map) {
        covariance += column[i] * column[j];
      }
      EXPECT_NEAR(covariance, 0.04 * 0.04 * std::pow(0.7, std::abs(times[i] - times[j])), 1e-17) << i << ' ' << j;
    }
  }
}

TEST(Discrepancy, NoneIsNone) {
  const Discrepancy<double> none{0.0, 0.7};
  for (const double d : discrepancy_path<double>(none, times, residuals)) {
    EXPECT_EQ(d, 0.0);
  }
  double independent = 0.0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    independent -= 0.5 * (residuals[i] * residuals[i] / variances[i] + std::log(variances[i])) + log_root_two_pi;
  }
  EXPECT_NEAR(ar1_log_density<double>(none, times, residuals, variances), independent, 1e-13);
}

// Two figures of one time share their discrepancy; a year stepped over is as one whose figure says nothing.
TEST(Discrepancy, StepsOverYearsWithoutAFigure) {
  const std::vector<double> every{2012.0, 2013.0, 2014.0};
  const std::vector<double> ends{2012.0, 2014.0};
  constexpr double says_nothing = 1e12;
  const double whole = ar1_log_density<double>(wander, every, std::vector<double>{0.02, 0.3, 0.01},
                                               std::vector<double>{1e-4, says_nothing, 1e-4});
  const double skipped =
      ar1_log_density<double>(wander, ends, std::vector<double>{0.02, 0.01}, std::vector<double>{1e-4, 1e-4});
  EXPECT_NEAR(whole + 0.5 * std::log(says_nothing) + log_root_two_pi, skipped, 1e-9);
  const std::vector<double> twice =
      discrepancy_path<double>(wander, std::vector<double>{2012.0, 2012.0}, std::vector<double>{1.0, -3.0});
  EXPECT_EQ(twice[0], twice[1]);
}

TEST(Discrepancy, StandardisedErrorsAreThoseOfTheDensity) {
  const ForeseenErrors<double> foreseen = ar1_errors<double>(wander, times, residuals, variances);
  double sum = 0.0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    sum -= 0.5 * (foreseen.errors[i] * foreseen.errors[i] / foreseen.variances[i] + std::log(foreseen.variances[i])) +
           log_root_two_pi;
  }
  EXPECT_NEAR(sum, 10.400881601402361, 1e-12);
  EXPECT_NEAR(foreseen.variances[0], 0.04 * 0.04 + 1e-4, 1e-18);
}

TEST(Discrepancy, DerivativesAreThoseOfDifferences) {
  const std::vector<OneSlope> r(residuals.begin(), residuals.end());
  const std::vector<OneSlope> v(variances.begin(), variances.end());
  const auto density = [&](double sd, double correlation) {
    return ar1_log_density<double>({sd, correlation}, times, residuals, variances);
  };
  const double by_sd = headwater::tests::richardson_slope([&](double sd) { return density(sd, 0.7); }, 0.04, 0.004);
  const double by_correlation =
      headwater::tests::richardson_slope([&](double c) { return density(0.04, c); }, 0.7, 0.05);
  EXPECT_NEAR(ar1_log_density<OneSlope>({OneSlope(0.04, 1.0), OneSlope(0.7)}, times, r, v).slope, by_sd,
              1e-8 * std::abs(by_sd));
  EXPECT_NEAR(ar1_log_density<OneSlope>({OneSlope(0.04), OneSlope(0.7, 1.0)}, times, r, v).slope, by_correlation,
              1e-8 * (1.0 + std::abs(by_correlation)));
  const auto last = [&](double sd, double correlation) {
    return discrepancy_path<double>({sd, correlation}, times, residuals).back();
  };
  EXPECT_NEAR(discrepancy_path<OneSlope>({OneSlope(0.04), OneSlope(0.7, 1.0)}, times, r).back().slope,
              headwater::tests::richardson_slope([&](double c) { return last(0.04, c); }, 0.7, 0.05), 1e-10);
  EXPECT_NEAR(discrepancy_path<OneSlope>({OneSlope(0.04, 1.0), OneSlope(0.7)}, times, r).back().slope, last(1.0, 0.7),
              1e-14);
}

TEST(Discrepancy, RefusesTimesThatDescendAndListsThatDoNotMatch) {
  const std::vector<double> descending{2013.0, 2012.0};
  const std::vector<double> not_numbers{2013.0, std::numeric_limits<double>::quiet_NaN()};
  const std::vector<double> two{0.0, 0.0};
  EXPECT_THROW(discrepancy_path<double>(wander, descending, two), std::invalid_argument);
  EXPECT_THROW(discrepancy_path<double>(wander, not_numbers, two), std::invalid_argument);
  EXPECT_THROW(discrepancy_path<double>(wander, times, two), std::invalid_argument);
  EXPECT_THROW(ar1_errors<double>(wander, times, residuals, two), std::invalid_argument);
  EXPECT_THROW(ar1_errors<double>(wander, descending, two, two), std::invalid_argument);
}

} // namespace
} // namespace headwater::calibration
