// What derivatives of the modelled history are tested on: the scored figures, at draws from the ranges.
#pragma once

#include "calibration/fit/derivatives/history_jacobian.hpp"

#include <cstddef>
#include <vector>

namespace headwater::calibration {

inline constexpr std::size_t draw_count = 20;

/// Positions of the parameters whose source says that they are fitted.
std::vector<std::size_t> fitted_parameters();
/// Every scored figure.
std::vector<AskedFigure> scored_figures();
/// Draws from the ranges of all parameters.
model::ParameterValues<double> drawn(std::size_t number);

} // namespace headwater::calibration
