// Waits drawn by comparisons alone have the exponential distribution: its mean, spread and tail, and the same bits
// everywhere.
#include "model/experiments/exponential.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace headwater::experiments {
namespace {

TEST(Exponential, HasItsShareInEveryTenthOfTheDistribution) {
  RandomEngine engine(11, 1, 2);
  constexpr std::size_t count = 200'000;
  std::array<double, 10> found{};
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    const double wait = exponential(engine);
    ASSERT_GT(wait, 0.0);
    sum += wait;
    squares += wait * wait;
    found[static_cast<std::size_t>(-10.0 * std::expm1(-wait))] += 1.0;
  }
  const double n = count;
  EXPECT_NEAR(sum / n, 1.0, 4.0 / std::sqrt(n));
  EXPECT_NEAR(squares / n, 2.0, 4.0 * std::sqrt(20.0 / n)); // the variance of a square is 24 - 4
  double chi_squared = 0.0;
  for (const double here : found) {
    chi_squared += (here - n / 10.0) * (here - n / 10.0) / (n / 10.0);
  }
  EXPECT_LT(chi_squared, 27.88); // 999 of 1,000 with 9 degrees of freedom
}

TEST(Exponential, HasTheSameBitsEverywhere) {
  RandomEngine engine(1, 2, 3);
  double sum = 0.0;
  for (int i = 0; i < 1000; ++i) {
    sum += exponential(engine);
  }
  EXPECT_EQ(sum, 0x1.dd1f0d2caeb9ap+9);
  EXPECT_EQ(engine.used(), 4183U);
}

} // namespace
} // namespace headwater::experiments
