#include "calibration/fit/prior.hpp"

#include "model/ensemble/draws.hpp"
#include "tests/calibration/fit/observation/one_slope.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

using model::Distribution;

std::vector<Prior> some_priors() {
  return {Prior("free", Distribution::normal, 0.3, 0.2),
          Prior("above", Distribution::normal, 244.0, 120.0, 0.0),
          Prior("share", Distribution::normal, 0.93, 0.1, 0.0, 1.0),
          Prior("hazard", Distribution::lognormal, 0.02, 0.4),
          Prior("cut", Distribution::lognormal, 0.9, 0.3, 0.5, 1.3),
          Prior::triangular("range", 0.2, 0.3, 0.9),
          Prior::triangular("from its likeliest", 0.0, 0.0, 2.0),
          Prior::triangular("year", 2030.0, 2036.0, 2046.0)};
}

double below(double u) { return 0.5 * std::erfc(-u / std::sqrt(2.0)); }

TEST(Prior, IsADensityOverAllOfTheFreeScale) {
  for (const Prior& prior : some_priors()) {
    double sum = 0.0;
    const double step = prior.free_sd() / 200.0;
    const double middle = prior.scale().free(prior.centre());
    for (int i = -8000; i <= 8000; ++i) {
      sum += std::exp(prior.log_density(middle + i * step).value) * step;
    }
    EXPECT_NEAR(sum, 1.0, 3e-6) << prior.name(); // a triangular one has a kink
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

TEST(Prior, IsStandardNormalInItsOwnQuantiles) {
  for (const Prior& prior : some_priors()) {
    for (const double u : {-6.0, -2.5, -0.7, 0.1, 1.9, 6.0}) {
      const PlacedAt placed = prior.at_standard(u);
      if (std::fabs(u) < 3.0) { // further out rounding of x, next to a limit, spoils quotients of differences
        EXPECT_NEAR(placed.z, prior.quantile(below(u)), 1e-9 * (1.0 + std::fabs(placed.z))) << prior.name() << " " << u;
        const double slope =
            headwater::tests::richardson_slope([&](double there) { return prior.at_standard(there).z; }, u, 1e-3);
        EXPECT_NEAR(placed.slope / slope, 1.0, 1e-5) << prior.name() << " " << u;
      }
      EXPECT_NEAR(prior.log_density(placed.z).value + std::log(placed.slope),
                  -0.5 * u * u - 0.5 * std::log(2.0 * std::acos(-1.0)), 1e-6)
          << prior.name() << " " << u;
    }
  }
}

TEST(Prior, ThatIsTriangularHasItsStandardNormalForAResidual) {
  const Prior prior = Prior::triangular("range", 0.2, 0.3, 0.9);
  for (const double u : {-2.0, -1.0, 0.5, 2.5}) {
    const PlacedAt placed = prior.at_standard(u);
    const LogDensityAt residual = prior.residual(prior.scale().value(placed.z));
    EXPECT_NEAR(residual.value, u, 1e-9);
    EXPECT_NEAR(residual.slope * placed.slope * prior.scale().slope(placed.z), 1.0, 1e-9);
  }
}

TEST(Prior, SoFarOutThatItRoundsToALimitIsNoNumber) {
  EXPECT_TRUE(std::isnan(Prior::triangular("year", 2030.0, 2036.0, 2046.0).at_standard(-12.0).z));
  EXPECT_TRUE(std::isfinite(Prior::triangular("share", 0.0, 0.5, 1.0).at_standard(-12.0).z));
}

// The prior of a range is what an ensemble draws, over the whole table.
TEST(Prior, OfARangeIsWhatEnsemblesDraw) {
  model::UniformDraws::Point point{};
  for (const double p : {0.003, 0.2, 0.5, 0.81, 0.997}) {
    point.fill(p);
    const model::ParameterValues<double> drawn =
        model::ParameterDraws(model::UniformDraws(model::Sampling::random, 1, 1), model::default_values())
            .values_at(point);
    for (const std::size_t i : model::varying_parameters) {
      const model::Parameter& row = model::parameters()[i];
      if (row.distribution == Distribution::logistic_normal || row.value == 0.0) {
        continue; // made whole among others: joint_priors_test.cpp; what is 0 stays so
      }
      const Prior prior = Prior::of_range(row);
      EXPECT_NEAR(prior.scale().value(prior.quantile(p)), drawn[i], 1e-9 * (row.high - row.low)) << row.name;
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
  EXPECT_THROW(Prior::triangular("x", 0.3, 0.2, 0.4), std::invalid_argument);
  EXPECT_THROW(Prior::triangular("x", 0.3, 0.3, 0.3), std::invalid_argument);
  const auto fixed = std::find_if(model::parameters().begin(), model::parameters().end(),
                                  [](const auto& row) { return row.distribution == Distribution::fixed; });
  EXPECT_THROW(Prior::of_range(*fixed), std::invalid_argument);
}

} // namespace
} // namespace headwater::calibration
