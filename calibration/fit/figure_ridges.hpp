// The curved ridges that published figures make of the posterior of the fitted parameters.
//
//   entries and exits that keep the published stocks: families can come and go twice as fast and leave as many children
//   in care, but for a fraction of a per cent, and one quick rate asks for another that depends on all the rest
//
// The figures determine one combination of themselves far more sharply than any other: the level of what is looked after
// away from home, which stocks and spending give at once. Set that combination to its published value, and one
// parameter, the pivot, becomes a smooth function of all others. The posterior lies close to that function: it is a ridge
// (samplers/ridge). In coordinates measured from the ridge, some other combination is the sharpest, and if it is held to
// a curved ridge too, that is the next one.
#pragma once

#include "calibration/fit/history_residuals.hpp"
#include "calibration/inference/samplers/reparameterisation.hpp"

namespace headwater::calibration {

struct FigureRidgeSettings {
  std::size_t most_ridges = 1;   ///< a second one made the coordinates worse: calibration/README.md
  std::size_t most_squared = 24; ///< coordinates that have squares and products in the polynomial of a ridge
};

/// Adds ridges to `coordinates`.
///
/// `cloud` is a set of points that covers the region of the posterior, in the posterior's own coordinates, one point
/// after the other. It needs at least twice as many points as a ridge has terms; four times as many are better.
/// For each ridge
///
///   the combination  is the direction among the figures that has the greatest curvature over the cloud, in units of
///                    the cloud's covariance
///   the pivot        is the parameter that moves this combination most; parameters whose slope varies over the cloud
///                    by a quarter or more, and pivots of earlier ridges, are left out
///
/// No further ridge is added after `most_ridges`, or if there is no pivot, if too few points of the cloud can be moved
/// onto the ridge, or if a plane fits it as well. The result is the same for any number of threads.
void add_figure_ridges(Reparameterisation& coordinates, const HistoryPosterior& posterior,
                       const HistoryResiduals& residuals, std::span<const double> cloud,
                       const FigureRidgeSettings& settings = {}, unsigned threads = 0);

} // namespace headwater::calibration
