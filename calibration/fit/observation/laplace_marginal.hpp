// The marginal likelihood of a series: discrepancy and shocks are integrated out, for every family and for intervals.
//
//     offset o = L z,   z ~ N(0, 1) independent,   L L^T = covariance of discrepancy and shocks
//
//     log integral of exp( sum of log p(figure | model moved by o) - z'z / 2 )
//         ~  the same at its greatest, z*  -  log det(1 + L' W L) / 2,      W = -d2 log p / d o2
//
// Laplace's approximation (L. Tierney and J. B. Kadane, "Accurate approximations for posterior moments and marginal
// densities", 1986; for latent Gaussian series H. Rue, S. Martino and N. Chopin, 2009). Exact where figures scatter
// normally about what is expected (exact figures of money); of a count it gets the log to 0.001, of a wide interval to
// 0.02, of a share, whose tails are heavy, to 0.12. Beside the latent form of series_likelihood.hpp it needs no number
// a figure to be drawn, and what is left to draw is nearly Gaussian.
#pragma once

#include "calibration/fit/observation/series_likelihood.hpp"

#include <optional>
#include <span>
#include <vector>

namespace headwater::calibration {

/// The log of the probability of a series and its derivatives.
struct SeriesMarginal {
  double log_likelihood;
  std::vector<double> by_modelled; ///< one a figure
  double by_spread;
  double by_discrepancy_sd;
  double by_correlation;
};

/// Discrepancy and shocks of a series as they are given its figures: normal, about `mean`, with covariance F F^T. One
/// entry a figure, then one for each moment asked for beyond them.
struct OffsetsGivenFigures {
  std::vector<double> mean;
  std::vector<double> factor; ///< F, size x size, row by row

  std::size_t size() const { return mean.size(); }
};

/// `modelled`: what the model says of each figure. Nothing where a model figure of a count or of money is not above 0,
/// or where the search for z* does not settle in 200 steps.
/// Throws std::invalid_argument where figures are not in order of time, each at a moment of its own, or not as many as
/// model figures.
std::optional<double> laplace_log_likelihood(std::span<const Observation> series, std::span<const double> modelled,
                                             const Scatter<double>& scatter);

/// The same with exact derivatives (of the approximation, z* included).
std::optional<SeriesMarginal> laplace_marginal(std::span<const Observation> series, std::span<const double> modelled,
                                               const Scatter<double>& scatter);

/// A moment at which no figure is, or none that is known yet: years, and whether it is in the years of COVID-19.
struct Unseen {
  double time;
  bool shocked;
};

/// The offsets of the figures and, after them, of moments without one. Figures may be none. The same nothing and the
/// same std::invalid_argument; moments may be in any order, but none that a figure has.
std::optional<OffsetsGivenFigures> offsets_given(std::span<const Observation> series, std::span<const double> modelled,
                                                 const Scatter<double>& scatter, std::span<const Unseen> unseen = {});

} // namespace headwater::calibration
