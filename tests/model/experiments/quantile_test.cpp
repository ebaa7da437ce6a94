// The values are exact in binary, so that type 7 of Hyndman and Fan leaves no rounding to argue about.
#include "model/experiments/quantile.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace headwater::experiments {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

double both(const std::vector<double>& sorted, double probability) {
  const double found = quantile(sorted, probability);
  EXPECT_EQ(found, quantile_by_weights(sorted, probability));
  return found;
}

TEST(Quantile, LiesBetweenTheOrderStatisticsInAStraightLine) {
  const std::vector<double> five{1.0, 2.0, 4.0, 8.0, 16.0}; // places 0, 1/4, 1/2, 3/4 and 1
  EXPECT_EQ(both(five, 0.0), 1.0);
  EXPECT_EQ(both(five, 0.125), 1.5);
  EXPECT_EQ(both(five, 0.25), 2.0);
  EXPECT_EQ(both(five, 0.5), 4.0);
  EXPECT_EQ(both(five, 0.8125), 10.0);
  EXPECT_EQ(both(five, 1.0), 16.0);
  EXPECT_EQ(both({1.0, 4.0}, 0.5), 2.5);
  EXPECT_EQ(both({-3.0}, 0.3), -3.0);
}

// The last bit is why there are two. The numbers are those of a program in another language.
TEST(Quantile, RoundsAsEachFormulaDoes) {
  const std::vector<double> two{0.1, 0.7};
  EXPECT_EQ(quantile(two, 0.3), 0.28);
  EXPECT_EQ(quantile_by_weights(two, 0.3), 0.27999999999999997);
}

TEST(Quantile, EqualsTheValuesItLiesBetweenWhereTheyAreTheSame) {
  const std::vector<double> tied{0.1, 0.1, 0.1, 0.7};
  for (const double p : {0.0, 0.1, 0.3, 0.6}) {
    EXPECT_EQ(both(tied, p), 0.1) << p;
  }
}

TEST(Quantile, StaysInfiniteBesideInfinity) {
  const std::vector<double> ends{-infinite, -infinite, 0.0, infinite};
  EXPECT_EQ(quantile(ends, 0.2), -infinite);
  EXPECT_EQ(quantile(ends, 0.5), -infinite);
  EXPECT_EQ(quantile(ends, 2.0 / 3.0), 0.0);
  EXPECT_EQ(quantile(ends, 0.9), infinite);
  EXPECT_EQ(quantile(std::vector<double>{-infinite, infinite}, 0.25), -infinite);
  EXPECT_EQ(quantile(std::vector<double>{-infinite, infinite}, 0.75), infinite);
}

TEST(Quantile, OfNothingIsNoNumberAndOfNoProbabilityIsRefused) {
  EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
  EXPECT_TRUE(std::isnan(quantile_by_weights({}, 0.5)));
  const std::vector<double> two{1.0, 2.0};
  for (const double none : {-0.01, 1.01, std::nan("")}) {
    EXPECT_THROW(quantile(two, none), std::invalid_argument);
    EXPECT_THROW(quantile_by_weights(two, none), std::invalid_argument);
  }
}

} // namespace
} // namespace headwater::experiments
