#include "calibration/inference/samplers/tempered_smc.hpp"

#include "tests/calibration/inference/samplers/gaussian_targets.hpp"
#include "tests/calibration/inference/samplers/posterior_figures.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

using testing::Each;
using testing::Gt;
using testing::HasSubstr;
using testing::SizeIs;

std::vector<Population> populations(const TemperedTarget& target, SmcSettings settings, std::size_t count) {
  std::vector<Population> all;
  for (std::size_t run = 0; run < count; ++run) {
    settings.seed = 100 + run;
    all.push_back(tempered_smc(target, settings));
    EXPECT_TRUE(all.back().mixed);
  }
  return all;
}

/// Mean of the log evidences less `exact`, in standard errors.
double evidence_z(const std::vector<Population>& runs, double exact) {
  std::vector<std::vector<double>> log_evidences;
  for (const Population& run : runs) {
    log_evidences.push_back({run.log_evidence});
  }
  const EstimatedFigure found = estimated_figures(log_evidences, 1, 1)[0];
  EXPECT_NEAR(found.mean, exact, 0.1);
  return (found.mean - exact) / found.mcse_mean;
}

std::vector<std::vector<double>> runs_of_populations(const std::vector<Population>& populations) {
  std::vector<std::vector<double>> runs;
  for (const Population& one : populations) {
    runs.push_back(one.draws);
  }
  return runs;
}

TEST(TemperedSmc, FindsEvidenceMeanAndSpreadOfAConjugateGaussian) {
  const ConjugateGaussian target;
  const ConjugateGaussian::Exact exact = ConjugateGaussian::exact();
  SmcSettings settings;
  settings.particles = 1000;
  const std::vector<Population> runs = populations(target, settings, 16);
  EXPECT_LT(std::fabs(evidence_z(runs, exact.log_evidence)), 4.0);
  const std::vector<EstimatedFigure> found =
      estimated_figures(runs_of_populations(runs), ConjugateGaussian::parameters, 1);
  for (std::size_t j = 0; j < found.size(); ++j) {
    EXPECT_LT(std::fabs(found[j].mean - exact.mean[j]), 4.0 * found[j].mcse_mean) << j;
    EXPECT_LT(std::fabs(found[j].sd - exact.sd[j]), 4.0 * found[j].mcse_sd) << j;
    EXPECT_NEAR(found[j].sd / exact.sd[j], 1.0, 0.05) << j;
    // 1,000 particles are worth nearly as many independent draws.
    EXPECT_LT(found[j].mcse_mean, 2.0 * exact.sd[j] / std::sqrt(16.0 * 1000.0)) << j;
  }
}

TEST(TemperedSmc, SaysWhatHappenedAtEachTemperature) {
  const Population found = tempered_smc(ConjugateGaussian{}, SmcSettings{});
  ASSERT_THAT(found.stages, SizeIs(Gt(2U)));
  double before = 0.0;
  for (std::size_t s = 0; s < found.stages.size(); ++s) {
    const SmcStage& stage = found.stages[s];
    EXPECT_GT(stage.temperature, before);
    before = stage.temperature;
    if (s + 1 < found.stages.size()) {
      EXPECT_NEAR(stage.effective_sample_size, 500.0, 0.01);
    } else {
      EXPECT_GE(stage.effective_sample_size, 500.0);
    }
    EXPECT_GT(stage.acceptance, 0.1);
    EXPECT_LE(stage.correlation, 0.1);
  }
  EXPECT_EQ(before, 1.0);
  EXPECT_THAT(found.draws, SizeIs(4000));
  EXPECT_EQ(found.failed_solves, 0U);
  // What is said of a particle belongs to it.
  for (std::size_t i = 0; i < 1000; ++i) {
    const std::span<const double> x = std::span(found.draws).subspan(4 * i, 4);
    std::optional<double> value;
    ConjugateGaussian{}.log_likelihood(x, {&value, 1});
    ASSERT_EQ(found.log_likelihood[i], value);
    ASSERT_EQ(found.log_prior[i], ConjugateGaussian{}.log_prior(x));
  }
}

TEST(TemperedSmc, GivesTheSameBytesForAnyThreadsAndBlocks) {
  const ConjugateGaussian target;
  SmcSettings settings;
  settings.particles = 203;
  settings.threads = 1;
  const Population one = tempered_smc(target, settings);
  settings.threads = 2;
  EXPECT_EQ(tempered_smc(target, settings), one);
  settings.block = 3;
  settings.threads = 0;
  EXPECT_EQ(tempered_smc(target, settings), one);
  settings.seed = 2;
  EXPECT_NE(tempered_smc(target, settings), one);
}

TEST(TemperedSmc, SaysWhenTheMovesDidNotSuffice) {
  SmcSettings settings;
  settings.most_moves = 2;
  settings.particles = 2500;
  EXPECT_FALSE(tempered_smc(ConjugateGaussian{}, settings).mixed);
}

TEST(TemperedSmc, ResumedFromAnyStateGivesTheSameBytes) {
  const ConjugateGaussian target;
  SmcSettings settings;
  settings.particles = 200;
  std::vector<std::string> states;
  settings.checkpoints.save = [&](std::string_view state) { states.emplace_back(state); };
  const Population whole = tempered_smc(target, settings);
  ASSERT_THAT(states, SizeIs(whole.stages.size()));
  settings.checkpoints.save = nullptr;
  for (const std::string& state : states) {
    settings.checkpoints.resume = state;
    EXPECT_EQ(tempered_smc(target, settings), whole);
  }
  settings.seed = 2;
  EXPECT_THROW(tempered_smc(target, settings), std::invalid_argument);
  settings.seed = 1;
  settings.checkpoints.resume.back() ^= 1;
  EXPECT_THROW(tempered_smc(target, settings), std::invalid_argument);
}

TEST(TemperedSmc, BeginsAnewWhereAStateIsSetAside) {
  const ConjugateGaussian target;
  SmcSettings settings;
  settings.particles = 200;
  std::string last;
  settings.checkpoints.save = [&](std::string_view state) { last = state; };
  const Population whole = tempered_smc(target, settings);
  settings.checkpoints.save = nullptr;
  settings.checkpoints.resume = last;
  settings.checkpoints.resume.back() ^= 1;
  int set_aside = 0;
  settings.checkpoints.set_aside = [&](const std::string&) { ++set_aside; };
  EXPECT_EQ(tempered_smc(target, settings), whole);
  EXPECT_EQ(set_aside, 1);
}

TEST(TemperedSmc, AKilledOneGoesOn) {
  const ConjugateGaussian target;
  SmcSettings settings;
  settings.particles = 200;
  const Population whole = tempered_smc(target, settings);
  std::string last;
  settings.checkpoints.save = [&](std::string_view state) {
    if (!last.empty()) {
      throw std::runtime_error("stopped");
    }
    last = state;
  };
  EXPECT_THROW(tempered_smc(target, settings), std::runtime_error);
  settings.checkpoints = {nullptr, last};
  EXPECT_EQ(tempered_smc(target, settings), whole);
}

TEST(TemperedSmc, CountsFailedSolvesAsALikelihoodOfNothing) {
  const HalfSolvable target;
  const std::vector<Population> runs = populations(target, SmcSettings{}, 12);
  EXPECT_LT(std::fabs(evidence_z(runs, HalfSolvable::log_evidence())), 4.0);
  for (const Population& run : runs) {
    EXPECT_GT(run.failed_solves, 100U);
    EXPECT_LT(run.failed_solves, run.likelihoods);
    for (std::size_t i = 0; i < run.draws.size(); i += 2) {
      ASSERT_LE(run.draws[i], 1.0);
    }
  }
}

/// A standard Gaussian prior in one dimension with any likelihood.
class AnyLikelihood : public TemperedTarget {
public:
  explicit AnyLikelihood(std::function<std::optional<double>(double)> likelihood)
      : likelihood_{std::move(likelihood)} {}

  std::size_t dimension() const override { return 1; }
  void draw_prior(experiments::RandomEngine& random, std::span<double> x) const override { x[0] = random.normal(); }
  double log_prior(std::span<const double> x) const override { return -0.5 * x[0] * x[0]; }
  void log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const override {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = likelihood_(points[i]);
    }
  }

private:
  std::function<std::optional<double>(double)> likelihood_;
};

std::string failure_of(const TemperedTarget& target, const SmcSettings& settings) {
  try {
    tempered_smc(target, settings);
    return "none";
  } catch (const std::runtime_error& problem) {
    return problem.what();
  }
}

TEST(TemperedSmc, NeverHangs) {
  constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(failure_of(AnyLikelihood([](double) { return std::nullopt; }), {}), HasSubstr("not one draw"));
  EXPECT_THAT(failure_of(AnyLikelihood([](double) { return not_a_number; }), {}), HasSubstr("not one draw"));
  // Only one particle is possible, wherever it is.
  std::atomic<int> asked = 0;
  EXPECT_THAT(failure_of(AnyLikelihood([&](double) { return asked++ == 7 ? std::optional(0.0) : std::nullopt; }), {}),
              HasSubstr("collapsed"));
  SmcSettings settings;
  settings.most_stages = 3;
  EXPECT_THAT(failure_of(AnyLikelihood([](double x) { return -1e9 * x * x; }), settings), HasSubstr("3 stages"));
}

TEST(TemperedSmc, AnExceptionOfTheTargetReachesTheCaller) {
  std::atomic<int> left = 1500;
  const AnyLikelihood target([&](double x) -> std::optional<double> {
    if (--left < 0) {
      throw std::domain_error("a mistake, not a failed solve");
    }
    return -20.0 * x * x;
  });
  EXPECT_THROW(tempered_smc(target, {}), std::domain_error);
}

TEST(TemperedSmc, RefusesSettingsThatCannotBe) {
  const auto refused = [](const auto& change) {
    SmcSettings settings;
    change(settings);
    EXPECT_THROW(tempered_smc(ConjugateGaussian{}, settings), std::invalid_argument);
  };
  refused([](SmcSettings& s) { s.particles = 4; });
  refused([](SmcSettings& s) { s.ess_fraction = 1.0; });
  refused([](SmcSettings& s) { s.most_correlation = 0.0; });
  refused([](SmcSettings& s) { s.block = 0; });
  refused([](SmcSettings& s) { s.most_moves = 1; });
  refused([](SmcSettings& s) { s.most_stages = 0; });
}

} // namespace
} // namespace headwater::calibration::tests
