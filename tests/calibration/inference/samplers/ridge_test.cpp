#include "calibration/inference/samplers/ridge.hpp"

#include "tests/calibration/inference/samplers/bent_ridge.hpp"

#include <gtest/gtest.h>

#include <numeric>
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

TEST(Ridge, PullsGradientsBackAsDifferencesDo) {
  const Ridge ridge = bent_ridge_through(bent_ridge_cloud(200));
  const std::vector<double> y{0.3, 0.1, -1.2, 0.8};
  const std::vector<double> by_x{0.5, 2.0, -1.0, 0.25};
  // Of the plane by_x * x, as a function of y.
  const auto plane = [&](const std::vector<double>& at) {
    const std::vector<double> x = ridge.bent(at);
    return std::inner_product(x.begin(), x.end(), by_x.begin(), 0.0);
  };
  std::vector<double> gradient = by_x;
  ridge.pull_back(y, gradient);
  EXPECT_EQ(gradient[BentRidge::pivot], 2.0);
  for (std::size_t i = 0; i < BentRidge::parameters; ++i) {
    std::vector<double> above = y;
    std::vector<double> below = y;
    above[i] += 1e-4;
    below[i] -= 1e-4;
    EXPECT_NEAR(gradient[i], (plane(above) - plane(below)) / 2e-4, 1e-6) << i;
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

TEST(Ridge, ThereAndBackIsWhereItBegan) {
  const std::vector<double> x{0.3, 0.1, -1.2, 0.8};
  const Ridge ridge = bent_ridge_through(bent_ridge_cloud(200));
  const std::vector<double> y = ridge.flat(x);
  EXPECT_NEAR(y[BentRidge::pivot], x[BentRidge::pivot] - BentRidge::height(x), 2e-3);
  const std::vector<double> back = ridge.bent(y);
  for (std::size_t i = 0; i < BentRidge::parameters; ++i) {
    EXPECT_NEAR(back[i], x[i], 1e-15);
  }
}

} // namespace
} // namespace headwater::calibration::tests
