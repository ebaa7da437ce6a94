// Which parameters a joint posterior is of: those that have a prior of their own, and every other one that varies and
// moves a figure, with its range in the table as its prior.
//
// What moves no figure is not told anything by the figures: given them it keeps its range, by itself. So draws of the
// joint posterior of all that varies are these, with the others drawn from their ranges beside them.
#pragma once

#include "calibration/fit/fit_data.hpp"
#include "calibration/fit/prior_file.hpp"
#include "model/solve/drivers.hpp"

#include <cstdint>
#include <vector>

namespace headwater::calibration {

/// `known` first, then the others in the order of the table; shares of a whole all or none. A parameter moves a figure
/// where the gradient of some number made of all figures is not exactly 0 by it at one of so many draws of the priors:
/// what is told here is which, and no draw of a chain depends on how they were found. Throws what HistoryModel does, and
/// std::runtime_error where the model breaks down at every draw.
std::vector<FittedParameter> joint_priors(const std::vector<FittedParameter>& known, const FitData& data,
                                          const model::Drivers& drivers, std::uint64_t seed);

} // namespace headwater::calibration
