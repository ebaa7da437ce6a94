// The point estimate on problems whose answers are known without a computer.
#include "calibration/inference/estimate/multi_start.hpp"

#include "tests/calibration/inference/estimate/small_problem.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// x should be 2, and y 1/2: whatever the bounds are. Each with standard deviation 1.
SmallProblem two_and_a_half(const ParameterScale& x_scale) {
  return {{{"x", x_scale}, {"y", ParameterScale::between(0.0, 1.0)}},
          2,
          [](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
            r[0] = x[0] - 2.0;
            r[1] = x[1] - 0.5;
            jacobian[0] = jacobian[3] = 1.0;
            jacobian[1] = jacobian[2] = 0.0;
            return true;
          }};
}

// ---- one fit, and its certificate -----------------------------------------------------------------------------------

TEST(LeastSquares, LineByTheNormalEquations) {
  const SmallProblem problem = line_through_four();
  const Fit fit = least_squares(problem, std::vector<double>{50.0, -7.0});
  EXPECT_EQ(fit.end, FitEnd::settled);
  EXPECT_NEAR(fit.values[0], 1.1, 1e-12);
  EXPECT_NEAR(fit.values[1], 1.1, 1e-12);
  EXPECT_NEAR(fit.cost, 0.5 * 2.7 * 4.0, 1e-12);

  const Certificate certificate = certify(problem, fit.free);
  EXPECT_TRUE(certificate.converged);
  EXPECT_LT(certificate.newton_decrement, 1e-10);
  const std::array<double, 4> covariance{0.175, -0.075, -0.075, 0.05};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(certificate.covariance[i], covariance[i], 1e-14) << i;
  }
  // The columns of J are 4 and 2 sqrt(14) long and at an angle of cosine 3/sqrt(14): (1 + cos) / (1 - cos).
  const double cosine = 3.0 / std::sqrt(14.0);
  EXPECT_NEAR(certificate.condition, (1.0 + cosine) / (1.0 - cosine), 1e-10);

  // With the unit of the residuals estimated: their sum of squares is 10.8, on 2 degrees of freedom.
  const Certificate estimated = certify(problem, fit.free, ResidualUnit::unknown);
  EXPECT_NEAR(estimated.residual_unit, std::sqrt(5.4), 1e-12);
  EXPECT_NEAR(estimated.covariance[0], 0.175 * 5.4, 1e-12);
}

// For a line the quadratic is the cost itself: half the square of the decrement is what there is to gain.
TEST(Certificate, NewtonDecrementIsTheDistanceToTheOptimum) {
  const SmallProblem problem = line_through_four();
  const std::vector<double> off{1.3, 1.0};
  std::vector<double> r(4);
  std::vector<double> jacobian(8);
  ASSERT_TRUE(problem.evaluate(off, r, jacobian));
  const double cost = 0.5 * std::inner_product(r.begin(), r.end(), r.begin(), 0.0);
  const Certificate certificate = certify(problem, off);
  EXPECT_NEAR(0.5 * certificate.newton_decrement * certificate.newton_decrement, cost - 5.4, 1e-12);
  EXPECT_FALSE(certificate.converged);
  // J^T r by hand: 4 (4 * 0.2 - 6 * 0.1) and 4 (6 * 0.2 - 14 * 0.1), as the residuals at the optimum are at a right
  // angle to both columns.
  EXPECT_NEAR(certificate.gradient, 0.8, 1e-12);
}

// A fit that is stopped early says so, in both places.
TEST(LeastSquares, OutOfStepsIsNoConvergence) {
  // Rosenbrock's valley.
  const SmallProblem valley({{"x", {}}, {"y", {}}}, 2,
                            [](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
                              r[0] = 10.0 * (x[1] - x[0] * x[0]);
                              r[1] = 1.0 - x[0];
                              jacobian[0] = -20.0 * x[0];
                              jacobian[1] = 10.0;
                              jacobian[2] = -1.0;
                              jacobian[3] = 0.0;
                              return true;
                            });
  const std::vector<double> start{-1.2, 1.0};
  LeastSquaresSettings few;
  few.most_steps = 10;
  const Fit stopped = least_squares(valley, start, few);
  EXPECT_EQ(stopped.end, FitEnd::out_of_steps);
  EXPECT_EQ(stopped.steps, 10);
  EXPECT_LT(stopped.cost, stopped.start_cost);
  EXPECT_FALSE(certify(valley, stopped.free).converged);

  const Fit fit = least_squares(valley, start);
  EXPECT_EQ(fit.end, FitEnd::settled);
  EXPECT_NEAR(fit.values[0], 1.0, 1e-9);
  EXPECT_NEAR(fit.values[1], 1.0, 1e-9);
  EXPECT_TRUE(certify(valley, fit.free).converged);
}

// ---- bounds ---------------------------------------------------------------------------------------------------------

TEST(Bounds, AnOptimumInsideIsTheSameWithAndWithout) {
  for (const ParameterScale& scale :
       {ParameterScale::above(-5.0), ParameterScale::below(5.0), ParameterScale::between(-5.0, 5.0)}) {
    const SmallProblem problem = line_through_four(scale);
    const Fit fit = least_squares(problem, std::vector<double>{-4.0, 4.0});
    EXPECT_NEAR(fit.values[0], 1.1, 1e-7) << scale.words();
    EXPECT_NEAR(fit.values[1], 1.1, 1e-7) << scale.words();
    const Certificate certificate = certify(problem, fit.free);
    EXPECT_TRUE(certificate.converged) << scale.words();
    EXPECT_THAT(certificate.at_bound, IsEmpty());
    EXPECT_NEAR(certificate.covariance[0], 0.175, 1e-7) << scale.words();
    const double slope = scale.slope(fit.free[0]);
    EXPECT_NEAR(certificate.free_covariance[0], 0.175 / (slope * slope), 1e-6) << scale.words();
  }
}

TEST(Bounds, AnOptimumOutsideIsAtTheBoundAndNamed) {
  struct Case {
    ParameterScale scale;
    double start, bound;
    Bound which;
  };
  for (const Case& one : {Case{ParameterScale::below(1.0), 0.0, 1.0, Bound::upper},
                          Case{ParameterScale::above(3.0), 9.0, 3.0, Bound::lower},
                          Case{ParameterScale::between(-1.0, 1.0), 0.1, 1.0, Bound::upper}}) {
    const SmallProblem problem = two_and_a_half(one.scale);
    const Fit fit = least_squares(problem, std::vector<double>{one.start, 0.9});
    EXPECT_NEAR(fit.values[0], one.bound, 1e-3) << one.scale.words();
    EXPECT_NEAR(fit.values[1], 0.5, 1e-6) << one.scale.words();
    const Certificate certificate = certify(problem, fit.free);
    EXPECT_THAT(certificate.at_bound, ElementsAre(AtBound{0, one.which, true})) << one.scale.words();
    EXPECT_TRUE(certificate.converged) << certificate.words(problem.parameters());
    EXPECT_TRUE(std::isnan(certificate.covariance[0]));
    EXPECT_NEAR(certificate.covariance[3], 1.0, 1e-9) << "the other parameter's, given the bound";
    EXPECT_THAT(certificate.words(problem.parameters()),
                HasSubstr(one.which == Bound::upper ? "x lies at its upper bound, which holds it"
                                                    : "x lies at its lower bound, which holds it"));
  }
}

// Near a bound, and pushed away from it: that is not an optimum.
TEST(Bounds, ABoundHoldsOnlyWhatIsPressedAgainstIt) {
  const SmallProblem problem = two_and_a_half(ParameterScale::between(1.999, 20.0));
  const std::vector<double> near{ParameterScale::between(1.999, 20.0).free(1.9995), 0.0};
  const Certificate certificate = certify(problem, near);
  EXPECT_THAT(certificate.at_bound, ElementsAre(AtBound{0, Bound::lower, false}));
  EXPECT_NEAR(certificate.newton_decrement, 0.0005, 1e-9);
  EXPECT_NEAR(certificate.covariance[0], 1.0, 1e-9);
}

// So far out in the free scale that the slope dx/dz is 0, as far as numbers go: the certificate is not taken in.
TEST(Bounds, WhereTheTransformationIsFlatIsNoOptimum) {
  const SmallProblem problem = two_and_a_half(ParameterScale());
  for (const double far : {-2000.0, 800.0}) {
    const Certificate certificate = certify(problem, std::vector<double>{2.0, far});
    EXPECT_THAT(certificate.at_bound, ElementsAre(AtBound{1, far < 0.0 ? Bound::lower : Bound::upper, false}));
    EXPECT_NEAR(certificate.newton_decrement, 0.5, 1e-12);
    EXPECT_FALSE(certificate.converged);
  }
}

TEST(Bounds, AStartOutsideIsRefusedByName) {
  const SmallProblem problem = two_and_a_half(ParameterScale::above(0.0));
  EXPECT_THAT(
      [&] {
        least_squares(problem, std::vector<double>{-1.0, 1.0});
      },
      testing::ThrowsMessage<std::invalid_argument>(HasSubstr("x: -1 is not above 0; y: 1 is not between 0 and 1")));
}

// ---- flat directions ------------------------------------------------------------------------------------------------

/// Only a + 2 b is known, with standard deviation 0.1, and c, with 3; and b by a prior of standard deviation `sd`.
SmallProblem sum_only(double sd) {
  return {{{"a", {}}, {"b", {}}, {"c", {}}},
          3,
          [sd](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
            r[0] = (x[0] + 2.0 * x[1] - 3.0) / 0.1;
            r[1] = (x[2] - 1.0) / 3.0;
            r[2] = x[1] / sd;
            std::fill(jacobian.begin(), jacobian.end(), 0.0);
            jacobian[0] = 10.0;
            jacobian[1] = 20.0;
            jacobian[5] = 1.0 / 3.0;
            jacobian[7] = 1.0 / sd;
            return true;
          }};
}

TEST(FlatDirections, HaveInfiniteVarianceAndNames) {
  const SmallProblem problem = sum_only(std::numeric_limits<double>::infinity());
  const Fit fit = least_squares(problem, std::vector<double>{0.0, 0.0, 0.0});
  EXPECT_NEAR(fit.values[0] + 2.0 * fit.values[1], 3.0, 1e-9);
  const Certificate certificate = certify(problem, fit.free);
  EXPECT_TRUE(certificate.converged) << "there is nothing to gain";
  EXPECT_EQ(certificate.condition, std::numeric_limits<double>::infinity());
  ASSERT_EQ(certificate.flat.size(), 1U);
  EXPECT_THAT(certificate.flat[0].parameters, testing::UnorderedElementsAre(0, 1));
  EXPECT_EQ(certificate.covariance[0], std::numeric_limits<double>::infinity());
  EXPECT_EQ(certificate.covariance[4], std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(certificate.covariance[1]));
  EXPECT_NEAR(certificate.covariance[8], 9.0, 1e-12) << "c is as sharp as ever";
  EXPECT_THAT(certificate.words(problem.parameters()), HasSubstr("as they move together"));
}

// A prior is a residual: a has then the variance of the data and four times the prior's.
TEST(FlatDirections, APriorEndsThem) {
  const SmallProblem problem = sum_only(5.0);
  const Fit fit = least_squares(problem, std::vector<double>{0.0, 0.0, 0.0});
  const Certificate certificate = certify(problem, fit.free);
  EXPECT_THAT(certificate.flat, IsEmpty());
  EXPECT_NEAR(certificate.covariance[0], 0.01 + 4.0 * 25.0, 1e-9);
  EXPECT_NEAR(certificate.covariance[1], -2.0 * 25.0, 1e-9);
  EXPECT_NEAR(certificate.covariance[4], 25.0, 1e-9);
}

TEST(FlatDirections, AParameterThatNothingDependsOn) {
  const SmallProblem problem({{"used", {}}, {"idle", {}}}, 1,
                             [](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
                               r[0] = x[0] - 1.0;
                               jacobian[0] = 1.0;
                               jacobian[1] = 0.0;
                               return true;
                             });
  const Certificate certificate = certify(problem, std::vector<double>{1.0, 1.0});
  ASSERT_EQ(certificate.flat.size(), 1U);
  EXPECT_THAT(certificate.flat[0].parameters, ElementsAre(1));
  EXPECT_NEAR(certificate.covariance[0], 1.0, 1e-15);
  EXPECT_EQ(certificate.covariance[3], std::numeric_limits<double>::infinity());
  EXPECT_THAT(certificate.words(problem.parameters()), HasSubstr("the data say nothing of idle\n"));
}

// ---- many starts ----------------------------------------------------------------------------------------------------

/// x^2 = 1 and, a little, x = 1: one optimum at 1, of cost 0, and a poorer one near -1. From -2 to 2; not solved at all
/// beyond 1.75 where `with_failures`.
SmallProblem two_wells(bool with_failures, const ParameterScale& scale = ParameterScale::between(-2.0, 2.0)) {
  return {
      {{"x", scale}}, 2, [with_failures](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
        r[0] = 5.0 * (x[0] * x[0] - 1.0);
        r[1] = x[0] - 1.0;
        jacobian[0] = 10.0 * x[0];
        jacobian[1] = 1.0;
        return !with_failures || x[0] < 1.75;
      }};
}

TEST(MultiStart, WaterfallOfTwoOptima) {
  const SmallProblem problem = two_wells(false);
  const PointEstimate estimate = multi_start(problem);
  ASSERT_EQ(estimate.fits.size(), 64U);
  EXPECT_EQ(estimate.failed, 0U);
  ASSERT_EQ(estimate.waterfall.size(), 2U);
  EXPECT_NEAR(estimate.waterfall[0].cost, 0.0, 1e-12);
  // The cubic 50 x (x^2 - 1) + x - 1 = (x - 1)(50 x^2 + 50 x + 1) has its lowest root here.
  const double root = -0.5 - std::sqrt(0.25 - 0.02);
  const double poorer = 12.5 * std::pow(root * root - 1.0, 2) + 0.5 * std::pow(root - 1.0, 2);
  EXPECT_NEAR(estimate.waterfall[1].cost, poorer, 1e-9);
  EXPECT_EQ(estimate.waterfall[0].starts.size() + estimate.waterfall[1].starts.size(), 64U);
  EXPECT_GT(estimate.waterfall[1].starts.size(), 10U);
  for (const std::size_t start : estimate.waterfall[1].starts) {
    EXPECT_NEAR(estimate.fits[start].values[0], root, 1e-4); // only the best is carried on to its last digits
  }
  EXPECT_NEAR(estimate.best_fit().values[0], 1.0, 1e-9);
  EXPECT_TRUE(estimate.certificate.converged);
  EXPECT_NEAR(estimate.certificate.covariance[0], 1.0 / 101.0, 1e-9);
}

// Eight starts are enough where they agree; where they end at two costs, or one fails or is not at its end, there are
// more, the first of which are the same.
TEST(MultiStart, MoreStartsWhereTheFirstDisagree) {
  const SmallProblem one_well = two_and_a_half(ParameterScale::between(0.0, 1.0));
  EXPECT_EQ(multi_start(one_well).fits.size(), 8U);
  MultiStartSettings settings;
  settings.times_more = 1;
  const PointEstimate few = multi_start(two_wells(false), settings);
  EXPECT_FALSE(few.starts_agree());
  ASSERT_EQ(few.fits.size(), 8U);
  settings.times_more = 3;
  const PointEstimate more = multi_start(two_wells(false), settings);
  ASSERT_EQ(more.fits.size(), 24U);
  EXPECT_TRUE(std::equal(few.fits.begin(), few.fits.end(), more.fits.begin()));
  settings.each.most_steps = 1;
  const PointEstimate unfinished = multi_start(one_well, settings);
  EXPECT_GT(unfinished.out_of_steps, 0U);
  EXPECT_EQ(unfinished.fits.size(), 24U);
}

TEST(MultiStart, FailedStartsAreCounted) {
  const PointEstimate estimate = multi_start(two_wells(true));
  // Of 64 even starts from -2 to 2 four lie above 1.75.
  EXPECT_EQ(estimate.failed, 4U);
  std::size_t in_the_waterfall = 0;
  for (const Optimum& step : estimate.waterfall) {
    in_the_waterfall += step.starts.size();
  }
  EXPECT_EQ(in_the_waterfall, 60U);
  for (const Fit& fit : estimate.fits) {
    EXPECT_EQ(fit.end == FitEnd::failed, std::isinf(fit.cost));
  }
  EXPECT_NEAR(estimate.best_fit().values[0], 1.0, 1e-9);
}

// From 0.1 the first step leads to 5, where the model cannot be solved: it is taken back, and shorter ones lead on.
TEST(LeastSquares, StepsThatCannotBeSolvedAreTakenBackAndCounted) {
  const Fit fit = least_squares(two_wells(true, ParameterScale()), std::vector<double>{0.1});
  EXPECT_EQ(fit.end, FitEnd::settled);
  EXPECT_NEAR(fit.values[0], 1.0, 1e-9);
  EXPECT_GE(fit.failed_solves, 1U);
  EXPECT_GT(fit.solves, fit.failed_solves);
  const Fit from_outside = least_squares(two_wells(true, ParameterScale()), std::vector<double>{3.0});
  EXPECT_EQ(from_outside.end, FitEnd::failed);
  EXPECT_EQ(from_outside.values, std::vector<double>{3.0});
  EXPECT_EQ(from_outside.solves, 1U);
  EXPECT_EQ(from_outside.failed_solves, 1U);
}

TEST(MultiStart, SameForAnyNumberOfThreads) {
  const SmallProblem problem = two_wells(true);
  MultiStartSettings settings;
  settings.threads = 1;
  const PointEstimate one = multi_start(problem, settings);
  settings.threads = 2;
  const PointEstimate two = multi_start(problem, settings);
  EXPECT_EQ(one.fits, two.fits);
  EXPECT_EQ(one.waterfall, two.waterfall);
  EXPECT_EQ(one.best, two.best);
  EXPECT_EQ(one.certificate.covariance, two.certificate.covariance);
  EXPECT_EQ(one.certificate.newton_decrement, two.certificate.newton_decrement);
  settings.seed = 2;
  EXPECT_NE(multi_start(problem, settings).fits, one.fits);
}

TEST(MultiStart, NoStartAtAll) {
  const std::vector<EstimatedParameter> share{{"share", ParameterScale::between(0.0, 1.0)}};
  const SmallProblem unsolvable(share, 1, [](auto, auto, auto) { return false; });
  EXPECT_THAT([&] { multi_start(unsolvable); },
              testing::ThrowsMessage<std::runtime_error>(HasSubstr("could be solved at none of 64 starts")));
  const SmallProblem not_a_number(share, 1, [](auto, std::span<double> r, std::span<double> jacobian) {
    r[0] = 1.0;
    jacobian[0] = std::nan("");
    return true;
  });
  EXPECT_THROW(multi_start(not_a_number), std::runtime_error);
}

TEST(MultiStart, AnExceptionReachesTheCaller) {
  const SmallProblem broken({{"share", ParameterScale::between(0.0, 1.0)}}, 1,
                            [](auto, auto, auto) -> bool { throw std::domain_error("a defect"); });
  EXPECT_THROW(multi_start(broken), std::domain_error);
}

TEST(MultiStart, RefusesWhatIsNoProblem) {
  EXPECT_THAT([&] { multi_start(line_through_four()); },
              testing::ThrowsMessage<std::logic_error>(HasSubstr("to start from: a")));
  EXPECT_THROW(multi_start(SmallProblem({}, 1, nullptr)), std::invalid_argument);
  EXPECT_THROW(multi_start(SmallProblem({{"a", {}}, {"a", {}}}, 1, nullptr)), std::invalid_argument);
  MultiStartSettings none;
  none.starts = 0;
  EXPECT_THROW(multi_start(two_wells(false), none), std::invalid_argument);
}

// A parameter that the data want beyond its bound, found from every start.
TEST(MultiStart, SaysWhatLiesAtABound) {
  const SmallProblem problem = two_and_a_half(ParameterScale::between(0.0, 1.0));
  const PointEstimate estimate = multi_start(problem);
  // From every start: Newton's steps in the free scale are too long near the bound, and would leave y at one of its
  // own.
  ASSERT_EQ(estimate.waterfall.size(), 1U);
  EXPECT_NEAR(estimate.waterfall[0].cost, 0.5, 1e-5);
  EXPECT_THAT(estimate.certificate.at_bound, ElementsAre(AtBound{0, Bound::upper, true}));
  EXPECT_THAT(estimate.words(problem.parameters()), HasSubstr("x lies at its upper bound, which holds it"));
}

} // namespace
} // namespace headwater::calibration::tests
