// Coordinates in which a posterior is more nearly Gaussian, and so sampled in fewer steps.
//
//   own coordinates x  <- each by itself: no skewness  <- measured from sheets: no bend (samplers/sheet)  <- y
//
// Both are one-to-one whatever they were fitted to, so that draws are of the same posterior; only how many steps they
// take depends on the fit.
#pragma once

#include "calibration/inference/samplers/log_density.hpp"
#include "calibration/inference/samplers/sheet.hpp"
#include "calibration/inference/samplers/tempered_smc.hpp"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace headwater::calibration {

/// One coordinate without its skewness: u = (x - centre) / scale = sinh(asinh(w) + lean), the sinh-arcsinh transform of
/// M. C. Jones and A. Pewsey, "Sinh-arcsinh distributions" (2009), with their epsilon as lean and a delta of 1. Far out
/// it is a line, so nothing runs off there.
class Skew {
public:
  /// Of values that are not all the same: the lean leaves them no skewness, or as little as a lean of 0.7 either way
  /// leaves. It is a little less than that for few values (n / (n + 200) of it), whose skewness is chance in part.
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

/// Without skews and sheets: the points' own.
class EvenCoordinates {
public:
  EvenCoordinates() = default;
  /// Without the skewness of `draws`, n numbers each, one after the other, in the points' own coordinates.
  EvenCoordinates(std::span<const double> draws, std::size_t n);
  /// Then measured from one more sheet, in the coordinates as they are now.
  void add(Sheet next) { sheets_.add(std::move(next)); }

  const Sheets& sheets() const { return sheets_; }
  /// From these coordinates to the points' own, and back.
  std::vector<double> own(std::span<const double> y) const;
  std::vector<double> from_own(std::span<const double> x) const;
  /// Log of the determinant of dx/dy: what a log density gains.
  double log_volume(std::span<const double> y) const;
  /// `gradient`: of a function by x. Becomes that by y, volume not included.
  void pull_back(std::span<const double> y, std::span<double> gradient) const;
  /// Adds the derivatives of log_volume by y.
  void add_volume_slopes(std::span<const double> y, std::span<double> gradient) const;

private:
  std::vector<Skew> skews_; ///< none, or one a coordinate
  Sheets sheets_;
};

/// A density in other coordinates. `target` and `coordinates` must outlive it.
class DensityIn final : public LogDensity {
public:
  DensityIn(const EvenCoordinates& coordinates, const LogDensity& target)
      : coordinates_{&coordinates}, target_{&target} {}

  std::size_t dimension() const override { return target_->dimension(); }
  std::optional<double> evaluate(std::span<const double> y, std::span<double> gradient) const override;

private:
  const EvenCoordinates* coordinates_;
  const LogDensity* target_;
};

/// A prior and a likelihood in other coordinates; the volume is the prior's. `target` and `coordinates` must outlive
/// it.
class TargetIn final : public TemperedTarget {
public:
  TargetIn(const EvenCoordinates& coordinates, const TemperedTarget& target)
      : coordinates_{&coordinates}, target_{&target} {}

  std::size_t dimension() const override { return target_->dimension(); }
  void draw_prior(experiments::RandomEngine& random, std::span<double> y) const override;
  double log_prior(std::span<const double> y) const override;
  void log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const override;

private:
  const EvenCoordinates* coordinates_;
  const TemperedTarget* target_;
};

} // namespace headwater::calibration
