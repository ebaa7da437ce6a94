#include "calibration/samplers/sheet.hpp"

#include "calibration/samplers/nuts.hpp"
#include "calibration/samplers/random_engine.hpp"
#include "tests/calibration/samplers/gaussian_targets.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

constexpr std::size_t dimension = 4;
constexpr std::size_t pivot = 1;
constexpr double thickness = 0.02;

/// Where the pivot stands on the sheet: of third degree in 0, 2 and 3.
double true_height(std::span<const double> x) {
  return 1.0 + 2.0 * x[0] - x[2] + 0.5 * x[0] * x[0] - 0.7 * x[0] * x[3] + 0.1 * x[3] * x[3] * x[3];
}

/// A standard Gaussian in the others, and a thin one in the pivot about the sheet.
class BentSheet final : public LogDensity {
public:
  std::size_t dimension() const override { return tests::dimension; }
  std::optional<double> evaluate(std::span<const double> x, std::span<double> gradient) const override {
    const double off = (x[pivot] - true_height(x)) / thickness;
    const double by_off = off / thickness;
    gradient[0] = -x[0] + by_off * (2.0 + x[0] - 0.7 * x[3]);
    gradient[pivot] = -by_off;
    gradient[2] = -x[2] - by_off;
    gradient[3] = -x[3] + by_off * (-0.7 * x[0] + 0.3 * x[3] * x[3]);
    return -0.5 * (x[0] * x[0] + x[2] * x[2] + x[3] * x[3] + off * off);
  }
};

struct Cloud {
  std::vector<double> points, heights;
};

Cloud cloud(std::size_t count) {
  RandomEngine random(3, 0);
  Cloud made;
  for (std::size_t i = 0; i < count; ++i) {
    std::array<double, dimension> x{};
    for (double& one : x) {
      one = random.normal();
    }
    made.points.insert(made.points.end(), x.begin(), x.end());
    made.heights.push_back(true_height(x));
  }
  return made;
}

Sheet sheet_through(const Cloud& through, const SheetDegrees& degrees = {}) {
  return {dimension, pivot, {0, 2, 3}, through.points, through.heights, degrees};
}

TEST(Sheet, IsThePolynomialThatThePointsLieOn) {
  const Sheet sheet = sheet_through(cloud(200));
  EXPECT_LT(sheet.left_over(), 1e-3); // of the ridge
  EXPECT_GT(sheet.left_over_by_a_plane(), 0.3);
  const std::vector<double> x{0.3, 99.0, -1.2, 0.8};
  EXPECT_NEAR(sheet.height(x), true_height(x), 2e-3);
}

TEST(Sheet, OfLowerDegreeLeavesWhatIsHigher) {
  const Cloud through = cloud(200);
  const double cubic = sheet_through(through).left_over();
  const double quadratic = sheet_through(through, {24, 0}).left_over();
  const double plane = sheet_through(through, {0, 0}).left_over();
  EXPECT_GT(quadratic, 10.0 * cubic);
  EXPECT_GT(plane, 2.0 * quadratic);
  EXPECT_EQ(plane, sheet_through(through).left_over_by_a_plane());
}

TEST(Sheet, HasTheSlopesOfDifferences) {
  const Sheet sheet = sheet_through(cloud(200));
  const std::vector<double> x{0.3, 0.1, -1.2, 0.8};
  std::vector<double> slopes(dimension, 0.0);
  sheet.add_slopes(x, 2.0, slopes);
  for (std::size_t i = 0; i < dimension; ++i) {
    std::vector<double> above = x;
    std::vector<double> below = x;
    above[i] += 1e-4;
    below[i] -= 1e-4;
    EXPECT_NEAR(slopes[i], 2.0 * (sheet.height(above) - sheet.height(below)) / 2e-4, 1e-6) << i;
  }
}

TEST(Sheet, ThereAndBackIsWhereItBegan) {
  const Sheet sheet = sheet_through(cloud(200));
  const std::vector<double> x{0.3, 0.1, -1.2, 0.8};
  const std::vector<double> y = sheet.flat(x);
  EXPECT_NEAR(y[pivot], x[pivot] - true_height(x), 2e-3);
  const std::vector<double> back = sheet.bent(y);
  for (std::size_t i = 0; i < dimension; ++i) {
    EXPECT_NEAR(back[i], x[i], 1e-15);
  }
}

TEST(Sheet, RefusesTooFewPointsAndWhatDoesNotMove) {
  const std::size_t terms = sheet_terms(3, {});
  EXPECT_EQ(terms, 1U + 3U + 6U + 10U);
  EXPECT_NO_THROW(sheet_through(cloud(2 * terms)));
  EXPECT_THROW(sheet_through(cloud(2 * terms - 1)), std::invalid_argument);
  Cloud still = cloud(100);
  for (std::size_t i = 2; i < still.points.size(); i += dimension) {
    still.points[i] = 1.0;
  }
  EXPECT_THROW(sheet_through(still), std::invalid_argument);
}

TEST(FlattenedDensity, HasTheGradientOfDifferences) {
  const BentSheet target;
  const Sheet sheet = sheet_through(cloud(200));
  const FlattenedDensity flattened(target, sheet);
  const std::vector<double> y{0.3, 0.01, -1.2, 0.8};
  std::vector<double> gradient(dimension);
  std::vector<double> unused(dimension);
  ASSERT_TRUE(flattened.evaluate(y, gradient));
  for (std::size_t i = 0; i < dimension; ++i) {
    std::vector<double> above = y;
    std::vector<double> below = y;
    above[i] += 1e-6;
    below[i] -= 1e-6;
    EXPECT_NEAR(gradient[i], (*flattened.evaluate(above, unused) - *flattened.evaluate(below, unused)) / 2e-6, 1e-4)
        << i;
  }
}

TEST(FlattenedDensity, IsSampledInAFewStepsAndIsTheSamePosterior) {
  const BentSheet target;
  const Sheet sheet = sheet_through(cloud(200));
  const FlattenedDensity flattened(target, sheet);
  NutsSettings settings;
  settings.chains = 2;
  settings.warmup = 300;
  settings.draws = 500;
  Start start{std::vector<double>(dimension, 0.0), std::vector<double>(dimension * dimension, 0.0)};
  for (std::size_t i = 0; i < dimension; ++i) {
    start.covariance[i * dimension + i] = 1.0;
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
  // E(height) = 1 + 0.5, Var = 2^2 + 1 + 0.5 x 0.5 x 2 + 0.7^2 + 0.1^2 x 15.
  double mean = 0.0;
  double squares = 0.0;
  const std::vector<double> draws = flat.pooled_draws();
  const auto count = static_cast<double>(draws.size() / dimension);
  for (std::size_t i = 0; i < draws.size(); i += dimension) {
    const double x = sheet.bent(std::span(draws).subspan(i, dimension))[pivot];
    mean += x / count;
    squares += x * x / count;
  }
  EXPECT_NEAR(mean, 1.5, 0.4);
  EXPECT_NEAR(squares - mean * mean, 6.14, 1.5);
}

TEST(FlattenedTarget, HasTheEvidenceOfTheTarget) {
  const ConjugateGaussian target;
  const Sheet sheet = sheet_through(cloud(200));
  SmcSettings settings;
  settings.particles = 2000;
  const Population found = tempered_smc(FlattenedTarget(target, sheet), settings);
  EXPECT_NEAR(found.log_evidence, ConjugateGaussian::exact().log_evidence, 0.3);
  std::vector<double> mean(ConjugateGaussian::parameters, 0.0);
  for (std::size_t at = 0; at < found.draws.size(); at += mean.size()) {
    const std::vector<double> x = sheet.bent(std::span(found.draws).subspan(at, mean.size()));
    for (std::size_t i = 0; i < mean.size(); ++i) {
      mean[i] += x[i] / static_cast<double>(settings.particles);
    }
  }
  for (std::size_t i = 0; i < mean.size(); ++i) {
    EXPECT_NEAR(mean[i], ConjugateGaussian::exact().mean[i], 0.2 * ConjugateGaussian::exact().sd[i]) << i;
  }
}

} // namespace
} // namespace headwater::calibration::tests
