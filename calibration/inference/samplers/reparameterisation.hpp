// A reparameterisation in which a posterior is more nearly Gaussian, and so sampled in fewer steps.
//
//   own coordinates x  <- each by itself: no skewness  <- measured from a curved ridge (samplers/ridge)  <- y
//
// Both changes are one-to-one, however well or badly they were fitted. So the draws are always of the same posterior,
// and a poor fit costs steps, not correctness.
#pragma once

#include "calibration/inference/samplers/log_density.hpp"
#include "calibration/inference/samplers/ridge.hpp"
#include "calibration/inference/samplers/tempered_smc.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace headwater::calibration {

/// Takes the skewness out of one coordinate: u = (x - centre) / scale = sinh(asinh(w) + lean). This is the sinh-arcsinh
/// transform of M. C. Jones and A. Pewsey, "Sinh-arcsinh distributions" (2009); `lean` is their epsilon, and their
/// delta is 1. Far from the centre it is a straight line, so it is safe to extrapolate.
class Skew {
public:
  /// Fits the lean to `values`, which must not all be the same, so that they have no skewness left; a lean goes no
  /// further than 0.7 either way. Part of the skewness of few values is chance, so n values take n / (n + 200) of the
  /// lean.
  explicit Skew(std::span<const double> values);

  double lean() const { return lean_; }
  double skewed(double w) const;
  double straight(double x) const;
  /// d skewed / dw, above 0.
  double slope(double w) const;
  /// d log slope / dw.
  double log_slope_by_w(double w) const;

private:
  void set(double lean);

  double centre_ = 0.0;
  double scale_ = 1.0;
  double lean_ = 0.0;
  double cosh_ = 1.0; ///< of the lean
  double sinh_ = 0.0;
};

/// The two changes together. Without skews and ridge the coordinates are the points' own.
class Reparameterisation {
public:
  Reparameterisation() = default;
  /// Takes out the skewness that `draws` have. They are in the points' own coordinates, n numbers each, one after the
  /// other.
  Reparameterisation(std::span<const double> draws, std::size_t n);
  /// Measures the coordinates from this ridge, given in coordinates that have no skewness.
  void measure_from(Ridge ridge) { ridge_ = std::move(ridge); }

  /// From these coordinates to the points' own, and back.
  std::vector<double> own(std::span<const double> y) const;
  std::vector<double> from_own(std::span<const double> x) const;
  /// The log of the determinant of dx/dy. A log density by y is the log density by x plus this.
  double log_volume(std::span<const double> y) const;
  /// Chain rule: changes `gradient` from the derivatives of a function by x to those by y. log_volume is not part of
  /// it.
  void pull_back(std::span<const double> y, std::span<double> gradient) const;
  /// Adds the derivatives of log_volume by y.
  void add_volume_slopes(std::span<const double> y, std::span<double> gradient) const;

private:
  /// From these coordinates to those that are not measured from the ridge.
  std::vector<double> without_skewness(std::span<const double> y) const;

  std::vector<Skew> skews_; ///< none, or one a coordinate
  std::optional<Ridge> ridge_;
};

/// A density in other coordinates. `target` and `coordinates` must outlive it.
class DensityIn final : public LogDensity {
public:
  DensityIn(const Reparameterisation& coordinates, const LogDensity& target)
      : coordinates_{&coordinates}, target_{&target} {}

  std::size_t dimension() const override { return target_->dimension(); }
  std::optional<double> evaluate(std::span<const double> y, std::span<double> gradient) const override;

private:
  const Reparameterisation* coordinates_;
  const LogDensity* target_;
};

/// A prior and a likelihood in other coordinates; log_volume is added to the log prior. `target` and `coordinates` must
/// outlive it.
class TargetIn final : public TemperedTarget {
public:
  TargetIn(const Reparameterisation& coordinates, const TemperedTarget& target)
      : coordinates_{&coordinates}, target_{&target} {}

  std::size_t dimension() const override { return target_->dimension(); }
  void draw_prior(experiments::RandomEngine& random, std::span<double> y) const override;
  double log_prior(std::span<const double> y) const override;
  void log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const override;

private:
  const Reparameterisation* coordinates_;
  const TemperedTarget* target_;
};

} // namespace headwater::calibration
