#include "calibration/fit/observation/series_likelihood.hpp"

#include "calibration/known/published.hpp"
#include "tests/calibration/fit/observation/one_slope.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace headwater::calibration {
namespace {

using headwater::tests::OneSlope;

PublishedFigure figure_of(const std::string& period, const std::string& unit) {
  PublishedFigure figure{};
  figure.period = parse_period(period).value();
  figure.unit = unit;
  return figure;
}

TEST(Observation, IsExactRoundedOrSuppressed) {
  PublishedFigure figure = figure_of("2019-07-31", "children");
  EXPECT_THROW(observation_of(figure), std::invalid_argument);
  figure.value = 3724.0;
  EXPECT_EQ(observation_of(figure).low, 3724.0);
  EXPECT_EQ(observation_of(figure).high, 3724.0);
  EXPECT_EQ(observation_of(figure).family, Family::count);
  EXPECT_EQ(observation_of(figure).time, 2019.0 + 7.0 / 12.0);
  figure.low = 3650.0;
  figure.high = 3799.0;
  EXPECT_EQ(observation_of(figure).low, 3650.0);
  EXPECT_EQ(observation_of(figure).high, 3799.0);
  figure.value.reset();
  EXPECT_EQ(observation_of(figure).high, 3799.0);
}

TEST(Observation, OfAnAverageIsBetweenWholeCounts) {
  PublishedFigure figure = figure_of("2018-08..2019-07", "children");
  figure.basis = Basis::average;
  figure.value = 37.4;
  EXPECT_EQ(observation_of(figure).low, 37.0);
  EXPECT_EQ(observation_of(figure).high, 38.0);
  figure.unit = "share";
  figure.value = 0.374;
  EXPECT_EQ(observation_of(figure).low, 0.374);
  EXPECT_EQ(observation_of(figure).high, 0.374);
}

TEST(Observation, KnowsTheYearsOfCovid) {
  for (const char* period : {"2020-07-31", "2019-08..2020-07", "2020-21", "2021-22", "2021-08..2022-07", "2022"}) {
    EXPECT_TRUE(in_covid_years(parse_period(period).value())) << period;
  }
  for (const char* period : {"2019-07-31", "2019-20", "2023-07-31", "2022-23", "2018-08..2019-07"}) {
    EXPECT_FALSE(in_covid_years(parse_period(period).value())) << period;
  }
}

TEST(SeriesLikelihood, EachFamilyHasItsOwnDistribution) {
  const Observation count{Family::count, 40.0, 40.0, 2019.0, false};
  const Observation rounded{Family::count, 38.0, 42.0, 2019.0, false};
  const Observation money{Family::money, 40.0, 40.0, 2019.0, false};
  const Observation about{Family::money, 38.0, 42.0, 2019.0, false};
  const Observation rate{Family::rate, 0.4, 0.4, 2019.0, false};
  const Observation per_cent{Family::rate, 0.395, 0.405, 2019.0, false};
  EXPECT_EQ(log_likelihood(count, 41.0, 0.1), negative_binomial_log(40.0, 41.0, 0.1));
  EXPECT_EQ(log_likelihood(rounded, 41.0, 0.1), negative_binomial_log_between(38.0, 42.0, 41.0, 0.1));
  EXPECT_EQ(log_likelihood(money, 41.0, 0.1), log_normal_log(40.0, 41.0, 0.1));
  EXPECT_EQ(log_likelihood(about, 41.0, 0.1), log_normal_log_between(38.0, 42.0, 41.0, 0.1));
  EXPECT_EQ(log_likelihood(rate, 0.41, 0.1), student_t_log(0.4, 0.41, 0.1));
  EXPECT_EQ(log_likelihood(per_cent, 0.41, 0.1), student_t_log_between(0.395, 0.405, 0.41, 0.1));
}

const std::vector<Observation> spending{{Family::money, 280.0, 280.0, 2018.75, false},
                                        {Family::money, 296.0, 296.0, 2020.75, true}};
const std::vector<double> modelled_spending{290.0, 305.0};
const Scatter<double> scatter{0.03, {0.05, 0.6}, 0.1};

// Integrated over its latent numbers, on a grid that is even out to 8 standard deviations, the latent form is the
// marginal one.
TEST(SeriesLikelihood, LatentFormIntegratesToTheMarginalOne) {
  ASSERT_EQ(latent_count(spending), 3U);
  constexpr double step = 0.4;
  double sum = 0.0;
  for (int i = -20; i <= 20; ++i) {
    for (int j = -20; j <= 20; ++j) {
      for (int k = -20; k <= 20; ++k) {
        const std::vector<double> latent{step * i, step * j, step * k};
        sum += std::exp(latent_log_likelihood<double>(spending, modelled_spending, scatter, latent));
      }
    }
  }
  EXPECT_NEAR(std::log(sum * step * step * step), marginal_log_likelihood<double>(spending, modelled_spending, scatter),
              1e-6);
}

TEST(SeriesLikelihood, WithoutDiscrepancyIsASumOverFigures) {
  const Scatter<double> plain{0.03, {0.0, 0.5}, 0.0};
  const std::vector<double> latent{0.7, -1.1, 2.0};
  double expected = 0.0;
  for (std::size_t i = 0; i < spending.size(); ++i) {
    expected += log_likelihood(spending[i], modelled_spending[i], 0.03);
  }
  EXPECT_NEAR(marginal_log_likelihood<double>(spending, modelled_spending, plain), expected, 1e-12);
  for (const double z : latent) {
    expected -= 0.5 * z * z + log_root_two_pi;
  }
  EXPECT_NEAR(latent_log_likelihood<double>(spending, modelled_spending, plain, latent), expected, 1e-12);
}

// A figure of the COVID years that is far off costs little and says little; the same figure in another year pulls.
TEST(SeriesLikelihood, ShocksLeaveTheModelAlone) {
  const auto pull = [](bool shocked) {
    const std::vector<Observation> one{{Family::money, 250.0, 250.0, 2021.0, shocked}};
    const Scatter<OneSlope> wide{OneSlope(0.03), {OneSlope(0.05), OneSlope(0.6)}, OneSlope(0.2)};
    return marginal_log_likelihood<OneSlope>(one, std::vector<OneSlope>{OneSlope(300.0, 1.0)}, wide).slope;
  };
  EXPECT_NEAR(pull(true) / pull(false), (0.03 * 0.03 + 0.05 * 0.05) / (0.03 * 0.03 + 0.05 * 0.05 + 0.2 * 0.2), 1e-12);
}

TEST(SeriesLikelihood, RatesMoveBySharesAndOthersByPerCent) {
  const std::vector<Observation> mixed{{Family::rate, 0.4, 0.4, 2018.0, false},
                                       {Family::count, 40.0, 40.0, 2019.0, false}};
  const std::vector<double> expected =
      moved<double>(mixed, std::vector<double>{0.4, 50.0}, {0.1, {0.02, 0.5}, 0.0}, std::vector<double>{1.0, 0.0});
  EXPECT_NEAR(expected[0], 0.42, 1e-15);
  EXPECT_NEAR(expected[1], 50.0 * std::exp(0.01), 1e-13);
}

TEST(SeriesLikelihood, DerivativesAreThoseOfDifferences) {
  const std::vector<Observation> counts{{Family::count, 3650.0, 3799.0, 2017.6, false},
                                        {Family::count, 3563.0, 3563.0, 2020.6, true},
                                        {Family::count, 2446.0, 2446.0, 2023.6, false}};
  const std::vector<double> at{3700.0, 3500.0, 2500.0, 0.002, 0.03, 0.7, 0.1, 0.3, -0.4, 0.9, 1.2};
  const auto likelihood = [&](const auto& p) {
    using T = std::decay_t<decltype(p[0])>;
    const std::vector<T> modelled(p.begin(), p.begin() + 3);
    const std::vector<T> latent(p.begin() + 7, p.end());
    return latent_log_likelihood<T>(counts, modelled, Scatter<T>{p[3], {p[4], p[5]}, p[6]}, latent);
  };
  for (std::size_t i = 0; i < at.size(); ++i) {
    std::vector<OneSlope> p(at.begin(), at.end());
    p[i].slope = 1.0;
    const double expected = headwater::tests::richardson_slope(
        [&](double x) {
          std::vector<double> q = at;
          q[i] = x;
          return likelihood(q);
        },
        at[i], i < 7 ? 0.1 * at[i] : 0.2);
    EXPECT_NEAR(likelihood(p).slope, expected, 2e-8 * (1.0 + std::abs(expected))) << i;
  }
}

TEST(SeriesLikelihood, RefusesWhatDoesNotMatch) {
  const std::vector<double> two{0.0, 0.0};
  const std::vector<double> three{0.0, 0.0, 0.0};
  EXPECT_THROW(latent_log_likelihood<double>(spending, modelled_spending, scatter, two), std::invalid_argument);
  EXPECT_THROW(latent_log_likelihood<double>(spending, three, scatter, three), std::invalid_argument);
  EXPECT_THROW(marginal_log_likelihood<double>(spending, three, scatter), std::invalid_argument);
  const std::vector<Observation> counts{{Family::count, 4.0, 4.0, 2019.0, false}};
  EXPECT_THROW(marginal_log_likelihood<double>(counts, std::vector<double>{4.0}, scatter), std::invalid_argument);
}

// Every published figure has a likelihood, a number, highest near the figure itself.
TEST(SeriesLikelihood, TheShippedFiguresHaveOne) {
  const auto published = read_published(std::filesystem::path(HEADWATER_SOURCE_DIR) / "calibration/data/published.csv");
  ASSERT_TRUE(published.value);
  int fitted = 0;
  int intervals = 0;
  for (const PublishedFigure& figure : as_known_now(*published.value)) {
    const Observation observation = observation_of(figure);
    const double middle = 0.5 * (observation.low + observation.high);
    if (middle == 0.0) {
      continue; // no children in crisis care: the mean is above 0
    }
    const double spread = observation.family == Family::count ? 0.001 : 0.02;
    const double there = log_likelihood(observation, middle, spread);
    EXPECT_TRUE(std::isfinite(there)) << figure.line;
    EXPECT_LT(log_likelihood(observation, 0.4 * middle, spread), there) << figure.line;
    EXPECT_LT(log_likelihood(observation, 1.8 * middle, spread), there) << figure.line;
    fitted += figure.is_fitted() ? 1 : 0;
    intervals += figure.is_fitted() && observation.low < observation.high ? 1 : 0;
  }
  EXPECT_EQ(fitted, 106);
  EXPECT_EQ(intervals, 10);
}

} // namespace
} // namespace headwater::calibration
