#include "calibration/fit/forecast/scores.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace headwater::calibration {
namespace {

const std::vector<double> foreseen{10, 12, 15, 11, 18, 17};
const std::vector<double> came{11, 11, 13, 14, 19, 20};

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
