#include "calibration/inference/samplers/reparameterisation.hpp"

#include "calibration/inference/samplers/nuts.hpp"
#include "tests/calibration/inference/samplers/bent_ridge.hpp"
#include "tests/calibration/inference/samplers/gaussian_targets.hpp"

#include <Eigen/LU>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace headwater::calibration::tests {
namespace {

/// Log-normal, of a skewness of 1.3.
std::vector<double> skewed_numbers(std::size_t count) {
  experiments::RandomEngine random(5, 0);
  std::vector<double> made;
  for (std::size_t i = 0; i < count; ++i) {
    made.push_back(std::exp(0.4 * random.normal()));
  }
  return made;
}

double skewness(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0.0;
  double cubes = 0.0;
  for (const double one : values) {
    squares += (one - mean) * (one - mean) / count;
    cubes += (one - mean) * (one - mean) * (one - mean) / count;
  }
  return cubes / std::pow(squares, 1.5);
}

/// Each coordinate without a skewness, and then measured from a ridge.
Reparameterisation bent_and_skewed() {
  Reparameterisation even(skewed_numbers(4000), BentRidge::parameters);
  even.measure_from(bent_ridge_through(bent_ridge_cloud(200)));
  return even;
}

const std::vector<double>& some_point() {
  static const std::vector<double> y{0.3, 0.01, -1.2, 0.8};
  return y;
}

TEST(Skew, LeavesNoSkewnessOfManyValues) {
  const std::vector<double> values = skewed_numbers(4000);
  const Skew skew(values);
  std::vector<double> straight;
  for (const double x : values) {
    straight.push_back(skew.straight(x));
  }
  EXPECT_GT(skewness(values), 1.0);
  EXPECT_NEAR(skewness(straight), 0.0, 0.1);
  EXPECT_GT(skew.lean(), 0.3);
}

TEST(Skew, OfFewValuesIsLessSure) {
  const std::vector<double> values = skewed_numbers(100);
  std::vector<double> many;
  for (int copies = 0; copies < 100; ++copies) {
    many.insert(many.end(), values.begin(), values.end());
  }
  EXPECT_NEAR(Skew(values).lean(), Skew(many).lean() * (100.0 / 300.0) / (10000.0 / 10200.0), 1e-6);
}

TEST(Skew, IsNoneWhereTheValuesMirrorEachOther) {
  std::vector<double> values = skewed_numbers(500);
  for (std::size_t i = 0; i < 500; ++i) {
    values.push_back(-values[i]);
  }
  EXPECT_NEAR(Skew(values).lean(), 0.0, 1e-6);
}

TEST(Skew, ThereAndBackIsWhereItBeganAndSlopesAreThoseOfDifferences) {
  const Skew skew(skewed_numbers(300));
  for (const double w : {-30.0, -2.0, 0.0, 0.7, 25.0}) {
    EXPECT_NEAR(skew.straight(skew.skewed(w)), w, 1e-12 * (1.0 + w * w)) << w;
    EXPECT_NEAR(skew.slope(w), (skew.skewed(w + 1e-5) - skew.skewed(w - 1e-5)) / 2e-5, 1e-8) << w;
    EXPECT_NEAR(skew.log_slope_by_w(w), std::log(skew.slope(w + 1e-5) / skew.slope(w - 1e-5)) / 2e-5, 1e-8) << w;
  }
}

TEST(Reparameterisation, AreThePointsOwnWhereThereAreNeitherRidgeNorSkews) {
  const Reparameterisation own;
  EXPECT_EQ(own.own(some_point()), some_point());
  EXPECT_EQ(own.from_own(some_point()), some_point());
  EXPECT_EQ(own.log_volume(some_point()), 0.0);
}

TEST(Reparameterisation, ThereAndBackIsWhereItBegan) {
  const Reparameterisation even = bent_and_skewed();
  const std::vector<double> back = even.own(even.from_own(some_point()));
  for (std::size_t i = 0; i < BentRidge::parameters; ++i) {
    EXPECT_NEAR(back[i], some_point()[i], 1e-13);
  }
}

TEST(Reparameterisation, HaveTheVolumeOfTheDeterminant) {
  const Reparameterisation even = bent_and_skewed();
  Eigen::Matrix4d jacobian;
  for (Eigen::Index j = 0; j < 4; ++j) {
    std::vector<double> above = some_point();
    std::vector<double> below = some_point();
    above[static_cast<std::size_t>(j)] += 1e-5;
    below[static_cast<std::size_t>(j)] -= 1e-5;
    const std::vector<double> to = even.own(above);
    const std::vector<double> from = even.own(below);
    for (Eigen::Index i = 0; i < 4; ++i) {
      jacobian(i, j) = (to[static_cast<std::size_t>(i)] - from[static_cast<std::size_t>(i)]) / 2e-5;
    }
  }
  EXPECT_GT(std::abs(even.log_volume(some_point())), 0.1);
  EXPECT_NEAR(even.log_volume(some_point()), std::log(std::abs(jacobian.determinant())), 1e-6);
}

TEST(DensityIn, HasTheGradientOfDifferences) {
  const BentRidge target;
  const Reparameterisation even = bent_and_skewed();
  const DensityIn density(even, target);
  std::vector<double> gradient(BentRidge::parameters);
  std::vector<double> unused(BentRidge::parameters);
  ASSERT_TRUE(density.evaluate(some_point(), gradient));
  for (std::size_t i = 0; i < BentRidge::parameters; ++i) {
    std::vector<double> above = some_point();
    std::vector<double> below = some_point();
    above[i] += 1e-6;
    below[i] -= 1e-6;
    const double slope = (*density.evaluate(above, unused) - *density.evaluate(below, unused)) / 2e-6;
    EXPECT_NEAR(gradient[i], slope, 1e-5 * (1.0 + std::abs(slope))) << i;
  }
}

TEST(DensityIn, IsSampledInAFewStepsAndIsTheSamePosterior) {
  const BentRidge target;
  Reparameterisation even;
  even.measure_from(bent_ridge_through(bent_ridge_cloud(200)));
  const DensityIn flattened(even, target);
  NutsSettings settings;
  settings.chains = 2;
  settings.warmup = 300;
  settings.draws = 500;
  Start start{std::vector<double>(BentRidge::parameters, 0.0),
              std::vector<double>(BentRidge::parameters * BentRidge::parameters, 0.0)};
  for (std::size_t i = 0; i < BentRidge::parameters; ++i) {
    start.covariance[i * BentRidge::parameters + i] = 1.0;
  }
  const auto leapfrogs = [](const SampledChains& chains) {
    int sum = 0;
    for (const SampledChain& chain : chains.chains) {
      sum += std::accumulate(chain.n_leapfrog.begin(), chain.n_leapfrog.end(), 0);
    }
    return sum;
  };
  const SampledChains flat = Nuts(settings).sample(flattened, start);
  const SampledChains bent = Nuts(settings).sample(target, start);
  EXPECT_LT(10 * leapfrogs(flat), leapfrogs(bent));
  // E(height) = 1 + 0.5 + 0.3, Var = 2^2 + 1 + 0.5^2 x 2 + 0.7^2 + 0.3^2 x 2.
  double mean = 0.0;
  double squares = 0.0;
  const std::vector<double> draws = flat.pooled_draws();
  const auto count = static_cast<double>(draws.size() / BentRidge::parameters);
  for (std::size_t i = 0; i < draws.size(); i += BentRidge::parameters) {
    const double x = even.own(std::span(draws).subspan(i, BentRidge::parameters))[BentRidge::pivot];
    mean += x / count;
    squares += x * x / count;
  }
  EXPECT_NEAR(mean, 1.8, 0.4);
  EXPECT_NEAR(squares - mean * mean, 6.17, 1.5);
}

void expect_the_evidence_of_the_target(const Reparameterisation& even) {
  const ConjugateGaussian target;
  SmcSettings settings;
  settings.particles = 2000;
  const Population found = tempered_smc(TargetIn(even, target), settings);
  EXPECT_TRUE(found.mixed);
  EXPECT_NEAR(found.log_evidence, ConjugateGaussian::exact().log_evidence, 0.3);
  std::vector<double> mean(ConjugateGaussian::parameters, 0.0);
  for (std::size_t at = 0; at < found.draws.size(); at += mean.size()) {
    const std::vector<double> x = even.own(std::span(found.draws).subspan(at, mean.size()));
    for (std::size_t i = 0; i < mean.size(); ++i) {
      mean[i] += x[i] / static_cast<double>(settings.particles);
    }
  }
  for (std::size_t i = 0; i < mean.size(); ++i) {
    EXPECT_NEAR(mean[i], ConjugateGaussian::exact().mean[i], 0.2 * ConjugateGaussian::exact().sd[i]) << i;
  }
}

TEST(TargetIn, HasTheEvidenceOfTheTargetOnARidge) {
  Reparameterisation even;
  even.measure_from(bent_ridge_through(bent_ridge_cloud(200)));
  expect_the_evidence_of_the_target(even);
}

TEST(TargetIn, HasTheEvidenceOfTheTargetWithSkews) {
  std::vector<double> draws = skewed_numbers(4000);
  for (double& one : draws) {
    one *= 3.0;
  }
  expect_the_evidence_of_the_target(Reparameterisation(draws, ConjugateGaussian::parameters));
}

} // namespace
} // namespace headwater::calibration::tests
