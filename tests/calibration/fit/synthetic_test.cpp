#include "tests/calibration/fit/synthetic.hpp"

#include "tests/calibration/fit/fit_inputs.hpp"
#include "tests/scotland_drivers.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headwater::calibration {
namespace {

using headwater::tests::fitted_parameters;
using headwater::tests::published_figures;

HistoryPosterior whole_posterior() {
  return {model::default_values(), headwater::tests::scotland_drivers(), fitted_parameters(),
          fit_data(as_known_now(published_figures()))};
}

TEST(SyntheticData, IsOfTheShapeOfThePublished) {
  const HistoryPosterior posterior = whole_posterior();
  experiments::RandomEngine random(1);
  const std::optional<FitData> made = synthetic_data(posterior, posterior.values_at(posterior.centre()), random);
  ASSERT_TRUE(made);
  ASSERT_EQ(made->series.size(), posterior.data().series.size());
  std::size_t cells = 0;
  for (std::size_t s = 0; s < made->series.size(); ++s) {
    const FitSeries& published = posterior.data().series[s];
    const FitSeries& series = made->series[s];
    ASSERT_EQ(series.observations.size(), published.observations.size());
    for (std::size_t i = 0; i < series.observations.size(); ++i) {
      const Observation& one = series.observations[i];
      EXPECT_EQ(one.time, published.observations[i].time);
      EXPECT_NEAR(one.high - one.low, published.observations[i].high - published.observations[i].low, 1e-12);
      EXPECT_EQ(made->figures[series.first + i].value, 0.5 * (one.low + one.high));
      cells += one.low < one.high ? 1 : 0;
      if (one.family == Family::count) {
        EXPECT_EQ(one.low, std::floor(one.low));
        EXPECT_GE(one.low, 0.0);
      }
    }
  }
  EXPECT_GT(cells, 5U) << "some figures are rounded";
}

TEST(SyntheticData, IsAFunctionOfItsRandomNumbers) {
  const HistoryPosterior posterior = whole_posterior();
  const std::vector<double> values = posterior.values_at(posterior.centre());
  const auto first = [&](std::uint64_t seed) {
    experiments::RandomEngine random(seed);
    return synthetic_data(posterior, values, random)->series[0].observations[0].low;
  };
  EXPECT_EQ(first(1), first(1));
  EXPECT_NE(first(1), first(2));
}

// Over many draws the logs of spending lie about the model's with the variance of noise, discrepancy and shock.
TEST(SyntheticData, ScattersAsTheScatterSays) {
  const HistoryPosterior posterior = whole_posterior();
  const std::vector<double> values = posterior.values_at(posterior.centre());
  const std::size_t fitted = posterior.fitted().size();
  const std::optional<HistoryFigures> history = posterior.model().values_at(std::span(values).first(fitted));
  ASSERT_TRUE(history);
  constexpr int count = 2000;
  std::vector<double> sums(posterior.data().figures.size(), 0.0);
  std::vector<double> squares = sums;
  for (int number = 0; number < count; ++number) {
    experiments::RandomEngine random(5, static_cast<std::uint64_t>(number));
    const std::optional<FitData> made = synthetic_data(posterior, values, random);
    ASSERT_TRUE(made);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const double off = std::log(*made->figures[i].value / history->values[i]);
      sums[i] += off;
      squares[i] += off * off;
    }
  }
  for (std::size_t s = 0; s < posterior.data().series.size(); ++s) {
    const FitSeries& series = posterior.data().series[s];
    const Scatter<double> scatter = posterior.scatter_priors().scatter(s, std::span(values).subspan(fitted));
    for (std::size_t i = 0; series.family() == Family::money && i < series.observations.size(); ++i) {
      const double shock = series.observations[i].shocked ? scatter.shock_sd : 0.0;
      const double sd = std::hypot(scatter.spread, scatter.discrepancy.sd, shock);
      const std::size_t at = series.first + i;
      EXPECT_NEAR(sums[at] / count, 0.0, 4.0 * sd / std::sqrt(count)) << series.name << " " << i;
      EXPECT_NEAR(std::sqrt(squares[at] / count) / sd, 1.0, 4.0 / std::sqrt(2.0 * count)) << series.name << " " << i;
    }
  }
}

} // namespace
} // namespace headwater::calibration
