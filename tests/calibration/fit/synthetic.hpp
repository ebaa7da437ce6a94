// Figures as they would have come out had the model been right and its parameters been these: for asking whether a fit
// finds what is known to be there.
#pragma once

#include "calibration/fit/history_posterior.hpp"

#include <optional>

namespace headwater::calibration {

/// Figures of the same series and moments, discrepancy and shocks among what makes them. `values`: one point of the
/// posterior, in own units. A figure that was rounded or suppressed is known to the same width again: its cell is one
/// of a row of cells of that width, of which the published one is a member (none reaches below 0 but that of a share).
///
/// Nothing where the model cannot be solved there, or says of a count or of money what is not above 0. The values of
/// `figures` in the result are the middles of their cells.
std::optional<FitData> synthetic_data(const HistoryPosterior& posterior, std::span<const double> values,
                                      experiments::RandomEngine& random);

} // namespace headwater::calibration
