// Draws of a figure about what is expected of it: the observation model of series_likelihood.hpp, used to simulate.
#pragma once

#include "calibration/fit/observation/series_likelihood.hpp"
#include "model/experiments/random_engine.hpp"

namespace headwater::calibration {

/// A figure of the family about what is expected of it. `spread` as in Scatter; `expected` not below 0 but for a rate.
double scattered(Family family, double expected, double spread, experiments::RandomEngine& random);

} // namespace headwater::calibration
