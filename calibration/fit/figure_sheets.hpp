// The sheets that published figures hold the fitted parameters to.
//
//   entries and exits that keep the published stocks: families can come and go twice as fast and leave as many children
//   in care, but for a fraction of a per cent, and one quick rate asks for another that depends on all the rest
//
// The figures determine one combination of themselves far more sharply than any other: the level of what is looked after
// away from home, which stocks and spending give at once. Set that combination to its published value, and one
// parameter, the pivot, becomes a smooth function of all others. This function is a sheet (see samplers/sheet). In
// coordinates measured from the sheet, some other combination is the sharpest, and if its surface is curved too it makes
// the next sheet.
#pragma once

#include "calibration/fit/history_residuals.hpp"
#include "calibration/inference/samplers/even_coordinates.hpp"

namespace headwater::calibration {

struct FigureSheetSettings {
  std::size_t most_sheets = 8;
  std::size_t most_squared = 24; ///< coordinates that have squares and products in the polynomial of a sheet
};

/// Adds sheets to `coordinates`.
///
/// `cloud` is a set of points that covers the region of the posterior, in the posterior's own coordinates, one point
/// after the other. It needs at least twice as many points as a sheet has terms; four times as many are better.
/// For each sheet
///
///   the combination  is the direction among the figures that has the greatest curvature over the cloud, in units of
///                    the cloud's covariance
///   the pivot        is the parameter that moves this combination most; parameters whose slope varies over the cloud
///                    by a quarter or more, and pivots of earlier sheets, are left out
///
/// No further sheet is added after `most_sheets`, or if there is no pivot, if too few points of the cloud can be moved
/// onto the sheet, or if a plane fits it as well. The result is the same for any number of threads.
void add_figure_sheets(EvenCoordinates& coordinates, const HistoryPosterior& posterior,
                       const HistoryResiduals& residuals, std::span<const double> cloud,
                       const FigureSheetSettings& settings = {}, unsigned threads = 0);

} // namespace headwater::calibration
