#include "calibration/inference/samplers/second_opinion.hpp"

#include "calibration/inference/samplers/nuts.hpp"
#include "calibration/inference/samplers/tempered_smc.hpp"
#include "tests/calibration/inference/samplers/published_posteriors.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

using testing::HasSubstr;

const std::vector<std::string> a_and_b{"a", "b"};

/// Two draws of two parameters, whose mean and standard deviation are exactly these.
std::vector<double> two_draws(double mean_a, double sd_a, double mean_b, double sd_b) {
  const double root_half = 0.70710678118654752;
  return {mean_a - root_half * sd_a, mean_b - root_half * sd_b, mean_a + root_half * sd_a, mean_b + root_half * sd_b};
}

TEST(SecondOpinion, IsTrustedUpToTheLimits) {
  const std::vector<double> first = two_draws(1.0, 2.0, 10.0, 0.5);
  const auto trusted = [&](const std::vector<double>& second) {
    return second_opinion(a_and_b, first, second).trusted();
  };
  EXPECT_TRUE(trusted(first));
  EXPECT_TRUE(trusted(two_draws(1.0 + 0.149 * 2.0, 2.0, 10.0 - 0.149 * 0.5, 0.5)));
  EXPECT_FALSE(trusted(two_draws(1.0 + 0.151 * 2.0, 2.0, 10.0, 0.5)));
  EXPECT_FALSE(trusted(two_draws(1.0, 2.0, 10.0 - 0.151 * 0.5, 0.5)));
  EXPECT_TRUE(trusted(two_draws(1.0, 2.0 * 0.851, 10.0, 0.5 * 1.179)));
  EXPECT_FALSE(trusted(two_draws(1.0, 2.0 * 0.849, 10.0, 0.5)));
  EXPECT_FALSE(trusted(two_draws(1.0, 2.0, 10.0, 0.5 * 1.181)));
}

TEST(SecondOpinion, NamesWhatIsNotTrustedAndHowFarItIs) {
  const SecondOpinion opinion = second_opinion(a_and_b, two_draws(1.0, 2.0, 10.0, 0.5), two_draws(1.1, 2.1, 10.2, 0.4));
  EXPECT_EQ(opinion.verdict(), "not trusted: two samplers disagree on b (means 0.40 sd apart, sd ratio 0.80)");
  EXPECT_NEAR(opinion.parameters[0].mean_difference, 0.05, 1e-12);
  EXPECT_NEAR(opinion.parameters[0].sd_ratio, 1.05, 1e-12);
  EXPECT_EQ(second_opinion(a_and_b, two_draws(1, 2, 10, 1), two_draws(1, 2, 10, 1)).verdict(),
            "trusted: two samplers agree on all 2 parameters");
}

TEST(SecondOpinion, IsNotTrustedWhereNothingVaries) {
  const std::vector<std::string> one{"a"};
  EXPECT_FALSE(second_opinion(one, std::vector{1.0, 1.0}, std::vector{1.0, 1.0}).trusted());
  EXPECT_FALSE(second_opinion(one, std::vector{1.0, 2.0}, std::vector{1.0, 1.0}).trusted());
}

TEST(SecondOpinion, RefusesPartsOfDraws) {
  EXPECT_THROW(second_opinion(a_and_b, std::vector{1.0, 2.0, 3.0}, two_draws(1, 2, 3, 4)), std::invalid_argument);
  EXPECT_THROW(second_opinion(a_and_b, two_draws(1, 2, 3, 4), std::vector{1.0, 2.0}), std::invalid_argument);
  EXPECT_THROW(second_opinion({}, {}, {}), std::invalid_argument);
}

/// NUTS on one posterior beside SMC on the other.
SecondOpinion opinion_on(const PublishedPosterior& by_nuts, const PublishedPosterior& by_smc) {
  NutsSettings nuts;
  nuts.draws = 2000;
  SmcSettings smc;
  smc.particles = 2000;
  const SampledChains chains = Nuts(nuts).sample(by_nuts, laplace(by_nuts, by_nuts.guess()));
  const Population population = tempered_smc(by_smc, smc);
  EXPECT_TRUE(population.mixed);
  std::vector<std::string> names;
  for (const PublishedFigure& one : by_nuts.figures()) {
    names.push_back(one.name);
  }
  return second_opinion(names, by_nuts.reported_draws(chains.pooled_draws()), by_smc.reported_draws(population.draws));
}

TEST(SecondOpinion, TwoSamplersAgreeOnEightSchools) {
  const SecondOpinion opinion = opinion_on(*eight_schools(), *eight_schools());
  EXPECT_TRUE(opinion.trusted()) << opinion.verdict();
}

TEST(SecondOpinion, FindsAVarianceThatOneOfThemTookForAStandardDeviation) {
  const SecondOpinion opinion = opinion_on(*eight_schools_with_variances_as_sds(), *eight_schools());
  EXPECT_THAT(opinion.verdict(), HasSubstr("not trusted"));
  EXPECT_THAT(opinion.verdict(), HasSubstr("mu (")) << "which keeps its prior";
  EXPECT_THAT(opinion.verdict(), HasSubstr("tau ("));
}

} // namespace
} // namespace headwater::calibration::tests
