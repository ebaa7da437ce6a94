#include "calibration/inference/samplers/ridge.hpp"

#include "tests/calibration/inference/samplers/bent_ridge.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

TEST(Ridge, IsThePolynomialThatThePointsLieOn) {
  const Ridge ridge = bent_ridge_through(bent_ridge_cloud(200));
  EXPECT_LT(ridge.left_over(), 1e-3); // of the ridge
  EXPECT_GT(ridge.left_over_by_a_plane(), 0.3);
  const std::vector<double> x{0.3, 99.0, -1.2, 0.8};
  EXPECT_NEAR(ridge.height(x), BentRidge::height(x), 2e-3);
}

TEST(Ridge, WithFewerSquaresLeavesWhatTheyWouldTake) {
  const BentRidgeCloud through = bent_ridge_cloud(200);
  const double all_squared = bent_ridge_through(through).left_over();
  const double two_squared = bent_ridge_through(through, 2).left_over(); // 0 and 2 are steepest, 3 bends too
  const double plane = bent_ridge_through(through, 0).left_over();
  EXPECT_GT(two_squared, 10.0 * all_squared);
  EXPECT_GT(plane, 1.2 * two_squared);
  EXPECT_EQ(plane, bent_ridge_through(through).left_over_by_a_plane());
}

TEST(Ridge, HasTheSlopesOfDifferences) {
  const Ridge ridge = bent_ridge_through(bent_ridge_cloud(200));
  const std::vector<double> x{0.3, 0.1, -1.2, 0.8};
  std::vector<double> slopes(BentRidge::parameters, 0.0);
  ridge.add_slopes(x, 2.0, slopes);
  for (std::size_t i = 0; i < BentRidge::parameters; ++i) {
    std::vector<double> above = x;
    std::vector<double> below = x;
    above[i] += 1e-4;
    below[i] -= 1e-4;
    EXPECT_NEAR(slopes[i], 2.0 * (ridge.height(above) - ridge.height(below)) / 2e-4, 1e-6) << i;
  }
}

TEST(Ridge, RefusesTooFewPointsAndWhatDoesNotMove) {
  const std::size_t terms = ridge_terms(3, 3);
  EXPECT_EQ(terms, 1U + 3U + 6U);
  EXPECT_EQ(ridge_terms(3, 24), terms);
  EXPECT_EQ(ridge_terms(37, 24), 1U + 37U + 300U);
  EXPECT_NO_THROW(bent_ridge_through(bent_ridge_cloud(2 * terms)));
  EXPECT_THROW(bent_ridge_through(bent_ridge_cloud(2 * terms - 1)), std::invalid_argument);
  BentRidgeCloud still = bent_ridge_cloud(100);
  for (std::size_t i = 2; i < still.points.size(); i += BentRidge::parameters) {
    still.points[i] = 1.0;
  }
  EXPECT_THROW(bent_ridge_through(still), std::invalid_argument);
}

TEST(Ridges, ThereAndBackIsWhereItBegan) {
  const std::vector<double> x{0.3, 0.1, -1.2, 0.8};
  EXPECT_EQ(Ridges().flat(x), x);
  EXPECT_EQ(Ridges().bent(x), x);
  for (const Ridges& ridges : {one_bent_ridge(), two_bent_ridges()}) {
    const std::vector<double> y = ridges.flat(x);
    EXPECT_NEAR(y[BentRidge::pivot], x[BentRidge::pivot] - BentRidge::height(x), 2e-3);
    if (ridges.all().size() > 1) {
      EXPECT_NEAR(y[3], x[3] - second_height(y), 2e-3);
    }
    const std::vector<double> back = ridges.bent(y);
    for (std::size_t i = 0; i < BentRidge::parameters; ++i) {
      EXPECT_NEAR(back[i], x[i], 1e-15);
    }
  }
}

} // namespace
} // namespace headwater::calibration::tests
