#include "calibration/forecast/scores.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace headwater::calibration {
namespace {

const std::vector<double> foreseen{10, 12, 15, 11, 18, 17};
const std::vector<double> came{11, 11, 13, 14, 19, 20};

// R 4.2.2: (mean(f) - mean(y))^2 / mse, (sp(f) - sp(y))^2 / mse, 2 (1 - cor(f, y)) sp(f) sp(y) / mse, sp with n below
TEST(TheilShares, AreThoseOfR) {
  const TheilShares shares = theil_shares(foreseen, came);
  EXPECT_NEAR(shares.bias, 0.16666666666666616, 1e-14);
  EXPECT_NEAR(shares.variation, 0.077171063017072966, 1e-14);
  EXPECT_NEAR(shares.covariation, 0.75616227031626027, 1e-14);
  EXPECT_NEAR(shares.bias + shares.variation + shares.covariation, 1.0, 1e-14);
}

TEST(TheilShares, NameTheKindOfError) {
  const std::vector<double> y{1.0, 4.0, 2.0, 7.0};
  const std::vector<double> shifted{3.0, 6.0, 4.0, 9.0};
  const std::vector<double> stretched{-1.5, 4.5, 0.5, 10.5}; // twice as far from the mean of 3.5
  const std::vector<double> swapped{4.0, 1.0, 7.0, 2.0};     // same mean and spread
  EXPECT_NEAR(theil_shares(shifted, y).bias, 1.0, 1e-14);
  EXPECT_NEAR(theil_shares(stretched, y).variation, 1.0, 1e-14);
  EXPECT_NEAR(theil_shares(swapped, y).covariation, 1.0, 1e-14);
  EXPECT_TRUE(std::isnan(theil_shares(y, y).bias));
  EXPECT_THROW(theil_shares(y, came), std::invalid_argument);
  EXPECT_THROW(theil_shares({}, {}), std::invalid_argument);
}

TEST(Scores, AreMeansOverOutcomes) {
  std::vector<Outcome> outcomes;
  double crps = 0.0;
  double crps_per_cent = 0.0;
  for (std::size_t i = 0; i < came.size(); ++i) {
    outcomes.push_back({Prediction::normal(foreseen[i], 1.0), came[i]});
    crps += normal_crps(foreseen[i], 1.0, came[i]) / 6.0;
    crps_per_cent += 100.0 * normal_crps(foreseen[i], 1.0, came[i]) / came[i] / 6.0;
  }
  const Scores scores = scores_of(outcomes);
  EXPECT_EQ(scores.count, 6U);
  EXPECT_NEAR(scores.crps, crps, 1e-14);
  EXPECT_NEAR(scores.crps_per_cent, crps_per_cent, 1e-13);
  EXPECT_NEAR(scores.covered_80, 3.0 / 6.0, 1e-15); // within 1.28: errors of 1, 1, 2, 3, 1, 3
  EXPECT_NEAR(scores.covered_95, 3.0 / 6.0, 1e-15); // within 1.96
  // R: sqrt(mean((f - y)^2)), 100 * mean(abs(f / y - 1))
  EXPECT_NEAR(scores.root_mean_square_error, 2.0412414523193152, 1e-14);
  EXPECT_NEAR(scores.mean_absolute_percentage_error, 12.543027148290307, 1e-12);
  EXPECT_NEAR(scores.theil.bias, 1.0 / 6.0, 1e-14);
}

TEST(Scores, OfNothingAreNoNumbers) {
  const Scores scores = scores_of({});
  EXPECT_EQ(scores.count, 0U);
  EXPECT_TRUE(std::isnan(scores.crps));
  EXPECT_TRUE(std::isnan(scores.covered_80));
  EXPECT_TRUE(std::isnan(scores.root_mean_square_error));
  EXPECT_TRUE(std::isnan(scores.theil.bias));
}

} // namespace
} // namespace headwater::calibration
