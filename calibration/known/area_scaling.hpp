// From the nation to a council: what its size, its own counts and its own costs change in the parameters.
#pragma once

#include "calibration/known/area.hpp"

namespace headwater::calibration {

/// The poverty figures of an area as the model's driver takes them.
std::vector<model::SeriesPoint> poverty_of(const Area& area);

/// Fills in the values, shares, poverty and derivations of a council from its figures and the nation's. Adds a problem
/// for each figure that is needed and missing.
void scale(Area& council, const Area& nation, std::vector<scenarios::Problem>& problems);

} // namespace headwater::calibration
