// Tests of uniformity: exact values, and that they reject as often as they say.
#include "tests/calibration/sbc/uniformity.hpp"

#include "model/experiments/random_engine.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace headwater::calibration {
namespace {

using testing::ElementsAre;

// R 4.2.2: qbinom(0.005, 50, z) and 50 less it at 1 - z, z = 0.1 ... 0.9.
TEST(CountBand, IsThatOfTheBinomialDistribution) {
  const CountBand band = count_band(50, 9, 0.01);
  EXPECT_THAT(band.low, ElementsAre(0, 3, 7, 11, 16, 21, 26, 32, 39));
  EXPECT_THAT(band.high, ElementsAre(11, 18, 24, 29, 34, 39, 43, 47, 50));
}

// The probability of the bands above, over K - 1 counts, by the same recursion written in R 4.2.2 with its dbinom and
// qbinom; that of the first was 0.97146 of 200000 multinomial draws there.
TEST(CountBand, HoldsAllCountsWithTheExactProbability) {
  struct Case {
    std::size_t ranks, k;
    double pointwise, probability;
  };
  for (const Case& one : {Case{50, 10, 0.01, 0.9708735668149709}, Case{100, 20, 0.01, 0.9374666692231143},
                          Case{100, 100, 0.005, 0.9385273802153125}, Case{400, 20, 0.02, 0.8542014161782095},
                          Case{250, 50, 0.004, 0.9536576145177579}}) {
    EXPECT_NEAR(probability_within(count_band(one.ranks, one.k - 1, one.pointwise), one.ranks), one.probability, 1e-10)
        << one.ranks << " ranks, " << one.k << " values";
  }
  // By hand: 3 ranks of 0 and 1, one or two of them 0: 1 - 2 / 8.
  EXPECT_NEAR(probability_within({{1}, {2}}, 3), 0.75, 1e-14);
  EXPECT_EQ(probability_within({{0, 3}, {3, 2}}, 3), 0.0);
  EXPECT_NEAR(probability_within({{0, 0}, {7, 7}}, 7), 1.0, 1e-14) << "everything is within";
}

// The narrowest band of 95 %: one step narrower is not enough.
TEST(CountBand, SimultaneousOnesAreAsNarrowAsTheyMayBe) {
  const CountBand band = simultaneous_band(100, 19, 0.95);
  EXPECT_GE(probability_within(band, 100), 0.95);
  CountBand narrower = band;
  for (std::size_t i = 0; i < band.low.size(); ++i) {
    ++narrower.low[i];
    --narrower.high[i];
  }
  EXPECT_LT(probability_within(narrower, 100), 0.95);
  const CountBand alone = count_band(100, 19, 0.05);
  for (std::size_t i = 0; i < band.low.size(); ++i) {
    EXPECT_LE(band.low[i], alone.low[i]) << "wider than each one's own";
    EXPECT_GE(band.high[i], alone.high[i]);
  }
}

// R 4.2.2, 100000 multinomial draws: 0.89389 and 0.00424.
TEST(CountPValue, AgreesWithSimulation) {
  const std::vector<std::size_t> even{0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 9};
  EXPECT_NEAR(count_p_value(even, 9), 0.89389, 4.0 * std::sqrt(0.89 * 0.11 / 1e5));
  const std::vector<std::size_t> high{0, 0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9};
  EXPECT_NEAR(count_p_value(high, 9), 0.00424, 4.0 * std::sqrt(0.0042 / 1e5));
}

std::vector<std::size_t> even_ranks(std::uint64_t seed, std::size_t count, std::size_t greatest_rank) {
  experiments::RandomEngine random(seed);
  std::vector<std::size_t> ranks;
  for (std::size_t i = 0; i < count; ++i) {
    ranks.push_back(static_cast<std::size_t>(random.unit() * static_cast<double>(greatest_rank + 1)));
  }
  return ranks;
}

// Both reject even ranks as often as they say, 5 in 100: within four standard deviations of 2000 tries, 0.0195; the
// discrete one may do so less often.
TEST(CountPValue, RejectsAsOftenAsItSays) {
  std::size_t by_counts = 0;
  std::size_t by_bins = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const std::vector<std::size_t> ranks = even_ranks(seed, 100, 19);
    by_counts += count_p_value(ranks, 19) <= 0.05 ? 1U : 0U;
    by_bins += binned_uniformity(ranks, 19).p_value <= 0.05 ? 1U : 0U;
  }
  EXPECT_LE(by_counts, 139U);
  EXPECT_GE(by_counts, 61U);
  EXPECT_LE(by_bins, 139U);
  EXPECT_GE(by_bins, 61U);
}

// Ranks that crowd at both ends, or in the middle, or to one side.
TEST(CountPValue, FindsWhatIsNotEven) {
  for (int shape = 0; shape < 3; ++shape) {
    experiments::RandomEngine random(7, static_cast<std::uint64_t>(shape));
    std::vector<std::size_t> ranks;
    for (std::size_t i = 0; i < 400; ++i) {
      const double u = random.unit();
      const double v = random.unit();
      // Beta(1/2, 1/2), the mean of two, the greater of two.
      const double x = shape == 0   ? std::pow(std::sin(0.5 * 3.141592653589793 * u), 2)
                       : shape == 1 ? 0.5 * (u + v)
                                    : std::max(u, v);
      ranks.push_back(static_cast<std::size_t>(x * 100.0));
    }
    EXPECT_LT(count_p_value(ranks, 99), 1e-4) << shape;
    EXPECT_LT(binned_uniformity(ranks, 99).p_value, 1e-4) << shape;
  }
}

// By hand: 60 ranks of 0 ... 5 in three bins, 30, 20 and 10 of them: 100 / 20 twice; with 2 degrees of freedom the
// probability of more is exp(-5).
TEST(BinnedUniformity, ByHand) {
  std::vector<std::size_t> ranks(30, 1);
  ranks.insert(ranks.end(), 20, 2);
  ranks.insert(ranks.end(), 10, 5);
  const BinnedUniformity binned = binned_uniformity(ranks, 5);
  EXPECT_THAT(binned.counts, ElementsAre(30, 20, 10));
  EXPECT_NEAR(binned.chi_square, 10.0, 1e-13);
  EXPECT_NEAR(binned.p_value, std::exp(-5.0), 1e-15);
}

TEST(BinnedUniformity, RefusesWhatMakesNoBins) {
  EXPECT_THROW(binned_uniformity(std::vector<std::size_t>(39, 0), 99), std::invalid_argument);
  EXPECT_THROW(binned_uniformity(std::vector<std::size_t>(100, 0), 0), std::invalid_argument);
  EXPECT_THROW(binned_uniformity(std::vector<std::size_t>(100, 7), 6), std::invalid_argument);
  EXPECT_THROW(count_p_value({}, 6), std::invalid_argument);
  EXPECT_THROW(probability_within({{1}, {}}, 4), std::invalid_argument);
  EXPECT_THROW(probability_within({{1}, {5}}, 4), std::invalid_argument);
  EXPECT_THROW(simultaneous_band(0, 9, 0.95), std::invalid_argument);
  EXPECT_THROW(simultaneous_band(10, 9, 1.0), std::invalid_argument);
}

} // namespace
} // namespace headwater::calibration
