// Coordinates in which a thin bent sheet lies flat.
//
// Where data hold parameters to a sheet, x_p = height(other x), and the sheet bends, a sampler takes steps as short as
// the sheet is thin: its metric is one for everywhere and follows no bend. Measured from the sheet, y_p = x_p - height,
// the density has no bend left, and the steps are as long as the sheet is wide; where it is thin in further directions,
// sheets follow one another. A shear keeps volumes: there is no Jacobian (transport maps: M. D. Parno and Y. M.
// Marzouk, "Transport map accelerated Markov chain Monte Carlo", 2018).
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <utility>
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

/// Sheets one after the other, each in coordinates measured from all before it: where a posterior is thin in several
/// directions that turn. Without a sheet, the coordinates of the points themselves.
class Sheets {
public:
  const std::vector<Sheet>& all() const { return all_; }
  void add(Sheet next) { all_.push_back(std::move(next)); }

  /// From coordinates measured from the sheets to those of the points, and back.
  std::vector<double> bent(std::span<const double> y) const;
  std::vector<double> flat(std::span<const double> x) const;
  /// Of a function of the points: makes its derivatives by the coordinates measured from the sheets, at `y`, of those
  /// by the points' own.
  void pull_back(std::span<const double> y, std::span<double> gradient) const;

private:
  std::vector<Sheet> all_;
};

} // namespace headwater::calibration
