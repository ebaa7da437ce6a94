// Coordinates in which a thin bent sheet lies flat.
//
// Where data hold parameters to a sheet, x_p = height(other x), and the sheet bends, a sampler takes steps as short as
// the sheet is thin: its metric is one for everywhere and follows no bend. Measured from the sheet, y_p = x_p - height,
// the density has no bend left, and the steps are as long as the sheet is wide. A shear keeps volumes: there is no
// Jacobian (transport maps: M. D. Parno and Y. M. Marzouk, "Transport map accelerated Markov chain Monte Carlo", 2018).
#pragma once

#include "calibration/samplers/log_density.hpp"
#include "calibration/samplers/tempered_smc.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace headwater::calibration {

/// Up to which degree a polynomial has the terms of which coordinates: the most telling ones, found from its linear
/// fit.
struct SheetDegrees {
  std::size_t squared = 24; ///< coordinates that have terms of second degree among themselves
  std::size_t cubed = 6;    ///< and of third
};

/// Terms of a polynomial in so many coordinates.
std::size_t sheet_terms(std::size_t others, const SheetDegrees& degrees);

/// The height of one coordinate as a polynomial of others.
class Sheet {
public:
  /// By least squares through `points`, n numbers each, one after the other, at which the pivot stands at `heights`
  /// where the sheet is. `others`: the coordinates that the height may depend on; the pivot is none of them.
  /// Throws std::invalid_argument where there are fewer points than twice the terms, or an "other" is the same in all.
  Sheet(std::size_t dimension, std::size_t pivot, std::vector<std::size_t> others, std::span<const double> points,
        std::span<const double> heights, const SheetDegrees& degrees = {});

  std::size_t pivot() const { return pivot_; }
  /// At a point of n numbers, that of the pivot unread.
  double height(std::span<const double> x) const;
  /// Adds `weight` times the derivatives of the height by the coordinates.
  void add_slopes(std::span<const double> x, double weight, std::span<double> slopes) const;
  /// Root of the mean square of what the polynomial leaves of the heights it was put through, and of what a plane does.
  double left_over() const { return left_over_; }
  double left_over_by_a_plane() const { return left_over_by_a_plane_; }

  /// From coordinates measured from the sheet to those of the points, and back.
  std::vector<double> bent(std::span<const double> y) const;
  std::vector<double> flat(std::span<const double> x) const;

private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  struct Term {
    std::array<std::size_t, 3> factors; ///< of others_, or none
    double weight;
  };

  std::vector<Term> terms_up_to(std::span<const std::size_t> squared, std::span<const std::size_t> cubed) const;
  /// Gives the terms their weights; returns what they leave.
  double put_through(std::span<const double> points, std::span<const double> heights);
  std::vector<double> standardised(std::span<const double> x) const;

  std::size_t dimension_;
  std::size_t pivot_;
  std::vector<std::size_t> others_;
  std::vector<double> centres_, scales_; ///< of others_
  std::vector<Term> terms_;
  double left_over_ = 0.0;
  double left_over_by_a_plane_ = 0.0;
};

/// A density in coordinates measured from a sheet. `target` and `sheet` must outlive it.
class FlattenedDensity final : public LogDensity {
public:
  FlattenedDensity(const LogDensity& target, const Sheet& sheet) : target_{&target}, sheet_{&sheet} {}

  std::size_t dimension() const override { return target_->dimension(); }
  std::optional<double> evaluate(std::span<const double> y, std::span<double> gradient) const override;

private:
  const LogDensity* target_;
  const Sheet* sheet_;
};

/// A prior and a likelihood in coordinates measured from a sheet. `target` and `sheet` must outlive it.
class FlattenedTarget final : public TemperedTarget {
public:
  FlattenedTarget(const TemperedTarget& target, const Sheet& sheet) : target_{&target}, sheet_{&sheet} {}

  std::size_t dimension() const override { return target_->dimension(); }
  void draw_prior(RandomEngine& random, std::span<double> y) const override;
  double log_prior(std::span<const double> y) const override;
  void log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const override;

private:
  const TemperedTarget* target_;
  const Sheet* sheet_;
};

} // namespace headwater::calibration
