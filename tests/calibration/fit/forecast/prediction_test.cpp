#include "calibration/fit/forecast/prediction.hpp"

#include "model/scalars/exact_functions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

namespace headwater::calibration {
namespace {

const std::vector<double> seven{3.1, 9.2, 4.7, 1.0, 6.6, 5.9, 2.2};

// R 4.2.2: quantile(x, c(.025, .1, .25, .5, .9), type = 6)
TEST(Prediction, IntervalsOfAnEnsembleAreTypeSix) {
  const Prediction prediction = Prediction::ensemble(seven);
  EXPECT_EQ(prediction.median(), 4.7);
  EXPECT_EQ(prediction.interval(0.95).low, 1.0); // never beyond the outermost draws
  EXPECT_EQ(prediction.interval(0.8).low, 1.0);  // place 0.8
  EXPECT_EQ(prediction.interval(0.8).high, 9.2);
  EXPECT_NEAR(prediction.interval(0.5).low, 2.2, 1e-15);  // place 2
  EXPECT_NEAR(prediction.interval(0.5).high, 6.6, 1e-15); // place 6
  EXPECT_NEAR(prediction.interval(0.7).low, 1.24, 1e-15); // place 1.2
}

TEST(Prediction, IntervalsOfANormalAreItsQuantiles) {
  const Prediction prediction = Prediction::normal(100.0, 10.0);
  EXPECT_EQ(prediction.median(), 100.0);
  EXPECT_NEAR(prediction.interval(0.8).low, 100.0 - 12.815515655446004, 1e-12);   // qnorm(0.9)
  EXPECT_NEAR(prediction.interval(0.95).high, 100.0 + 19.599639845400545, 1e-12); // qnorm(0.975)
}

// R 4.2.2: integrate(pnorm(x, m, s)^2) up to y and of (1 - pnorm)^2 beyond, for (10, 2, 13.5), (0, 1, 0), (5, 0.5, 4.9)
TEST(Prediction, CrpsOfANormalIsTheIntegral) {
  EXPECT_NEAR(normal_crps(10.0, 2.0, 13.5), 2.4363160101638135, 1e-11);
  EXPECT_NEAR(normal_crps(0.0, 1.0, 0.0), 0.23369497725510907, 1e-11);
  EXPECT_NEAR(normal_crps(5.0, 0.5, 4.9), 0.1247998440893983, 1e-11);
  EXPECT_NEAR(Prediction::normal(10.0, 2.0).crps(13.5), normal_crps(10.0, 2.0, 13.5), 0.0);
}

TEST(Prediction, FairCrpsIsTheSumOverPairs) {
  for (const double outcome : {-3.0, 3.1, 4.0, 12.0}) {
    double distance = 0.0;
    double spread = 0.0;
    for (const double x : seven) {
      distance += std::abs(x - outcome) / 7.0;
      for (const double other : seven) {
        spread += std::abs(x - other) / (7.0 * 6.0);
      }
    }
    EXPECT_NEAR(Prediction::ensemble(seven).crps(outcome), distance - 0.5 * spread, 1e-14) << outcome;
  }
}

double drawn(std::mt19937_64& engine) {
  return model::exact::normal_quantile((static_cast<double>(engine() >> 12U) + 0.5) * 0x1p-52);
}

// The mean over many ensembles of three is the score of the distribution that they come from; the score of the draws
// themselves would be 0.19 above it.
TEST(Prediction, FairCrpsDoesNotDependOnTheSizeOfTheEnsemble) {
  std::mt19937_64 engine(1);
  constexpr int ensembles = 40000;
  double sum = 0.0;
  for (int i = 0; i < ensembles; ++i) {
    std::vector<double> draws{drawn(engine), drawn(engine), drawn(engine)};
    std::sort(draws.begin(), draws.end());
    sum += fair_crps(draws, 0.7);
  }
  EXPECT_NEAR(sum / ensembles, normal_crps(0.0, 1.0, 0.7), 0.01);
}

// Outcome and draws alike, the interval of 19 draws from the lowest to the highest holds 90 % of outcomes.
TEST(Prediction, SmallEnsemblesHoldAsOftenAsTheySay) {
  std::mt19937_64 engine(2);
  constexpr int ensembles = 20000;
  int held = 0;
  for (int i = 0; i < ensembles; ++i) {
    std::vector<double> draws(19);
    std::generate(draws.begin(), draws.end(), [&engine] { return drawn(engine); });
    const Interval interval = Prediction::ensemble(draws).interval(0.90);
    const double outcome = drawn(engine);
    held += interval.low <= outcome && outcome <= interval.high ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(held) / ensembles, 0.90, 0.008);
}

TEST(Prediction, OfEqualDrawsIsTheirDistance) { EXPECT_EQ(Prediction::ensemble({4.0, 4.0, 4.0}).crps(6.5), 2.5); }

TEST(Prediction, RefusesWhatIsNone) {
  constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(Prediction::normal(1.0, 0.0), std::invalid_argument);
  EXPECT_THROW(Prediction::normal(not_a_number, 1.0), std::invalid_argument);
  EXPECT_THROW(Prediction::ensemble({1.0}), std::invalid_argument);
  EXPECT_THROW(Prediction::ensemble({1.0, not_a_number}), std::invalid_argument);
}

} // namespace
} // namespace headwater::calibration
