// A thin curved ridge of a posterior, and coordinates in which it is straight.
//
// Where data determine one combination of parameters far more sharply than any other, the posterior is a thin ridge: one
// coordinate, the pivot, is nearly a function of the others, x_p = height(other x). Where that function is curved, a
// sampler must take steps as short as the ridge is thin, because it has one metric for the whole posterior and a metric
// cannot follow a curve. So the sampler works with the distance from the ridge, y_p = x_p - height(other x), in place of
// the pivot. In these coordinates the ridge is straight, and steps are as long as it is wide.
//
// This reparameterisation is a shear, which keeps volumes, so densities need no Jacobian. (It is a triangular transport
// map: M. D. Parno and Y. M. Marzouk, "Transport map accelerated Markov chain Monte Carlo", 2018.)
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace headwater::calibration {

/// How many terms a ridge has whose height depends on so many other coordinates: a constant, a linear term for each,
/// and the squares and products of `most_squared` of them.
std::size_t ridge_terms(std::size_t others, std::size_t most_squared);

/// The height of one coordinate as a polynomial of second degree in others.
class Ridge {
public:
  /// Fits the polynomial by least squares. `points` are n numbers each, one point after the other; `heights` says for
  /// each point what its pivot would have to be for the point to lie on the ridge. `others` are the coordinates
  /// that the height may depend on; the pivot is none of them. Of these, the `most_squared` with the steepest slopes in
  /// a linear fit have squares and products too.
  /// Throws std::invalid_argument where there are fewer points than twice the terms, or where one of the others is the
  /// same at all points.
  Ridge(std::size_t dimension, std::size_t pivot, std::vector<std::size_t> others, std::span<const double> points,
        std::span<const double> heights, std::size_t most_squared);

  std::size_t pivot() const { return pivot_; }
  /// At a point of n numbers; the pivot's own number is not read.
  double height(std::span<const double> x) const;
  /// From coordinates measured from the ridge to those of the points, and back.
  std::vector<double> bent(std::span<const double> y) const;
  std::vector<double> flat(std::span<const double> x) const;
  /// Chain rule. `gradient` holds the derivatives of a function by the points' own coordinates, and is changed in place
  /// into its derivatives, at `y`, by the coordinates measured from the ridge.
  void pull_back(std::span<const double> y, std::span<double> gradient) const;
  /// Root mean square of the residuals of the fit, and of those of a plane through the same heights.
  double left_over() const { return left_over_; }
  double left_over_by_a_plane() const { return left_over_by_a_plane_; }

private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  struct Term {
    std::array<std::size_t, 2> factors; ///< positions in others_, or none
    double weight;
  };

  std::vector<Term> terms_with_products_of(std::span<const std::size_t> squared) const;
  /// Gives the terms their weights by least squares; returns the root mean square of the residuals.
  double fit(std::span<const double> points, std::span<const double> heights);
  std::vector<double> standardised(std::span<const double> x) const;

  std::size_t dimension_;
  std::size_t pivot_;
  std::vector<std::size_t> others_;
  std::vector<double> centres_, scales_; ///< of others_
  std::vector<Term> terms_;
  double left_over_ = 0.0;
  double left_over_by_a_plane_ = 0.0;
};

} // namespace headwater::calibration
