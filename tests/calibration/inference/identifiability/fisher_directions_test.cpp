// What the data know of which combination: problems whose eigenvectors are known without a computer.
#include "calibration/inference/identifiability/fisher_directions.hpp"

#include "tests/calibration/inference/estimate/small_problem.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// log a + log b is known with standard deviation `known`; the priors' residuals are log a and log b over `sd`.
SmallProblem product_is_known(double known, double sd) {
  return {{{"a", ParameterScale::above(0.0)}, {"b", ParameterScale::above(0.0, 5.0)}},
          3,
          [=](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
            std::fill(jacobian.begin(), jacobian.end(), 0.0);
            r[0] = std::log(x[0] * x[1] / 6.0) / known;
            jacobian[0] = 1.0 / x[0] / known;
            jacobian[1] = 1.0 / x[1] / known;
            r[1] = std::log(x[0]) / sd;
            r[2] = std::log(x[1]) / sd;
            jacobian[2] = 1.0 / x[0] / sd;
            jacobian[5] = 1.0 / x[1] / sd;
            return true;
          },
          2};
}

// J diag(s) is (1, 1) / 0.02 with the prior's unit: the sum has information 2 / 0.02^2, the difference none.
TEST(FisherDirections, ASumIsKnownAndADifferenceIsNot) {
  const SmallProblem problem = product_is_known(0.02 * std::sqrt(2.0), 1.0);
  const std::vector<double> free{std::log(2.0), std::log(3.0 / 5.0)};
  const FisherDirections all = fisher_directions(problem, free);
  std::printf("%s", all.words(problem.parameters()).c_str());
  ASSERT_EQ(all.directions.size(), 2U);
  EXPECT_NEAR(all.directions[0].information, 2500.0, 1e-9);
  EXPECT_NEAR(all.directions[0].known_to(), 0.02, 1e-14);
  EXPECT_NEAR(all.directions[0].contraction(), 2500.0 / 2501.0, 1e-14);
  EXPECT_TRUE(all.directions[0].stiff());
  EXPECT_NEAR(all.directions[0].direction[0], std::sqrt(0.5), 1e-14);
  EXPECT_NEAR(all.directions[0].direction[1], std::sqrt(0.5), 1e-14);
  EXPECT_EQ(all.directions[1].information, 0.0);
  EXPECT_EQ(all.directions[1].known_to(), std::numeric_limits<double>::infinity());
  EXPECT_FALSE(all.directions[1].stiff());
  EXPECT_NEAR(all.directions[1].direction[0] + all.directions[1].direction[1], 0.0, 1e-14);
  EXPECT_EQ(all.words(problem.parameters()),
            "what the data alone know, each parameter in its prior standard deviations, the best first\n"
            "  the sum of log a and log b: known to 2 % of its prior standard deviation\n"
            "  the difference of log a and log b: not known at all\n");
}

// Priors of another width, and given instead of asked of the problem: the unit alone changes.
TEST(FisherDirections, AreInPriorStandardDeviations) {
  const std::vector<double> free{std::log(2.0), std::log(3.0 / 5.0)};
  EXPECT_NEAR(fisher_directions(product_is_known(0.1, 0.5), free).directions[0].information, 2.0 * 25.0, 1e-10);
  const std::vector<double> sd{3.0, 4.0}; // 30 and 40 long: information 50^2 along (0.6, 0.8)
  const FisherDirections given = fisher_directions(product_is_known(0.1, 0.5), free, sd);
  EXPECT_NEAR(given.directions[0].information, 2500.0, 1e-9);
  EXPECT_NEAR(given.directions[0].direction[0], 0.6, 1e-14);
  EXPECT_NEAR(given.directions[0].direction[1], 0.8, 1e-14);
  EXPECT_THAT(given.directions[0].parameters, ElementsAre(1, 0));
  EXPECT_THAT(given.words(product_is_known(0.1, 0.5).parameters()),
              HasSubstr("log b + 0.75 log a: known to 2 % of its prior standard deviation"));
  EXPECT_THAT(given.words(product_is_known(0.1, 0.5).parameters()), HasSubstr("log a - 0.75 log b: not known at all"));
  const std::vector<double> of_priors = prior_deviations(product_is_known(0.1, 0.5), free);
  EXPECT_NEAR(of_priors[0], 0.5, 1e-15);
  EXPECT_NEAR(of_priors[1], 0.5, 1e-15);
}

// By themselves instead of by their logarithms: derivatives and priors by a = 2 and b = 3 are as many times less and
// more, so the information is the same, and the words name no logarithm.
TEST(FisherDirections, InTheParametersOwnScale) {
  const SmallProblem problem = product_is_known(0.1, 0.5);
  const std::vector<double> free{std::log(2.0), std::log(3.0 / 5.0)};
  const std::vector<double> of_priors = prior_deviations(problem, free, Coordinates::own);
  EXPECT_NEAR(of_priors[0], 1.0, 1e-14);
  EXPECT_NEAR(of_priors[1], 1.5, 1e-14);
  const FisherDirections own = fisher_directions(problem, free, {}, Coordinates::own);
  EXPECT_NEAR(own.directions[0].information, 50.0, 1e-10);
  EXPECT_THAT(own.words(problem.parameters()), HasSubstr("the sum of a and b: known to 14 %"));
}

/// A diagonal problem: parameter k is known to 1 / `slopes[k]`; nothing else.
SmallProblem each_by_itself(std::vector<double> slopes) {
  std::vector<EstimatedParameter> parameters;
  for (std::size_t k = 0; k < slopes.size(); ++k) {
    parameters.push_back({"p" + std::to_string(k), {}});
  }
  const std::size_t n = slopes.size();
  return {parameters, n, [slopes, n](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
            std::fill(jacobian.begin(), jacobian.end(), 0.0);
            for (std::size_t k = 0; k < n; ++k) {
              r[k] = slopes[k] * x[k];
              jacobian[k * n + k] = slopes[k];
            }
            return true;
          }};
}

// From the best known to what is not: each in its words.
TEST(FisherDirections, InOrderAndInWords) {
  const SmallProblem problem = each_by_itself({0.05, 4.0, 1.0, 0.5});
  const std::vector<double> here(4, 0.0);
  const std::vector<double> ones(4, 1.0);
  const FisherDirections all = fisher_directions(problem, here, ones);
  EXPECT_EQ(all.words(problem.parameters()),
            "what the data alone know, each parameter in its prior standard deviations, the best first\n"
            "  p1: known to 25 % of its prior standard deviation\n"
            "  p2: known to 100 % of its prior standard deviation\n"
            "  p3: hardly known, the data take 20 % of its prior variance\n"
            "  p0: not known at all\n");
}

/// r = sum of all x, and nothing more.
TEST(FisherDirections, NameTheLargestWeights) {
  const std::size_t n = 7;
  std::vector<EstimatedParameter> parameters;
  for (std::size_t k = 0; k < n; ++k) {
    parameters.push_back({"p" + std::to_string(k), {}});
  }
  const SmallProblem sum(parameters, 1, [](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
    r[0] = x[0];
    std::fill(jacobian.begin(), jacobian.end(), 1.0);
    return true;
  });
  const std::vector<double> here(n, 0.0);
  const std::vector<double> ones(n, 1.0);
  const FisherDirections all = fisher_directions(sum, here, ones);
  ASSERT_EQ(all.directions.size(), n) << "also those that fewer residuals than parameters leave";
  EXPECT_NEAR(all.directions[0].information, 7.0, 1e-12);
  for (std::size_t k = 1; k < n; ++k) {
    EXPECT_EQ(all.directions[k].information, 0.0);
  }
  EXPECT_THAT(all.words(parameters), HasSubstr("the sum of p0, p1, p2, p3, p4 and 2 more: known to 38 %"));
  // A parameter of a tenth of the weight is not named.
  const std::vector<double> uneven{1.0, 0.5, 0.1, 0.1, 0.1, 0.1, 0.1};
  EXPECT_THAT(fisher_directions(sum, here, uneven).directions[0].parameters, ElementsAre(0, 1));
  EXPECT_THAT(fisher_directions(sum, here, uneven).words(parameters), HasSubstr("p0 + 0.5 p1: known to 88 %"));
}

TEST(FisherDirections, ScalesInWords) {
  const auto words = [](const ParameterScale& scale, Coordinates coordinates = Coordinates::free) {
    return coordinate_words({"a", scale}, coordinates);
  };
  EXPECT_EQ(words({}), "a");
  EXPECT_EQ(words(ParameterScale::above(0.0, 7.0)), "log a");
  EXPECT_EQ(words(ParameterScale::above(2.0)), "log (a - 2)");
  EXPECT_EQ(words(ParameterScale::below(5.0)), "-log (5 - a)");
  EXPECT_EQ(words(ParameterScale::between(0.0, 1.0)), "log odds of a");
  EXPECT_EQ(words(ParameterScale::between(2.0, 3.0)), "log odds of a between 2 and 3");
  EXPECT_EQ(words(ParameterScale::between(2.0, 3.0), Coordinates::own), "a");
}

TEST(FisherDirections, RefuseWhatHasNoUnit) {
  const SmallProblem no_priors = each_by_itself({1.0, 2.0});
  const std::vector<double> here(2, 0.0);
  EXPECT_THAT([&] { fisher_directions(no_priors, here); },
              testing::ThrowsMessage<std::invalid_argument>(HasSubstr("p0 has inf, p1 has inf")));
  const std::vector<double> wrong{-1.0, 2.0};
  EXPECT_THAT([&] { fisher_directions(no_priors, here, wrong); },
              testing::ThrowsMessage<std::invalid_argument>(HasSubstr("above 0: p0 has -1")));
  EXPECT_THROW(fisher_directions(no_priors, here, std::vector<double>{1.0}), std::invalid_argument);
  EXPECT_THROW(fisher_directions(no_priors, std::vector<double>{0.0}), std::invalid_argument);
  const SmallProblem unsolvable({{"x", {}}}, 1, [](auto, auto, auto) { return false; });
  EXPECT_THROW(fisher_directions(unsolvable, std::vector<double>{0.0}), std::invalid_argument);
}

} // namespace
} // namespace headwater::calibration::tests
