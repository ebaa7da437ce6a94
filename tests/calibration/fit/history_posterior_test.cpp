#include "calibration/fit/history_posterior.hpp"

#include "calibration/fit/history_residuals.hpp"
#include "calibration/fit/observation/laplace_marginal.hpp"
#include "tests/calibration/fit/fit_inputs.hpp"
#include "tests/calibration/fit/observation/one_slope.hpp"
#include "tests/scotland_drivers.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

using headwater::tests::fitted_parameters;
using headwater::tests::published_figures;
using headwater::tests::richardson_slope;

HistoryPosterior posterior_of(const ScatterSettings& settings = {}) {
  return {model::default_values(), headwater::tests::scotland_drivers(), fitted_parameters(),
          fit_data(as_known_now(published_figures())), settings};
}

std::vector<double> prior_draw(const HistoryPosterior& posterior, std::uint64_t number) {
  experiments::RandomEngine random(7, number);
  std::vector<double> z(posterior.dimension());
  posterior.draw_prior(random, z);
  return z;
}

TEST(FitData, TakesEveryFittedFigureOnceInOrderOfTime) {
  const FitData data = fit_data(as_known_now(published_figures()));
  EXPECT_EQ(data.figures.size(), 106U);
  EXPECT_EQ(data.series.size(), 16U);
  std::size_t next = 0;
  for (const FitSeries& series : data.series) {
    EXPECT_EQ(series.first, next);
    for (std::size_t i = 0; i < series.observations.size(); ++i, ++next) {
      EXPECT_EQ(data.figures[next].series, series.name);
      EXPECT_EQ(data.figures[next].period.middle, series.observations[i].time);
    }
  }
  EXPECT_EQ(next, data.figures.size());
}

TEST(FitData, EndsWhereItIsToldTo) {
  const FitData data = fit_data(as_known_now(published_figures()), 2019);
  EXPECT_LT(data.figures.size(), 80U);
  for (const PublishedFigure& figure : data.figures) {
    EXPECT_FALSE((Day{2019, 7, 31} < figure.period.last)) << figure.series << " " << figure.period_text;
  }
}

TEST(FitData, TakesATotalWhereItsPartsWereNotPublishedYet) {
  const auto years_of = [](const FitData& data, const std::string& series) {
    std::vector<int> years;
    for (const PublishedFigure& figure : data.figures) {
      if (figure.series == series) {
        years.push_back(figure.year);
      }
    }
    return years;
  };
  const FitData then = fit_data(as_known_on(published_figures(), {2018, 12, 31}));
  EXPECT_THAT(years_of(then, "looked_after"), testing::ElementsAre(2015, 2016, 2017));
  EXPECT_THAT(years_of(then, "looked_after_foster"), testing::ElementsAre(2017));
  EXPECT_TRUE(years_of(then, "looked_after_community").empty());
  const FitData now = fit_data(as_known_now(published_figures()));
  EXPECT_TRUE(years_of(now, "looked_after").empty());
  EXPECT_TRUE(years_of(now, "looked_after_foster").empty());
}

TEST(HistoryPosterior, HalfTheStepsMoveNoFigureAsMuchAsItScatters) {
  const HistoryPosterior posterior = posterior_of();
  const HistoryModel fine(model::default_values(), headwater::tests::scotland_drivers(), posterior.positions(),
                          posterior.data().asked());
  const auto farthest = [&](std::span<const double> values) {
    const auto of = values.first(posterior.fitted().size());
    const std::optional<HistoryFigures> coarse = posterior.model().values_at(of);
    const std::optional<HistoryFigures> exact = fine.values_at(of);
    double most = 0.0;
    for (std::size_t i = 0; coarse && exact && i < exact->values.size(); ++i) {
      most = std::max(most, std::abs(coarse->values[i] / exact->values[i] - 1.0));
    }
    return most;
  };
  EXPECT_LT(farthest(fine.centre()), 1e-4);
  int compared = 0;
  for (std::uint64_t number = 0; number < 10; ++number) {
    std::vector<double> z = prior_draw(posterior, number);
    const std::vector<double> centre = posterior.centre();
    for (std::size_t i = 0; i < z.size(); ++i) {
      z[i] = 0.5 * (z[i] + centre[i]);
    }
    const double most = farthest(posterior.values_at(z));
    EXPECT_LT(most, 1e-3) << number;
    compared += most > 0.0 ? 1 : 0;
  }
  EXPECT_GT(compared, 5);
}

TEST(HistoryPosterior, GradientIsThatOfDifferences) {
  const HistoryPosterior posterior = posterior_of();
  ASSERT_EQ(posterior.dimension(), 58U);
  int compared = 0;
  for (std::uint64_t number = 0; number < 4 && compared < 2; ++number) {
    std::vector<double> z = prior_draw(posterior, number);
    std::vector<double> gradient(z.size());
    std::vector<double> unused(z.size());
    const std::optional<double> value = posterior.evaluate(z, gradient);
    if (!value) {
      continue;
    }
    ++compared;
    // Every seventh, others by number: a whole gradient by differences would be 58 x 12 runs with all derivatives.
    for (std::size_t i = number % 7; i < z.size(); i += 7) {
      const auto density = [&](double there) {
        std::vector<double> moved = z;
        moved[i] = there;
        std::vector<std::optional<double>> likelihood(1);
        posterior.log_likelihood(moved, likelihood);
        return likelihood[0].value() + posterior.log_prior(moved);
      };
      const double slope = richardson_slope(density, z[i], 0.02 * posterior.prior(i).free_sd());
      EXPECT_NEAR(gradient[i], slope, 1e-5 * (1.0 + std::fabs(slope))) << posterior.prior(i).name();
    }
    EXPECT_EQ(posterior.evaluate(z, unused), value);
  }
  EXPECT_EQ(compared, 2);
}

TEST(HistoryPosterior, IsPriorTimesLikelihood) {
  const HistoryPosterior posterior = posterior_of();
  const std::vector<double> z = posterior.centre();
  std::vector<double> gradient(z.size());
  std::vector<std::optional<double>> likelihood(2);
  std::vector<double> twice = z;
  twice.insert(twice.end(), z.begin(), z.end());
  posterior.log_likelihood(twice, likelihood);
  EXPECT_EQ(likelihood[0], likelihood[1]);
  EXPECT_NEAR(posterior.evaluate(z, gradient).value(), likelihood[0].value() + posterior.log_prior(z), 1e-9);
}

TEST(HistoryPosterior, WithoutDiscrepancyHasNoneOfItsParameters) {
  const HistoryPosterior posterior = posterior_of({.discrepancy = false, .shock_sd = 0.05, .rate_shock_sd = 0.02});
  EXPECT_EQ(posterior.dimension(), 41U);
  EXPECT_THAT(posterior.names().back(), testing::Not(testing::HasSubstr("discrepancy")));
  std::vector<double> gradient(posterior.dimension());
  EXPECT_TRUE(posterior.evaluate(posterior.centre(), gradient));
}

TEST(HistoryPosterior, WantsSomethingToFit) {
  EXPECT_THROW(HistoryPosterior(model::default_values(), headwater::tests::scotland_drivers(), {},
                                fit_data(as_known_now(published_figures()))),
               std::invalid_argument);
  EXPECT_THROW(
      HistoryPosterior(model::default_values(), headwater::tests::scotland_drivers(), fitted_parameters(), FitData{}),
      std::invalid_argument);
}

TEST(HistoryResiduals, HaveTheJacobianOfDifferences) {
  const HistoryPosterior posterior = posterior_of();
  const HistoryResiduals problem(posterior);
  const std::size_t n = problem.parameters().size();
  ASSERT_EQ(n, 38U);
  ASSERT_EQ(problem.residual_count(), 106U + 38U);
  std::vector<double> x(n);
  problem.place_start(std::vector<double>(n, 0.4), x);
  std::vector<double> residuals(problem.residual_count());
  std::vector<double> jacobian(residuals.size() * n);
  ASSERT_TRUE(problem.evaluate(x, residuals, jacobian));
  std::vector<double> unused(jacobian.size());
  for (std::size_t j = 0; j < n; j += 9) {
    std::vector<double> above = x;
    std::vector<double> below = x;
    const double step = 1e-5 * std::fabs(x[j]);
    above[j] += step;
    below[j] -= step;
    std::vector<double> up(residuals.size());
    std::vector<double> down(residuals.size());
    ASSERT_TRUE(problem.evaluate(above, up, unused) && problem.evaluate(below, down, unused));
    for (std::size_t i = 0; i < residuals.size(); ++i) {
      const double slope = (up[i] - down[i]) / (above[j] - below[j]);
      EXPECT_NEAR(jacobian[i * n + j], slope, 1e-5 * (std::fabs(slope) + 1.0 / std::fabs(x[j])))
          << i << " " << problem.parameters()[j].name;
    }
  }
}

} // namespace
} // namespace headwater::calibration
