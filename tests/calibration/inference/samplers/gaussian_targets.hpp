// Targets whose answer is known exactly.
#pragma once

#include "calibration/inference/samplers/log_density.hpp"
#include "calibration/inference/samplers/sampler.hpp"
#include "calibration/inference/samplers/tempered_smc.hpp"

#include <cstddef>
#include <vector>

namespace headwater::calibration::tests {

/// A Gaussian with mean i and covariance sd_i sd_j r^|i-j|, sd_i = 1, 2, ..., n.
class CorrelatedGaussian : public LogDensity {
public:
  CorrelatedGaussian(std::size_t dimension, double correlation) : n_{dimension}, r_{correlation} {}

  std::size_t dimension() const override { return n_; }
  std::optional<double> evaluate(std::span<const double> x, std::span<double> gradient) const override;

  double mean(std::size_t i) const { return static_cast<double>(i); }
  double covariance(std::size_t i, std::size_t j) const;
  /// Away from the mean, with variances only.
  Start rough_start() const;

private:
  std::size_t n_;
  double r_;
};

/// A standard Gaussian that cannot be solved where the first coordinate is above 1.
class HalfSolvable : public LogDensity, public TemperedTarget {
public:
  std::size_t dimension() const override { return 2; }
  std::optional<double> evaluate(std::span<const double> x, std::span<double> gradient) const override;

  /// As a prior N(0, 2) and the likelihood that makes the product a standard Gaussian, up to a constant.
  void draw_prior(experiments::RandomEngine& random, std::span<double> x) const override;
  double log_prior(std::span<const double> x) const override;
  void log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const override;
  static double log_evidence();
};

/// Linear regression with a known error and a Gaussian prior: prior N(0, s^2 I), data N(A x, e^2 I).
class ConjugateGaussian : public TemperedTarget {
public:
  std::size_t dimension() const override { return parameters; }
  void draw_prior(experiments::RandomEngine& random, std::span<double> x) const override;
  double log_prior(std::span<const double> x) const override;
  void log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const override;

  struct Exact {
    double log_evidence;
    std::vector<double> mean, sd;
  };
  static Exact exact();

  static constexpr std::size_t parameters = 4;
  static constexpr std::size_t data = 12;
};

} // namespace headwater::calibration::tests
