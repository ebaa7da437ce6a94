#include "calibration/inference/samplers/nuts.hpp"
#include "tests/calibration/inference/samplers/gaussian_targets.hpp"
#include "tests/calibration/inference/samplers/posterior_figures.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <mutex>
#include <numbers>
#include <numeric>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

using testing::Each;
using testing::Gt;
using testing::HasSubstr;
using testing::Lt;
using testing::SizeIs;

NutsSettings few_draws() {
  NutsSettings settings;
  settings.chains = 3;
  settings.warmup = 200;
  settings.draws = 100;
  settings.seed = 5;
  return settings;
}

std::vector<std::vector<double>> runs_of(const SampledChains& chains) {
  std::vector<std::vector<double>> runs;
  for (const SampledChain& chain : chains.chains) {
    runs.push_back(chain.draws);
  }
  return runs;
}

TEST(Nuts, FindsMeanAndCovarianceOfAGaussian) {
  const CorrelatedGaussian target(6, 0.9);
  NutsSettings settings;
  settings.draws = 2000;
  const SampledChains chains = Nuts(settings).sample(target, target.rough_start());
  const std::vector<EstimatedFigure> found = estimated_figures(runs_of(chains), 6, 20);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_LT(std::fabs(found[i].mean - target.mean(i)), 4.0 * found[i].mcse_mean) << i;
    EXPECT_LT(std::fabs(found[i].sd - std::sqrt(target.covariance(i, i))), 4.0 * found[i].mcse_sd) << i;
  }
  EXPECT_EQ(chains.divergences(), 0U);
  EXPECT_EQ(chains.failed_solves(), 0U);
}

TEST(Nuts, LearnsADenseMetric) {
  const CorrelatedGaussian target(6, 0.9);
  const SampledChains chains = Nuts(NutsSettings{}).sample(target, target.rough_start());
  for (const SampledChain& chain : chains.chains) {
    for (std::size_t i = 0; i < 6; ++i) {
      for (std::size_t j = 0; j < 6; ++j) {
        const double scale = std::sqrt(target.covariance(i, i) * target.covariance(j, j));
        // The last window has 500 draws or so.
        EXPECT_NEAR(chain.inverse_metric[i * 6 + j] / scale, target.covariance(i, j) / scale, 0.3) << i << ' ' << j;
      }
    }
    EXPECT_THAT(chain.treedepth, Each(Lt(6)));
  }
}

TEST(Nuts, KeepsTheMetricItIsGivenWhereItIsToldTo) {
  const CorrelatedGaussian target(3, 0.5);
  NutsSettings settings = few_draws();
  settings.learns_metric = false;
  settings.warmup = 60; // too short to learn one
  const Start start = target.rough_start();
  const SampledChains chains = Nuts(settings).sample(target, start);
  for (const SampledChain& chain : chains.chains) {
    EXPECT_EQ(chain.inverse_metric, start.covariance);
    EXPECT_NEAR(std::accumulate(chain.accept_stat.begin(), chain.accept_stat.end(), 0.0) / 100.0, 0.8, 0.15);
  }
}

TEST(Nuts, BeginsWhereItIsTold) {
  const CorrelatedGaussian target(2, 0.5);
  NutsSettings settings = few_draws();
  Start start = target.rough_start();
  start.beginnings = {{40.0, 0.0}, {0.0, 40.0}, {1.0, 1.0}};
  settings.warmup = 0;
  settings.learns_metric = false;
  settings.draws = 1;
  settings.max_treedepth = 1; // one step of at most the first step size
  const SampledChains chains = Nuts(settings).sample(target, start);
  for (std::size_t chain = 0; chain < 3; ++chain) {
    EXPECT_NEAR(chains.chains[chain].draws[0], start.beginnings[chain][0], 15.0) << chain;
    EXPECT_NEAR(chains.chains[chain].draws[1], start.beginnings[chain][1], 15.0) << chain;
  }
  start.beginnings.pop_back();
  EXPECT_THROW(Nuts(settings).sample(target, start), std::invalid_argument);
  const HalfSolvable half;
  start = {{0.0, 0.0}, {1.0, 0.0, 0.0, 1.0}, {{0.0, 0.0}, {2.0, 0.0}, {0.0, 1.0}}};
  EXPECT_THROW(Nuts(settings).sample(half, start), std::invalid_argument);
}

TEST(Nuts, GivesOneOfEverythingADraw) {
  const CorrelatedGaussian target(3, 0.5);
  const SampledChains chains = Nuts(few_draws()).sample(target, target.rough_start());
  ASSERT_THAT(chains.chains, SizeIs(3));
  for (const SampledChain& chain : chains.chains) {
    EXPECT_THAT(chain.draws, SizeIs(300));
    EXPECT_THAT(chain.lp, SizeIs(100));
    EXPECT_THAT(chain.accept_stat, SizeIs(100));
    EXPECT_THAT(chain.treedepth, SizeIs(100));
    EXPECT_THAT(chain.divergent, SizeIs(100));
    EXPECT_THAT(chain.stepsize, Each(chain.adapted_stepsize));
    EXPECT_THAT(chain.n_leapfrog, Each(Gt(0)));
    std::vector<double> gradient(3);
    for (std::size_t i = 0; i < 100; ++i) {
      EXPECT_EQ(chain.lp[i], target.evaluate(std::span(chain.draws).subspan(3 * i, 3), gradient)) << i;
      // Kinetic energy is not negative.
      EXPECT_GE(chain.energy[i], -chain.lp[i]) << i;
    }
  }
  EXPECT_NE(chains.chains[0].draws, chains.chains[1].draws);
  EXPECT_THAT(chains.pooled_draws(), SizeIs(900));
}

TEST(Nuts, GivesTheSameBytesForAnyNumberOfThreads) {
  const CorrelatedGaussian target(4, 0.7);
  NutsSettings settings = few_draws();
  settings.threads = 1;
  const SampledChains one = Nuts(settings).sample(target, target.rough_start());
  settings.threads = 2;
  EXPECT_EQ(Nuts(settings).sample(target, target.rough_start()), one);
  settings.threads = 0;
  EXPECT_EQ(Nuts(settings).sample(target, target.rough_start()), one);
  settings.seed = 6;
  EXPECT_NE(Nuts(settings).sample(target, target.rough_start()), one);
}

TEST(Nuts, AChainDoesNotDependOnHowManyThereAre) {
  const CorrelatedGaussian target(4, 0.7);
  NutsSettings settings = few_draws();
  const SampledChains three = Nuts(settings).sample(target, target.rough_start());
  settings.chains = 1;
  EXPECT_EQ(Nuts(settings).sample(target, target.rough_start()).chains[0], three.chains[0]);
}

// ---- checkpoints ----------------------------------------------------------------------------------------------------

/// Every state that is saved, by chain.
std::vector<std::vector<std::string>> saved_states(NutsSettings settings, const LogDensity& target, const Start& start,
                                                   std::size_t every) {
  std::vector<std::vector<std::string>> states(settings.chains);
  settings.checkpoints.every = every;
  settings.checkpoints.save = [&](std::size_t chain, std::string_view state) { states[chain].emplace_back(state); };
  Nuts(settings).sample(target, start);
  return states;
}

// The states fall before, in and after each phase of the adaptation, which ends after 75, 100 and 150 of 200
// transitions.
TEST(Nuts, ResumedFromAnyStateGivesTheSameBytes) {
  const CorrelatedGaussian target(4, 0.7);
  NutsSettings settings = few_draws();
  const SampledChains whole = Nuts(settings).sample(target, target.rough_start());
  const auto states = saved_states(settings, target, target.rough_start(), 23);
  ASSERT_THAT(states[0], SizeIs(300 / 23 + 1)) << "and the last transition";
  for (std::size_t at = 0; at < states[0].size(); ++at) {
    // One chain has got further than another, and one has not begun.
    settings.checkpoints.resume = {states[0][at], states[1][states[1].size() - 1 - at], ""};
    EXPECT_EQ(Nuts(settings).sample(target, target.rough_start()), whole) << at;
  }
}

TEST(NutsDeathTest, KilledAndResumedGivesTheSameBytes) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "headwater_killed_chains";
  const auto file_of = [&](std::size_t chain) { return folder / std::to_string(chain); };
  std::filesystem::create_directories(folder);
  const CorrelatedGaussian target(4, 0.7);
  NutsSettings settings = few_draws();
  const auto sample_and_die = [&] {
    std::mutex writing;
    int saved = 0;
    NutsSettings dying = settings;
    dying.checkpoints.every = 10;
    dying.checkpoints.save = [&](std::size_t chain, std::string_view state) {
      const std::lock_guard one_at_a_time(writing);
      std::ofstream(file_of(chain), std::ios::binary) << state;
      if (++saved == 40) {
        std::raise(SIGKILL);
      }
    };
    Nuts(dying).sample(target, target.rough_start());
  };
  EXPECT_EXIT(sample_and_die(), testing::KilledBySignal(SIGKILL), "");

  for (std::size_t chain = 0; chain < settings.chains; ++chain) {
    std::ifstream file(file_of(chain), std::ios::binary);
    settings.checkpoints.resume.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  const SampledChains resumed = Nuts(settings).sample(target, target.rough_start());
  std::filesystem::remove_all(folder);
  EXPECT_THAT(settings.checkpoints.resume, testing::Contains(testing::Not(testing::IsEmpty())));
  settings.checkpoints.resume.clear();
  EXPECT_EQ(resumed, Nuts(settings).sample(target, target.rough_start()));
}

TEST(Nuts, BeginsAnewWhereAStateIsSetAside) {
  const CorrelatedGaussian target(4, 0.7);
  const Start start = target.rough_start();
  NutsSettings settings = few_draws();
  settings.chains = 2;
  const SampledChains whole = Nuts(settings).sample(target, start);
  const std::string state = saved_states(settings, target, start, 150)[0][0];
  NutsSettings other_seed = settings;
  other_seed.seed += 1;
  const std::string foreign = saved_states(other_seed, target, start, 150)[0][0];
  std::string damaged = state;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  for (const std::string& unusable : {damaged, foreign, std::string("x")}) {
    std::vector<std::size_t> set_aside;
    settings.checkpoints.resume = {unusable, ""};
    settings.checkpoints.set_aside = [&](std::size_t chain, const std::string& why) {
      set_aside.push_back(chain);
      EXPECT_THAT(why, HasSubstr("the saved state"));
    };
    EXPECT_EQ(Nuts(settings).sample(target, start), whole);
    EXPECT_THAT(set_aside, testing::ElementsAre(0U));
  }
}

TEST(Nuts, RefusesAStateThatIsDamagedOrOfAnotherRun) {
  const CorrelatedGaussian target(4, 0.7);
  const Start start = target.rough_start();
  NutsSettings settings = few_draws();
  settings.chains = 1;
  const std::string state = saved_states(settings, target, start, 150)[0][0];
  const auto refusal = [&](const NutsSettings& with, const LogDensity& of, const Start& from, const std::string& by) {
    NutsSettings resuming = with;
    resuming.checkpoints.resume = {by};
    try {
      Nuts(resuming).sample(of, from);
      return std::string("none");
    } catch (const std::invalid_argument& problem) {
      return std::string(problem.what());
    }
  };
  EXPECT_EQ(refusal(settings, target, start, state), "none");
  std::string damaged = state;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  EXPECT_THAT(refusal(settings, target, start, damaged), HasSubstr("damaged"));
  EXPECT_THAT(refusal(settings, target, start, state.substr(0, state.size() - 1)), HasSubstr("damaged"));
  EXPECT_THAT(refusal(settings, target, start, "x"), HasSubstr("damaged"));
  NutsSettings other_seed = settings;
  other_seed.seed = 6;
  EXPECT_THAT(refusal(other_seed, target, start, state), HasSubstr("other settings"));
  Start other_start = start;
  other_start.point[0] = 0.25;
  EXPECT_THAT(refusal(settings, target, other_start, state), HasSubstr("another start"));
  EXPECT_THAT(refusal(settings, CorrelatedGaussian(4, 0.6), start, state), HasSubstr("another target"));
}

// ---- solves that fail -----------------------------------------------------------------------------------------------

TEST(Nuts, CountsFailedSolvesAndSamplesWhatIsLeft) {
  const HalfSolvable target;
  NutsSettings settings;
  settings.draws = 2000;
  const SampledChains chains = Nuts(settings).sample(target, {{0.0, 0.0}, {1.0, 0.0, 0.0, 1.0}});
  EXPECT_GT(chains.failed_solves(), 0U);
  EXPECT_GT(chains.divergences(), 0U) << "a trajectory that met a failed solve";
  for (const SampledChain& chain : chains.chains) {
    EXPECT_GT(chain.failed_in_warmup, 0U);
    for (std::size_t i = 0; i < chain.draws.size(); i += 2) {
      ASSERT_LE(chain.draws[i], 1.0);
    }
  }
  // The mean of a standard normal variate below 1.
  const double below = 0.5 * std::erfc(-1.0 / std::numbers::sqrt2);
  const double mean = -std::exp(-0.5) / std::sqrt(2.0 * std::numbers::pi) / below;
  EXPECT_NEAR(mean, -0.2876, 0.0001);
  const std::vector<EstimatedFigure> found = estimated_figures(runs_of(chains), 2, 20);
  EXPECT_LT(std::fabs(found[0].mean - mean), 4.0 * found[0].mcse_mean) << found[0].mean;
  EXPECT_LT(std::fabs(found[1].mean), 4.0 * found[1].mcse_mean);
}

/// A standard Gaussian in one dimension, spoilt by `spoil`.
class Spoilt : public LogDensity {
public:
  using Spoil = std::function<std::optional<double>(double x, double& slope)>;
  explicit Spoilt(Spoil spoil) : spoil_{std::move(spoil)} {}

  std::size_t dimension() const override { return 1; }
  std::optional<double> evaluate(std::span<const double> x, std::span<double> gradient) const override {
    ++evaluations;
    gradient[0] = -x[0];
    return spoil_(x[0], gradient[0]);
  }
  mutable std::atomic<int> evaluations{0};

private:
  Spoil spoil_;
};

const Start at_zero{{0.0}, {1.0}};

TEST(Nuts, NeverHangsWhereNothingButTheStartCanBeSolved) {
  const Spoilt target([](double x, double& /*slope*/) { return x == 0.0 ? std::optional(0.0) : std::nullopt; });
  NutsSettings settings = few_draws();
  settings.dispersion = 0.0;
  settings.chains = 1; // of several, how many are halfway when the first gives up is the machine's affair
  EXPECT_THROW(Nuts(settings).sample(target, at_zero), std::runtime_error) << "no step size can be found";
  EXPECT_LT(target.evaluations, 5 * 1075) << "a step size is halved 1,075 times at most, each at a handful of points";
}

TEST(Nuts, TakesWhatIsNotANumberForAFailedSolve) {
  constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Spoilt no_value([](double x, double& /*slope*/) { return x > 1.0 ? not_a_number : -0.5 * x * x; });
  const Spoilt too_much([](double x, double& /*slope*/) { return x > 1.0 ? infinity : -0.5 * x * x; });
  const Spoilt no_slope([](double x, double& slope) {
    slope = x > 1.0 ? not_a_number : -x;
    return -0.5 * x * x;
  });
  const Spoilt outside([](double x, double& slope) {
    slope = x > 1.0 ? not_a_number : -x; // of no account
    return x > 1.0 ? -infinity : -0.5 * x * x;
  });
  const SampledChains chains = Nuts(few_draws()).sample(no_value, at_zero);
  EXPECT_GT(chains.failed_solves(), 0U);
  EXPECT_EQ(Nuts(few_draws()).sample(too_much, at_zero), chains);
  EXPECT_EQ(Nuts(few_draws()).sample(no_slope, at_zero), chains);
  const SampledChains excluded = Nuts(few_draws()).sample(outside, at_zero);
  EXPECT_EQ(excluded.failed_solves(), 0U) << "a density of 0 is no failure";
  EXPECT_EQ(excluded.pooled_draws(), chains.pooled_draws());
}

TEST(Nuts, AnExceptionOfTheTargetReachesTheCaller) {
  std::atomic<int> left = 500;
  const Spoilt target([&](double x, double& /*slope*/) -> std::optional<double> {
    if (--left < 0) {
      throw std::domain_error("a mistake, not a failed solve");
    }
    return -0.5 * x * x;
  });
  EXPECT_THROW(Nuts(few_draws()).sample(target, at_zero), std::domain_error);
  EXPECT_LT(target.evaluations, 510) << "and it is not asked again";
}

// ---- what cannot be -------------------------------------------------------------------------------------------------

TEST(Nuts, RefusesAStartThatIsNone) {
  const CorrelatedGaussian target(2, 0.5);
  const Nuts nuts(few_draws());
  EXPECT_THROW(nuts.sample(target, {{0.0}, {1.0, 0.0, 0.0, 1.0}}), std::invalid_argument);
  EXPECT_THROW(nuts.sample(target, {{0.0, 0.0}, {1.0, 1.0}}), std::invalid_argument);
  EXPECT_THROW(nuts.sample(target, {{0.0, 0.0}, {1.0, 0.5, 0.4, 1.0}}), std::invalid_argument) << "not symmetric";
  EXPECT_THROW(nuts.sample(target, {{0.0, 0.0}, {1.0, 2.0, 2.0, 1.0}}), std::invalid_argument) << "not positive";
  const Spoilt nowhere([](double /*x*/, double& /*slope*/) { return std::nullopt; });
  EXPECT_THROW(nuts.sample(nowhere, at_zero), std::invalid_argument);
}

TEST(Nuts, RefusesSettingsThatCannotBe) {
  const auto refused = [](const auto& change) {
    NutsSettings settings = few_draws();
    change(settings);
    EXPECT_THROW(Nuts(settings).sample(CorrelatedGaussian(2, 0.5), {{0.0, 0.0}, {1.0, 0.0, 0.0, 1.0}}),
                 std::invalid_argument);
  };
  refused([](NutsSettings& s) { s.chains = 0; });
  refused([](NutsSettings& s) { s.draws = 0; });
  refused([](NutsSettings& s) { s.warmup = 149; });
  refused([](NutsSettings& s) { s.first_window = 76; });
  refused([](NutsSettings& s) { s.target_acceptance = 1.0; });
  refused([](NutsSettings& s) { s.max_treedepth = 0; });
  refused([](NutsSettings& s) { s.dispersion = -1.0; });
  refused([](NutsSettings& s) { s.checkpoints.every = 5; });
  refused([](NutsSettings& s) { s.checkpoints.resume = {"", ""}; });
}

} // namespace
} // namespace headwater::calibration::tests
