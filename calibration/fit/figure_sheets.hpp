// The sheets that published figures hold the fitted parameters to.
//
//   entries and exits that keep the published stocks: families can come and go twice as fast and leave as many children
//   in care, but for a fraction of a per cent, and one quick rate asks for another that depends on all the rest
//
// One combination of the figures is told far better than any other: the level of what is looked after away from home,
// by stocks and spending at once. Where it has its published value, the parameter that moves it most steadily is a
// smooth function of the others, and that function is a sheet. Measured from it another combination is told best, and
// makes the next sheet if it bends too.
#pragma once

#include "calibration/fit/history_residuals.hpp"
#include "calibration/inference/samplers/even_coordinates.hpp"

namespace headwater::calibration {

/// Measures `coordinates` from sheets. `cloud`: points about where the posterior is, in its own coordinates, one point
/// after the other: twice as many as a sheet has terms, and better four times. The combination is the figures'
/// direction of greatest curvature there, in units of the cloud's covariance; the pivot is, of parameters whose slope
/// varies by less than a quarter over the cloud, the one that moves it most. They end, after eight at most, where no
/// parameter that is not a pivot does so, where too few points reach the sheet, or where a plane is as good. The same
/// for any number of threads.
void add_figure_sheets(EvenCoordinates& coordinates, const HistoryPosterior& posterior,
                       const HistoryResiduals& residuals, std::span<const double> cloud, const SheetDegrees& degrees,
                       unsigned threads = 0);

} // namespace headwater::calibration
