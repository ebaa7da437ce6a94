// Coverage of intervals and ranks of figures among their draws.
#include "calibration/fit/predictive_checks.hpp"

#include "model/experiments/random_engine.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace headwater::calibration {
namespace {

using testing::HasSubstr;

/// 1 ... 99: the p-quantile is 100 p.
std::vector<double> one_to_99() {
  std::vector<double> draws;
  for (int i = 99; i > 0; --i) {
    draws.push_back(i);
  }
  return draws;
}

std::vector<std::size_t> held(const PredictiveCheck& check) {
  std::vector<std::size_t> counts;
  for (const IntervalCoverage& one : check.coverage) {
    counts.push_back(one.held);
  }
  return counts;
}

// By hand: the intervals are 25 to 75, 10 to 90, 5 to 95 and 2.5 to 97.5, ends included.
TEST(PredictiveCheck, CountsFiguresWithinTheIntervals) {
  std::vector<PredictedFigure> figures;
  for (const double figure : {50.0, 25.0, 90.0, 95.5, 98.0}) {
    figures.push_back({figure, figure, one_to_99()});
  }
  const PredictiveCheck check = predictive_check(figures);
  EXPECT_THAT(held(check), testing::ElementsAre(2, 3, 3, 4));
  EXPECT_EQ(check.coverage[0].share, 0.5);
  EXPECT_EQ(check.coverage[3].covered(), 0.8);
  EXPECT_EQ(check.words(), "of 5 figures the 50 % intervals hold 2, the 80 % intervals hold 3, the 90 % intervals hold "
                           "3, the 95 % intervals hold 4");
}

// "1 to 4" is held where an interval reaches it.
TEST(PredictiveCheck, ASuppressedFigureIsHeldWhereItOverlaps) {
  const PredictiveCheck check = predictive_check(std::vector<PredictedFigure>{{1.0, 4.0, one_to_99()}});
  EXPECT_THAT(held(check), testing::ElementsAre(0, 0, 0, 1));
  EXPECT_EQ(check.transforms[0].rank, 0U);
  EXPECT_NEAR(check.transforms[0].low, 0.0, 1e-15);
  EXPECT_NEAR(check.transforms[0].high, 0.05, 1e-15) << "4 draws up to it, of 100 places";
}

TEST(PredictiveCheck, RanksByHand) {
  const PredictiveCheck check = predictive_check(std::vector<PredictedFigure>{
      {50.5, 50.5, one_to_99()}, {50.0, 50.0, one_to_99()}, {0.0, 0.0, one_to_99()}, {1e9, 1e9, one_to_99()}});
  EXPECT_EQ(check.transforms[0].rank, 50U);
  EXPECT_NEAR(check.transforms[0].low, 0.50, 1e-15);
  EXPECT_NEAR(check.transforms[0].high, 0.51, 1e-15);
  EXPECT_NEAR(check.transforms[0].middle(), 0.505, 1e-15);
  EXPECT_EQ(check.transforms[1].rank, 49U);
  EXPECT_NEAR(check.transforms[1].middle(), 0.50, 1e-15) << "equal to a draw: in the middle of both places";
  EXPECT_EQ(check.transforms[2].low, 0.0);
  EXPECT_EQ(check.transforms[3].rank, 99U);
  EXPECT_EQ(check.transforms[3].high, 1.0);
}

/// Figures from N(0, 1), and 39 draws each from N(0, `spread`): the outermost are the 2.5 and 97.5 % quantiles.
PredictiveCheck normal_figures(double spread, std::size_t count) {
  std::vector<PredictedFigure> figures;
  for (std::size_t i = 0; i < count; ++i) {
    experiments::RandomEngine random(20, i);
    const double figure = random.normal();
    std::vector<double> draws(39);
    for (double& draw : draws) {
      draw = spread * random.normal();
    }
    figures.push_back({figure, figure, draws});
  }
  return predictive_check(figures);
}

// Where draws and figures are alike the intervals hold as often as they say, however few draws: within four standard
// deviations of that binomial number. Draws of half the spread do not.
TEST(PredictiveCheck, HoldsAsOftenAsItSays) {
  const std::size_t count = 4000;
  const PredictiveCheck right = normal_figures(1.0, count);
  const PredictiveCheck narrow = normal_figures(0.5, count);
  for (std::size_t k = 0; k < right.coverage.size(); ++k) {
    const double share = right.coverage[k].share;
    const double within = 4.0 * std::sqrt(share * (1.0 - share) / static_cast<double>(count));
    EXPECT_NEAR(right.coverage[k].covered(), share, within);
    EXPECT_LT(narrow.coverage[k].covered(), share - within);
  }
  // Ranks are even over 0 ... 39: by chi-square, whose 99.99 % quantile with 39 degrees of freedom is 80.6 (R 4.2.2:
  // qchisq(0.9999, 39) = 80.646).
  std::array<double, 40> counts{};
  for (const ProbabilityTransform& one : right.transforms) {
    counts[one.rank] += 1.0;
    EXPECT_NEAR(one.high - one.low, 1.0 / 40.0, 1e-15);
  }
  double chi_square = 0.0;
  for (const double one : counts) {
    chi_square += (one - 100.0) * (one - 100.0) / 100.0;
  }
  EXPECT_LT(chi_square, 80.646);
}

TEST(PredictiveCheck, RefusesWhatCannotBeChecked) {
  EXPECT_THROW(predictive_check({}), std::invalid_argument);
  EXPECT_THAT(
      [] {
        predictive_check(std::vector<PredictedFigure>{{2.0, 1.0, {1.0, 2.0}},
                                                      {1.0, 2.0, {1.0, 2.0}},
                                                      {1.0, 1.0, {1.0}},
                                                      {1.0, 1.0, {1.0, std::numeric_limits<double>::infinity()}}});
      },
      testing::ThrowsMessage<std::invalid_argument>(
          HasSubstr("figure 0 from 2 to 1 with 2 draws; figure 2 from 1 to 1 with 1 draws; figure 3 from 1 to 1 with 2 "
                    "draws, not all of them numbers")));
}

} // namespace
} // namespace headwater::calibration
