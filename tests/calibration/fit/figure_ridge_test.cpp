#include "calibration/fit/figure_ridge.hpp"

#include "tests/calibration/fit/fit_inputs.hpp"
#include "tests/scotland_drivers.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headwater::calibration {
namespace {

using headwater::tests::fitted_parameters;
using headwater::tests::published_figures;

constexpr FigureRidgeSettings few{.most_squared = 8};

HistoryPosterior national_posterior() {
  return {model::default_values(), headwater::tests::scotland_drivers(), fitted_parameters(),
          fit_data(as_known_now(published_figures()))};
}

/// Points about the centre of the priors, within a fifth of their width.
std::vector<double> cloud_about(const HistoryPosterior& posterior, std::size_t count) {
  std::vector<double> cloud;
  const std::vector<double> centre = posterior.centre();
  for (std::size_t number = 0; number < count; ++number) {
    experiments::RandomEngine random(11, number);
    std::vector<double> z(posterior.dimension());
    posterior.draw_prior(random, z);
    for (std::size_t i = 0; i < z.size(); ++i) {
      cloud.push_back(centre[i] + 0.2 * (z[i] - centre[i]));
    }
  }
  return cloud;
}

TEST(FigureRidge, IsOfTheHazardThatKeepsWhatIsLookedAfterAway) {
  const HistoryPosterior posterior = national_posterior();
  const HistoryResiduals residuals(posterior);
  const std::vector<double> cloud = cloud_about(posterior, 300);
  const std::optional<Ridge> ridge = figure_ridge({}, posterior, residuals, cloud, few);
  ASSERT_TRUE(ridge);
  EXPECT_EQ(posterior.names()[ridge->pivot()], "crisis_hazard_away");

  // Points put on the ridge have one level of what is looked after away from home, to about a per cent, whatever the
  // other parameters are; where they stood it is all over the place.
  const std::size_t n = posterior.dimension();
  const auto spread = [&](bool on_ridge) {
    double sum = 0.0;
    double squares = 0.0;
    const std::size_t count = cloud.size() / n;
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<double> z(cloud.begin() + static_cast<std::ptrdiff_t>(i * n),
                            cloud.begin() + static_cast<std::ptrdiff_t>((i + 1) * n));
      if (on_ridge) {
        z[ridge->pivot()] = ridge->height(z);
      }
      const std::vector<double> values = posterior.values_at(z);
      const std::optional<HistoryFigures> figures =
          posterior.model().values_at(std::span(values).first(posterior.fitted().size()));
      double level = 0.0;
      int years = 0;
      for (std::size_t f = 0; figures && f < posterior.data().figures.size(); ++f) {
        if (posterior.data().figures[f].series == "looked_after_residential_and_secure") {
          level += std::log(figures->values[f]);
          ++years;
        }
      }
      sum += level / years;
      squares += level / years * (level / years);
    }
    const double mean = sum / static_cast<double>(count);
    return std::sqrt(squares / static_cast<double>(count) - mean * mean);
  };
  EXPECT_LT(spread(true), 0.35 * spread(false));
}

TEST(FigureRidge, IsTheSameForAnyNumberOfThreads) {
  const HistoryPosterior posterior = national_posterior();
  const HistoryResiduals residuals(posterior);
  const std::vector<double> cloud = cloud_about(posterior, 200);
  const Reparameterisation coordinates(cloud, posterior.dimension());
  const std::optional<Ridge> one = figure_ridge(coordinates, posterior, residuals, cloud, few, 1);
  const std::optional<Ridge> two = figure_ridge(coordinates, posterior, residuals, cloud, few, 2);
  ASSERT_TRUE(one && two);
  const std::span<const double> point = std::span(cloud).first(posterior.dimension());
  EXPECT_EQ(one->flat(point), two->flat(point));
}

TEST(FigureRidge, NoneOfTooFewPoints) {
  const HistoryPosterior posterior = national_posterior();
  const HistoryResiduals residuals(posterior);
  EXPECT_FALSE(figure_ridge({}, posterior, residuals, cloud_about(posterior, 100), few));
}

} // namespace
} // namespace headwater::calibration
