#include "calibration/fit/observation/laplace_marginal.hpp"

#include "tests/calibration/fit/observation/one_slope.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headwater::calibration {
namespace {

Observation of(Family family, double low, double high, double time, bool shocked = false) {
  return {family, low, high, time, shocked};
}

/// log of the integral of exp(f(o)) over a normal o of this sd, by the rectangle rule, which is exact here to rounding.
template<class F> double log_integral(double sd, const F& f) {
  constexpr int steps = 4000;
  double sum = 0.0;
  for (int i = -steps; i <= steps; ++i) {
    const double u = 10.0 * i / steps;
    sum += std::exp(f(sd * u) - 0.5 * u * u);
  }
  return std::log(sum * 10.0 / steps) - log_root_two_pi;
}

TEST(LaplaceMarginal, IsExactForMoney) {
  const std::vector<Observation> series{of(Family::money, 250.0, 250.0, 2013.0),
                                        of(Family::money, 262.0, 262.0, 2014.0),
                                        of(Family::money, 281.0, 281.0, 2017.5, true)};
  const std::vector<double> modelled{246.0, 259.0, 290.0};
  const Scatter<double> scatter{0.01, {0.03, 0.7}, 0.05};
  EXPECT_NEAR(laplace_log_likelihood(series, modelled, scatter).value(),
              marginal_log_likelihood<double>(series, modelled, scatter), 1e-10);
}

TEST(LaplaceMarginal, IsNearTheIntegralForEachFamily) {
  const auto error = [](const Observation& figure, double modelled, const Scatter<double>& scatter) {
    const std::vector<Observation> series{figure};
    const std::vector<double> at{modelled};
    const double exact = log_integral(scatter.discrepancy.sd, [&](double o) {
      return log_likelihood(figure, figure.family == Family::rate ? modelled + o : modelled * std::exp(o),
                            scatter.spread);
    });
    return std::fabs(laplace_log_likelihood(series, at, scatter).value() - exact);
  };
  const Scatter<double> counts{1e-4, {0.05, 0.7}, 0.05};
  EXPECT_LT(error(of(Family::count, 14815, 14815, 2012), 14100.0, counts), 1e-3);
  EXPECT_LT(error(of(Family::count, 341, 341, 2016), 320.0, counts), 1e-3);
  EXPECT_LT(error(of(Family::count, 37, 37, 2023), 45.0, counts), 1e-3);
  EXPECT_LT(error(of(Family::count, 3650, 3799, 2017), 3600.0, counts), 0.02);
  EXPECT_LT(error(of(Family::count, 1, 4, 2017), 6.0, counts), 1e-3);
  // A share's tails are heavy, which a normal approximation misses by more.
  EXPECT_LT(error(of(Family::rate, 0.2136, 0.2136, 2012), 0.22, {0.005, {0.01, 0.7}, 0.02}), 0.12);
  EXPECT_LT(error(of(Family::rate, 0.405, 0.415, 2014), 0.40, {0.005, {0.01, 0.7}, 0.02}), 0.12);
}

TEST(LaplaceMarginal, ShocksWidenTheirYearAlone) {
  const Scatter<double> scatter{1e-4, {0.02, 0.7}, 0.05};
  const std::vector<double> far{1300.0};
  const std::vector<Observation> plain{of(Family::count, 1100, 1100, 2019)};
  const std::vector<Observation> shocked{of(Family::count, 1100, 1100, 2019, true)};
  EXPECT_GT(laplace_log_likelihood(shocked, far, scatter).value(),
            laplace_log_likelihood(plain, far, scatter).value() + 5.0);
  // Without discrepancy nothing is left but the figures' own scatter.
  const Scatter<double> none{1e-4, {0.0, 0.5}, 0.05};
  EXPECT_NEAR(laplace_log_likelihood(plain, far, none).value(), negative_binomial_log(1100.0, 1300.0, 1e-4), 1e-12);
}

TEST(LaplaceMarginal, HasTheDerivativesOfDifferences) {
  const std::vector<std::vector<Observation>> all{
      {of(Family::count, 14815, 14815, 2012), of(Family::count, 14566, 14566, 2013),
       of(Family::count, 14000, 14300, 2014), of(Family::count, 12800, 12800, 2019, true)},
      {of(Family::count, 1, 4, 2017), of(Family::count, 7, 7, 2018)},
      {of(Family::money, 250, 250, 2013), of(Family::money, 255, 265, 2014), of(Family::money, 0, 300, 2015)},
      {of(Family::rate, 0.214, 0.214, 2012), of(Family::rate, 0.205, 0.215, 2013), of(Family::rate, 0.25, 0.25, 2016)}};
  const std::vector<std::vector<double>> modelled{
      {14500.0, 14500.0, 14250.0, 13500.0}, {5.0, 6.0}, {247.0, 262.0, 270.0}, {0.21, 0.212, 0.208}};
  for (std::size_t s = 0; s < all.size(); ++s) {
    const bool rate = all[s].front().family == Family::rate;
    const Scatter<double> scatter{
        all[s].front().family == Family::count ? 3e-4 : 0.01, {rate ? 0.01 : 0.04, 0.6}, 0.05};
    const SeriesMarginal found = laplace_marginal(all[s], modelled[s], scatter).value();
    EXPECT_EQ(found.log_likelihood, laplace_log_likelihood(all[s], modelled[s], scatter).value());
    const auto by = [&](double at, const auto& change) {
      return headwater::tests::richardson_slope(
          [&](double x) {
            std::vector<double> there = modelled[s];
            Scatter<double> moved = scatter;
            change(there, moved, x);
            return laplace_log_likelihood(all[s], there, moved).value();
          },
          at, 0.05 * at);
    };
    const auto near = [](double slope) { return 1e-6 * (1.0 + std::fabs(slope)); };
    for (std::size_t i = 0; i < modelled[s].size(); ++i) {
      const double slope = by(modelled[s][i], [i](auto& there, auto& /*moved*/, double x) { there[i] = x; });
      EXPECT_NEAR(found.by_modelled[i], slope, near(slope)) << s << " " << i;
    }
    const double by_spread = by(scatter.spread, [](auto& /*there*/, auto& moved, double x) { moved.spread = x; });
    EXPECT_NEAR(found.by_spread, by_spread, near(by_spread)) << s;
    const double by_sd = by(scatter.discrepancy.sd, [](auto&, auto& moved, double x) { moved.discrepancy.sd = x; });
    EXPECT_NEAR(found.by_discrepancy_sd, by_sd, near(by_sd)) << s;
    const double by_kept =
        by(scatter.discrepancy.correlation, [](auto&, auto& moved, double x) { moved.discrepancy.correlation = x; });
    EXPECT_NEAR(found.by_correlation, by_kept, near(by_kept)) << s;
  }
}

// What a count near 300 did: the last steps no longer raise the log by more than rounding.
TEST(LaplaceMarginal, SettlesWhereRoundingEndsTheSearch) {
  const std::vector<Observation> adoptions{of(Family::count, 341, 341, 2016.0 + 1.0 / 12.0),
                                           of(Family::count, 367, 367, 2017.0 + 1.0 / 12.0),
                                           of(Family::count, 214, 214, 2023.0 + 1.0 / 12.0)};
  const Scatter<double> scatter{1e-4, {0.03, 0.7}, 0.05};
  for (double off = -0.2; off < 0.2; off += 0.001) {
    const std::vector<double> modelled{337.607 * (1.0 + off), 324.678, 246.448};
    EXPECT_TRUE(laplace_log_likelihood(adoptions, modelled, scatter)) << off;
  }
}

TEST(LaplaceMarginal, NothingWhereTheModelHasNone) {
  const std::vector<Observation> series{of(Family::count, 10, 10, 2012)};
  for (const double modelled : {0.0, -1.0, std::nan("")}) {
    const std::vector<double> at{modelled};
    EXPECT_FALSE(laplace_log_likelihood(series, at, {1e-4, {0.03, 0.7}, 0.05}));
  }
  const std::vector<double> two{10.0, 11.0};
  EXPECT_THROW(laplace_log_likelihood(series, two, {1e-4, {0.03, 0.7}, 0.05}), std::invalid_argument);
  const std::vector<Observation> same_day{series[0], series[0]};
  EXPECT_THROW(laplace_log_likelihood(same_day, two, {1e-4, {0.03, 0.7}, 0.05}), std::invalid_argument);
}

TEST(OffsetsGiven, AreThoseOfARegressionForMoney) {
  const std::vector<Observation> series{of(Family::money, 110, 110, 2013)};
  const std::vector<double> modelled{100.0};
  const Scatter<double> scatter{0.02, {0.03, 0.7}, 0.05};
  const std::vector<Unseen> unseen{{2015.0, false}, {2016.0, true}};
  const OffsetsGivenFigures found = offsets_given(series, modelled, scatter, unseen).value();
  ASSERT_EQ(found.size(), 3U);
  const double variance = 0.03 * 0.03;
  const double share = variance / (variance + 0.02 * 0.02);
  const double mean = share * std::log(1.1);
  const double left = variance * (1.0 - share);
  EXPECT_NEAR(found.mean[0], mean, 1e-12);
  EXPECT_NEAR(found.mean[1], 0.49 * mean, 1e-12);
  EXPECT_NEAR(found.mean[2], 0.343 * mean, 1e-12);
  const auto covariance = [&](std::size_t i, std::size_t j) {
    double sum = 0.0;
    for (std::size_t k = 0; k < 3; ++k) {
      sum += found.factor[i * 3 + k] * found.factor[j * 3 + k];
    }
    return sum;
  };
  EXPECT_NEAR(covariance(0, 0), left, 1e-15);
  EXPECT_NEAR(covariance(0, 1), 0.49 * left, 1e-15);
  EXPECT_NEAR(covariance(1, 1), 0.49 * 0.49 * left + variance * (1.0 - 0.49 * 0.49), 1e-15);
  EXPECT_NEAR(covariance(2, 2), 0.343 * 0.343 * left + variance * (1.0 - 0.343 * 0.343) + 0.05 * 0.05, 1e-15);
}

TEST(OffsetsGiven, OfNoFiguresAreThePrior) {
  const std::vector<Unseen> unseen{{2015.0, false}};
  const OffsetsGivenFigures found = offsets_given({}, {}, {0.02, {0.03, 0.7}, 0.05}, unseen).value();
  EXPECT_EQ(found.mean, std::vector<double>{0.0});
  EXPECT_NEAR(found.factor[0], 0.03, 1e-15);
}

} // namespace
} // namespace headwater::calibration
