// Many coordinates of which the data inform few: what is informed is as it is without the others, and what is not keeps
// its prior.
#include "calibration/inference/samplers/wide_chains.hpp"

#include "model/experiments/random_engine.hpp"
#include "tests/calibration/inference/samplers/posterior_figures.hpp"
#include "tests/calibration/inference/samplers/published_posteriors.hpp"

#include <Eigen/Cholesky>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace headwater::calibration::tests {
namespace {

constexpr std::size_t idle = 100;

/// A density of a few coordinates, and beside them idle ones, standard normal.
class WithIdle final : public LogDensity {
public:
  explicit WithIdle(const LogDensity& core) : core_{&core} {}
  std::size_t dimension() const override { return core_->dimension() + idle; }
  std::optional<double> evaluate(std::span<const double> x, std::span<double> gradient) const override {
    const std::size_t n = core_->dimension();
    const std::optional<double> value = core_->evaluate(x.first(n), gradient.first(n));
    if (!value) {
      return value;
    }
    double sum = *value;
    for (std::size_t i = n; i < x.size(); ++i) {
      sum -= 0.5 * x[i] * x[i];
      gradient[i] = -x[i];
    }
    return sum;
  }

private:
  const LogDensity* core_;
};

/// Standard normal coordinates and one datum of standard deviation `noise`, f(x) = y.
class OneDatum final : public LogDensity {
public:
  /// `f` writes its slopes too.
  using Function = std::function<double(std::span<const double> x, std::span<double> slopes)>;
  OneDatum(std::size_t n, Function f, double y, double noise) : n_{n}, f_{std::move(f)}, y_{y}, noise_{noise} {}
  std::size_t dimension() const override { return n_; }
  std::optional<double> evaluate(std::span<const double> x, std::span<double> gradient) const override {
    const double off = (f_(x, gradient) - y_) / noise_;
    double sum = -0.5 * off * off;
    for (std::size_t i = 0; i < n_; ++i) {
      gradient[i] = -gradient[i] * off / noise_ - x[i];
      sum -= 0.5 * x[i] * x[i];
    }
    return sum;
  }

private:
  std::size_t n_;
  Function f_;
  double y_, noise_;
};

SampledChains drawn(const LogDensity& target, std::vector<double> from, std::size_t draws, double acceptance = 0.8) {
  from.resize(target.dimension(), 0.0);
  NutsSettings settings;
  settings.warmup = 150;
  settings.draws = draws;
  settings.target_acceptance = acceptance;
  return wide_chains(target, from, settings);
}

/// Every number of a draw, and its square after it.
std::vector<EstimatedFigure> figures_of(const SampledChains& chains) {
  std::vector<std::vector<double>> runs;
  for (const SampledChain& chain : chains.chains) {
    runs.push_back(chain.draws);
  }
  return estimated_figures(runs, chains.dimension, 20);
}

/// Of a hundred, the furthest of 200 numbers lies beyond 4 errors once in 80 tests, and beyond 5 once in 9,000.
constexpr double errors = 5.0;

void expect_idle_keep_their_prior(const std::vector<EstimatedFigure>& found) {
  for (std::size_t i = found.size() - idle; i < found.size(); ++i) {
    EXPECT_LT(std::fabs(found[i].mean), errors * found[i].mcse_mean) << i;
    EXPECT_LT(std::fabs(found[i].sd - 1.0), errors * found[i].mcse_sd) << i;
  }
}

/// The average of g under the density of a OneDatum, over a grid of one or two of its coordinates.
double average(const LogDensity& density, const std::function<double(std::span<const double>)>& g) {
  const std::size_t n = density.dimension();
  constexpr int half = 800;
  constexpr double step = 6.0 / half;
  std::vector<double> x(n);
  std::vector<double> unused(n);
  double sum = 0.0;
  double weight = 0.0;
  for (int i = -half; i <= half; ++i) {
    for (int j = n == 1 ? 0 : -half; j <= (n == 1 ? 0 : half); ++j) {
      x[0] = i * step;
      if (n == 2) {
        x[1] = j * step;
      }
      const double p = std::exp(density.evaluate(x, unused).value());
      sum += p * g(x);
      weight += p;
    }
  }
  return sum / weight;
}

double square(double x) { return x * x; }

constexpr double noise = 0.1;

/// y = A x + noise, of a prior N(0, 1).
class Linear final : public LogDensity {
public:
  Linear(const Eigen::MatrixXd& a, const Eigen::VectorXd& y) : a_{a}, y_{y} {}
  std::size_t dimension() const override { return static_cast<std::size_t>(a_.cols()); }
  std::optional<double> evaluate(std::span<const double> x, std::span<double> gradient) const override {
    const Eigen::Map<const Eigen::VectorXd> here(x.data(), a_.cols());
    const Eigen::VectorXd off = (a_ * here - y_) / noise;
    Eigen::Map<Eigen::VectorXd>(gradient.data(), a_.cols()) = -(a_.transpose() * off) / noise - here;
    return -0.5 * (off.squaredNorm() + here.squaredNorm());
  }

private:
  const Eigen::MatrixXd& a_;
  const Eigen::VectorXd& y_;
};

TEST(WideChains, LinearAndGaussianIsExact) {
  constexpr Eigen::Index data = 12;
  constexpr Eigen::Index n = 30;
  experiments::RandomEngine random(5, 1);
  Eigen::MatrixXd a(data, n);
  Eigen::VectorXd y(data);
  for (Eigen::Index i = 0; i < data; ++i) {
    y[i] = random.normal();
    for (Eigen::Index j = 0; j < n; ++j) {
      a(i, j) = random.normal();
    }
  }
  const Linear linear(a, y);
  const Eigen::MatrixXd precision = Eigen::MatrixXd::Identity(n, n) + a.transpose() * a / (noise * noise);
  const Eigen::MatrixXd covariance = precision.llt().solve(Eigen::MatrixXd::Identity(n, n));
  const Eigen::VectorXd mean = covariance * a.transpose() * y / (noise * noise);

  const SampledChains chains = drawn(WithIdle(linear), {}, 1000);
  EXPECT_EQ(chains.divergences(), 0U);
  const std::vector<EstimatedFigure> found = figures_of(chains);
  for (Eigen::Index i = 0; i < n; ++i) {
    const EstimatedFigure& one = found[static_cast<std::size_t>(i)];
    EXPECT_LT(std::fabs(one.mean - mean[i]), errors * one.mcse_mean) << i;
    EXPECT_LT(std::fabs(one.sd - std::sqrt(covariance(i, i))), errors * one.mcse_sd) << i;
  }
  expect_idle_keep_their_prior(found);
  // Nearly as far as the metric lets it: few steps a draw.
  for (const SampledChain& chain : chains.chains) {
    EXPECT_LE(*std::max_element(chain.treedepth.begin(), chain.treedepth.end()), 5);
  }
}

TEST(WideChains, TwoModesThatAreNotFarApartAreBothFound) {
  const OneDatum two(
      1,
      [](std::span<const double> x, std::span<double> slopes) {
        slopes[0] = 2.0 * x[0];
        return x[0] * x[0];
      },
      1.5, 0.8);
  const std::vector<EstimatedFigure> found = figures_of(drawn(WithIdle(two), {1.0}, 1000));
  EXPECT_LT(std::fabs(found[0].mean), errors * found[0].mcse_mean);
  EXPECT_LT(std::fabs(found[0].sd - std::sqrt(average(two, [](auto x) { return square(x[0]); }))),
            errors * found[0].mcse_sd);
  expect_idle_keep_their_prior(found);
}

TEST(WideChains, ABananaIsFollowed) {
  const OneDatum banana(
      2,
      [](std::span<const double> x, std::span<double> slopes) {
        slopes[0] = -2.0 * x[0];
        slopes[1] = 1.0;
        return x[1] - x[0] * x[0];
      },
      -0.5, 0.2);
  const std::vector<EstimatedFigure> found = figures_of(drawn(WithIdle(banana), {}, 1000, 0.9));
  for (const std::size_t i : {0U, 1U}) {
    const double mean = average(banana, [i](auto x) { return x[i]; });
    const double sd = std::sqrt(average(banana, [&](auto x) { return square(x[i] - mean); }));
    EXPECT_LT(std::fabs(found[i].mean - mean), errors * found[i].mcse_mean) << i;
    EXPECT_LT(std::fabs(found[i].sd - sd), errors * found[i].mcse_sd) << i;
  }
  expect_idle_keep_their_prior(found);
}

/// The published coordinates of every draw.
void expect_published_beside_idle(const PublishedPosterior& posterior, std::size_t draws, double acceptance) {
  SampledChains chains = drawn(WithIdle(posterior), posterior.guess(), draws, acceptance);
  expect_idle_keep_their_prior(figures_of(chains));
  const std::size_t n = posterior.dimension();
  for (SampledChain& chain : chains.chains) {
    std::vector<double> of_core;
    for (std::size_t at = 0; at < chain.draws.size(); at += chains.dimension) {
      of_core.insert(of_core.end(), chain.draws.begin() + static_cast<std::ptrdiff_t>(at),
                     chain.draws.begin() + static_cast<std::ptrdiff_t>(at + n));
    }
    chain.draws = std::move(of_core);
  }
  chains.dimension = n;
  expect_published(posterior, reported_runs(posterior, chains), 20, false);
}

TEST(WideChains, EightSchoolsAreWhatTheyAreWithoutIdle) { expect_published_beside_idle(*eight_schools(), 2500, 0.95); }

TEST(WideChains, LotkaVolterraIsWhatItIsWithoutIdle) { expect_published_beside_idle(*lotka_volterra(), 600, 0.8); }

} // namespace
} // namespace headwater::calibration::tests
