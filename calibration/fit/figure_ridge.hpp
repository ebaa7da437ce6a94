// The curved ridge that published figures make of the posterior of the fitted parameters.
//
//   entries and exits that keep the published stocks: families can come and go twice as fast and leave as many children
//   in care, but for a fraction of a per cent, and one quick rate asks for another that depends on all the rest
//
// The figures determine one combination of themselves far more sharply than any other: the level of what is looked after
// away from home, which stocks and spending give at once. Set that combination to its published value, and one
// parameter, the pivot, becomes a smooth function of all others. The posterior lies close to that function: it is a ridge
// (samplers/ridge).
#pragma once

#include "calibration/fit/history_residuals.hpp"
#include "calibration/inference/samplers/reparameterisation.hpp"

namespace headwater::calibration {

struct FigureRidgeSettings {
  std::size_t most_squared = 24; ///< coordinates that have squares and products in the polynomial of a ridge
};

/// The ridge over `coordinates`, from which nothing is measured yet.
///
/// `cloud` is a set of points that covers the region of the posterior, in the posterior's own coordinates, one point
/// after the other. It needs at least twice as many points as a ridge has terms; four times as many are better.
///
///   the combination  is the direction among the figures that has the greatest curvature over the cloud, in units of
///                    the cloud's covariance
///   the pivot        is the parameter that moves this combination most; parameters whose slope varies over the cloud
///                    by a quarter or more are left out
///
/// None if there is no pivot, if too few points of the cloud can be moved onto the ridge, or if a plane fits it as well.
/// The result is the same for any number of threads. Only one is fitted: calibration/README.md says what a second did.
std::optional<Ridge> figure_ridge(const Reparameterisation& coordinates, const HistoryPosterior& posterior,
                                  const HistoryResiduals& residuals, std::span<const double> cloud,
                                  const FigureRidgeSettings& settings = {}, unsigned threads = 0);

} // namespace headwater::calibration
