#include "calibration/fit/prior.hpp"

#include "tests/calibration/fit/observation/one_slope.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

using model::Distribution;

std::vector<Prior> some_priors() {
  return {Prior("free", Distribution::normal, 0.3, 0.2), Prior("above", Distribution::normal, 244.0, 120.0, 0.0),
          Prior("share", Distribution::normal, 0.93, 0.1, 0.0, 1.0),
          Prior("hazard", Distribution::lognormal, 0.02, 0.4),
          Prior("cut", Distribution::lognormal, 0.9, 0.3, 0.5, 1.3)};
}

TEST(Prior, IsADensityOverAllOfTheFreeScale) {
  for (const Prior& prior : some_priors()) {
    double sum = 0.0;
    const double step = prior.free_sd() / 200.0;
    const double middle = prior.scale().free(prior.centre());
    for (int i = -8000; i <= 8000; ++i) {
      sum += std::exp(prior.log_density(middle + i * step).value) * step;
    }
    EXPECT_NEAR(sum, 1.0, 1e-6) << prior.name();
  }
}

TEST(Prior, HasTheSlopeOfDifferences) {
  for (const Prior& prior : some_priors()) {
    for (const double p : {0.02, 0.3, 0.5, 0.9}) {
      const double z = prior.quantile(p);
      const double slope = headwater::tests::richardson_slope(
          [&](double there) { return prior.log_density(there).value; }, z, 0.1 * prior.free_sd());
      EXPECT_NEAR(prior.log_density(z).slope, slope, 1e-7 * (1.0 + std::fabs(slope))) << prior.name() << " " << p;
    }
  }
}

TEST(Prior, QuantilesHoldTheirShareOfTheDensity) {
  for (const Prior& prior : some_priors()) {
    for (const double p : {0.05, 0.5, 0.95}) {
      const double end = prior.quantile(p);
      const double step = prior.free_sd() / 400.0;
      double sum = 0.0;
      for (int i = 0; i < 16000; ++i) {
        sum += std::exp(prior.log_density(end - (i + 0.5) * step).value) * step;
      }
      EXPECT_NEAR(sum, p, 1e-5) << prior.name() << " " << p;
    }
  }
}

TEST(Prior, ResidualIsOneAStandardDeviationOff) {
  EXPECT_NEAR(Prior("x", Distribution::normal, 0.3, 0.2).residual(0.5).value, 1.0, 1e-12);
  EXPECT_NEAR(Prior("x", Distribution::lognormal, 0.3, 0.2).residual(0.3 * std::exp(0.2)).value, 1.0, 1e-12);
  EXPECT_NEAR(Prior("x", Distribution::lognormal, 0.3, 0.2).residual(0.3).slope, 1.0 / (0.2 * 0.3), 1e-12);
}

TEST(Prior, RefusesWhatIsNone) {
  EXPECT_THROW(Prior("x", Distribution::normal, 0.3, 0.0), std::invalid_argument);
  EXPECT_THROW(Prior("x", Distribution::normal, 0.3, 0.1, 0.3, 1.0), std::invalid_argument);
  EXPECT_THROW(Prior("x", Distribution::lognormal, -0.3, 0.1), std::invalid_argument);
  EXPECT_THROW(Prior("x", Distribution::triangular, 0.3, 0.1), std::invalid_argument);
}

} // namespace
} // namespace headwater::calibration
