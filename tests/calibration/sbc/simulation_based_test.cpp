// Simulation-based calibration on a model whose posterior is known in closed form: it passes what is right, and finds
// errors that were planted.
#include "tests/calibration/sbc/simulation_based.hpp"

#include "calibration/inference/samplers/nuts.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

using testing::HasSubstr;

// ---- figures y ~ N(mean, variance), variance ~ inverse gamma(a, b), mean ~ N(0, variance / k) -----------------------

constexpr std::size_t sbc_figures = 4;
constexpr int prior_shape = 2;     // a
constexpr double prior_rate = 1.0; // b
constexpr double prior_weight = 0.5;

using SbcFigures = std::array<double, sbc_figures>;

/// A gamma variate of whole shape and rate 1: the sum of so many exponential ones.
double gamma_of(experiments::RandomEngine& random, int shape) {
  double sum = 0.0;
  for (int i = 0; i < shape; ++i) {
    sum -= std::log(random.unit());
  }
  return sum;
}

TruthAndData<SbcFigures> normal_truth(experiments::RandomEngine& random) {
  const double variance = prior_rate / gamma_of(random, prior_shape);
  const double mean = std::sqrt(variance / prior_weight) * random.normal();
  SbcFigures y{};
  for (double& one : y) {
    one = mean + std::sqrt(variance) * random.normal();
  }
  return {{mean, variance}, y};
}

enum class Planted {
  nothing,
  dropped_jacobian,      ///< of v = exp(z): the density of v is taken for that of z, which is one power of v too few
  variance_as_deviation, ///< of the mean
  prior_for_posterior,   ///< the figures are not looked at
};

/// The posterior is of the same family: weight k + n, mean sum / (k + n), shape a + n / 2, rate b + (sum of squares -
/// (k + n) mean^2) / 2. Without the Jacobian it has shape a + n / 2 + 1.
SbcDraws normal_draws(const SbcFigures& y, experiments::RandomEngine& random, Planted planted, std::size_t count) {
  double sum = 0.0;
  double squares = 0.0;
  for (const double one : y) {
    sum += one;
    squares += one * one;
  }
  const bool blind = planted == Planted::prior_for_posterior;
  const double weight = prior_weight + (blind ? 0.0 : static_cast<double>(sbc_figures));
  const double middle = blind ? 0.0 : sum / weight;
  const double rate = prior_rate + (blind ? 0.0 : 0.5 * (squares - weight * middle * middle));
  const int shape =
      prior_shape + (blind ? 0 : static_cast<int>(sbc_figures / 2)) + (planted == Planted::dropped_jacobian ? 1 : 0);
  SbcDraws draws;
  draws.independent = true;
  for (std::size_t i = 0; i < count; ++i) {
    const double variance = rate / gamma_of(random, shape);
    const double spread = planted == Planted::variance_as_deviation ? variance / weight : std::sqrt(variance / weight);
    draws.values.push_back(middle + spread * random.normal());
    draws.values.push_back(variance);
  }
  return draws;
}

/// Mean, variance, and the log likelihood of the figures, which looks at all of them.
std::vector<double> with_likelihood(std::span<const double> point, const SbcFigures& y) {
  double log_likelihood = 0.0;
  for (const double one : y) {
    log_likelihood -= 0.5 * std::log(point[1]) + 0.5 * (one - point[0]) * (one - point[0]) / point[1];
  }
  return {point[0], point[1], log_likelihood};
}

SbcResult of_exact_draws(Planted planted, const SbcSettings& settings = {}) {
  const auto sample = [=](const SbcFigures& y, experiments::RandomEngine& random) {
    return normal_draws(y, random, planted, settings.greatest_rank);
  };
  const SbcResult result = simulation_based_calibration({"mean", "variance", "log likelihood"},
                                                        simulation_of(normal_truth, sample, with_likelihood), settings);
  std::printf("%s", result.words().c_str());
  return result;
}

double p_of(const SbcResult& result, std::size_t quantity) { return result.quantities[quantity].p_value(); }

TEST(SimulationBased, ExactDrawsPass) {
  const SbcResult result = of_exact_draws(Planted::nothing);
  EXPECT_EQ(result.verdict(), SbcVerdict::even);
  EXPECT_THAT(result.words(), HasSubstr("500 simulations, ranks 0 to 99: nothing found against the sampler; 0 failed, "
                                        "0 with fewer independent draws than ranks\n"));
}

TEST(SimulationBased, FindsADroppedJacobian) {
  const SbcResult result = of_exact_draws(Planted::dropped_jacobian);
  EXPECT_EQ(result.verdict(), SbcVerdict::uneven);
  EXPECT_LT(p_of(result, 1), 1e-4);
  EXPECT_THAT(result.words(), HasSubstr("the sampler draws from another posterior"));
  EXPECT_EQ(result.quantities[1].shape(99), "the truth lies above the draws too often");
}

TEST(SimulationBased, FindsAVarianceUsedAsAStandardDeviation) {
  const SbcResult result = of_exact_draws(Planted::variance_as_deviation);
  EXPECT_EQ(result.verdict(), SbcVerdict::uneven);
  EXPECT_LT(p_of(result, 0), 1e-4);
  EXPECT_EQ(result.quantities[0].shape(99), "the draws are too narrow");
}

// The prior's own draws have even ranks of both parameters; only a quantity that looks at the figures tells.
TEST(SimulationBased, ALikelihoodFindsWhatParametersCannot) {
  const SbcResult result = of_exact_draws(Planted::prior_for_posterior);
  EXPECT_EQ(result.verdict(), SbcVerdict::uneven);
  EXPECT_LT(p_of(result, 2), 1e-6);
  EXPECT_GT(p_of(result, 0), 0.005);
  EXPECT_GT(p_of(result, 1), 0.005);
}

// What is right is called wrong about as often as the level says: 0 to 4 of 60 runs at 1 in 100 (the binomial
// distribution has more in 4 of 10000).
TEST(SimulationBased, CallsRightWhatIsRight) {
  SbcSettings settings;
  settings.simulations = 80;
  settings.greatest_rank = 19;
  int wrong = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    settings.seed = seed;
    wrong += of_exact_draws(Planted::nothing, settings).verdict() == SbcVerdict::uneven ? 1 : 0;
  }
  EXPECT_LE(wrong, 4);
}

// ---- a sampler of chains --------------------------------------------------------------------------------------------

/// The posterior above over (mean, log variance), with the Jacobian of the logarithm or, the planted error, without.
class NormalPosterior : public LogDensity {
public:
  NormalPosterior(const SbcFigures& y, bool jacobian) : y_{y}, jacobian_{jacobian} {}

  std::size_t dimension() const override { return 2; }
  std::optional<double> evaluate(std::span<const double> x, std::span<double> gradient) const override {
    const double precision = std::exp(-x[1]);
    double squares = 2.0 * prior_rate + prior_weight * x[0] * x[0];
    gradient[0] = -prior_weight * x[0] * precision;
    for (const double one : y_) {
      squares += (one - x[0]) * (one - x[0]);
      gradient[0] += (one - x[0]) * precision;
    }
    // v^-(a + 1) of the prior, v^-1/2 for the mean and each figure, and v of the Jacobian.
    const double power = prior_shape + 1.0 + 0.5 * (1.0 + static_cast<double>(sbc_figures)) - (jacobian_ ? 1.0 : 0.0);
    gradient[1] = -power + 0.5 * squares * precision;
    return -power * x[1] - 0.5 * squares * precision;
  }

private:
  SbcFigures y_;
  bool jacobian_;
};

SbcResult of_nuts(bool jacobian, const SbcSettings& settings) {
  const auto sample = [=](const SbcFigures& y, experiments::RandomEngine& random) {
    NutsSettings nuts;
    nuts.chains = 2;
    nuts.warmup = 200;
    nuts.draws = 10 * settings.greatest_rank; // with half as many, one in 50 is worth fewer than are ranked
    nuts.seed = random();
    nuts.threads = 1;
    const NormalPosterior target(y, jacobian);
    const SampledChains chains = Nuts(nuts).sample(target, {{0.0, 0.0}, {0.2, 0.0, 0.0, 0.5}});
    SbcDraws draws{chains.pooled_draws(), chains.chains.size(), false};
    for (std::size_t i = 1; i < draws.values.size(); i += 2) {
      draws.values[i] = std::exp(draws.values[i]);
    }
    return draws;
  };
  const SbcResult result = simulation_based_calibration({"mean", "variance", "log likelihood"},
                                                        simulation_of(normal_truth, sample, with_likelihood), settings);
  std::printf("%s", result.words().c_str());
  return result;
}

SbcSettings short_twin() {
  SbcSettings settings;
  settings.simulations = 200;
  settings.greatest_rank = 19;
  return settings;
}

// Not with seed 1: its first 200 truths are themselves uncommon as to their likelihood (p = 0.07 with exact draws), and
// with NUTS's it is one of the runs in 100 that are called wrong. Seeds 2 to 5, and 1 at length, are not.
TEST(SimulationBased, NutsPassesAndADroppedJacobianDoesNot) {
  SbcSettings settings = short_twin();
  settings.seed = 2;
  const SbcResult right = of_nuts(true, settings);
  EXPECT_EQ(right.verdict(), SbcVerdict::even);
  EXPECT_EQ(right.failed, 0U);
  const SbcResult wrong = of_nuts(false, settings);
  EXPECT_EQ(wrong.verdict(), SbcVerdict::uneven);
  EXPECT_EQ(wrong.quantities[1].shape(19), "the truth lies above the draws too often");
}

TEST(SimulationBased, OfNutsAtLengthNightly) {
  SbcSettings settings;
  settings.simulations = 2000;
  const SbcResult right = of_nuts(true, settings);
  EXPECT_EQ(right.verdict(), SbcVerdict::even);
  const SbcResult wrong = of_nuts(false, settings);
  EXPECT_EQ(wrong.verdict(), SbcVerdict::uneven);
  EXPECT_LT(p_of(wrong, 1), 1e-12);
}

// ---- what else may happen -------------------------------------------------------------------------------------------

/// One number, uniform, and `draws` of it from `make`.
template<class Make> Simulation uniform_simulation(Make make) {
  return simulation_of(
      [](experiments::RandomEngine& random) {
        return TruthAndData<int>{{random.unit()}, 0};
      },
      [=](int, experiments::RandomEngine& random) { return make(random); });
}

TEST(SimulationBased, FailuresAreCountedAndMayLeaveNothingToSay) {
  const Simulation fails = uniform_simulation([](experiments::RandomEngine& random) -> std::optional<SbcDraws> {
    SbcDraws draws{{}, 1, true};
    for (int i = 0; i < 99; ++i) {
      draws.values.push_back(random.unit());
    }
    return draws.values[0] < 0.1 ? std::nullopt : std::optional(draws);
  });
  const SbcResult result = simulation_based_calibration({"x"}, fails);
  EXPECT_GT(result.failed, 20U);
  EXPECT_LT(result.failed, 80U);
  EXPECT_EQ(result.quantities[0].ranks.size(), 500U - result.failed);
  EXPECT_EQ(result.verdict(), SbcVerdict::undecided);
  EXPECT_THAT(result.words(), HasSubstr("nothing can be said"));
  const Simulation never = uniform_simulation([](experiments::RandomEngine&) { return std::optional<SbcDraws>(); });
  EXPECT_THROW(simulation_based_calibration({"x"}, never), std::runtime_error);
}

// Each draw ten times over: 198 draws are worth some 20.
TEST(SimulationBased, DrawsThatDependOnEachOtherAreFound) {
  const Simulation sticky = uniform_simulation([](experiments::RandomEngine& random) {
    SbcDraws draws;
    for (int i = 0; i < 20; ++i) {
      draws.values.insert(draws.values.end(), 10, random.unit());
    }
    return draws;
  });
  const SbcResult result = simulation_based_calibration({"x"}, sticky);
  EXPECT_GT(result.dependent, 450U);
  EXPECT_EQ(result.verdict(), SbcVerdict::undecided);
}

// A truth and draws of 0 and 1: where draws equal the truth the rank is one of their places, and ranks are even.
TEST(SimulationBased, TiesAreBrokenEvenly) {
  const Simulation coins = simulation_of(
      [](experiments::RandomEngine& random) {
        return TruthAndData<int>{{random.unit() < 0.5 ? 0.0 : 1.0}, 0};
      },
      [](int, experiments::RandomEngine& random) {
        SbcDraws draws{{}, 1, true};
        for (int i = 0; i < 99; ++i) {
          draws.values.push_back(random.unit() < 0.5 ? 0.0 : 1.0);
        }
        return draws;
      });
  EXPECT_EQ(simulation_based_calibration({"coin"}, coins).verdict(), SbcVerdict::even);
}

TEST(SimulationBased, SameForAnyNumberOfThreads) {
  SbcSettings settings = short_twin();
  settings.threads = 1;
  const SbcResult one = of_exact_draws(Planted::nothing, settings);
  settings.threads = 2;
  const SbcResult two = of_exact_draws(Planted::nothing, settings);
  for (std::size_t q = 0; q < one.quantities.size(); ++q) {
    EXPECT_EQ(one.quantities[q].ranks, two.quantities[q].ranks);
    EXPECT_EQ(one.quantities[q].count_p, two.quantities[q].count_p);
  }
  settings.seed = 2;
  EXPECT_NE(of_exact_draws(Planted::nothing, settings).quantities[0].ranks, one.quantities[0].ranks);
}

TEST(SimulationBased, RefusesWhatHasNoRanks) {
  const auto run = [](const std::vector<std::string>& names, std::size_t draws, double value) {
    return simulation_based_calibration(names, uniform_simulation([=](experiments::RandomEngine&) {
                                          return SbcDraws{std::vector<double>(draws, value), 1, true};
                                        }));
  };
  EXPECT_THROW(run({}, 99, 0.5), std::invalid_argument);
  EXPECT_THAT([&] { run({"x"}, 98, 0.5); },
              testing::ThrowsMessage<std::invalid_argument>(HasSubstr("98 draws of 1 chains are given where 99")));
  EXPECT_THAT(
      [&] {
        run({"x", "y"}, 99, 0.5);
      },
      testing::ThrowsMessage<std::invalid_argument>(HasSubstr("1 true numbers and 99 drawn ones for 2")));
  EXPECT_THAT([&] { run({"x"}, 99, std::numeric_limits<double>::quiet_NaN()); },
              testing::ThrowsMessage<std::invalid_argument>(HasSubstr("has no rank")));
  SbcSettings few;
  few.simulations = 39;
  EXPECT_THAT([&] { of_exact_draws(Planted::nothing, few); },
              testing::ThrowsMessage<std::invalid_argument>(HasSubstr("simulations are 40 at least")));
}

} // namespace
} // namespace headwater::calibration::tests
