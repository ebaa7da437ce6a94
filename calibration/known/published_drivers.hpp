// What drives the model, as published: the child poverty of a place, and the nation's children referred to the
// Reporter. Runs and fits have it from here alone.
#pragma once

#include "calibration/known/area.hpp"
#include "calibration/known/published.hpp"
#include "model/solve/drivers.hpp"

namespace headwater::calibration {

/// The drivers of a place, with a plan that does nothing. `national` is published.csv: the last vintage of each year
/// counts, and fiscal year Y/Y+1 stands at Y + 0.75, near the middle of what it counts. A problem where it has no
/// figure of referrals.
scenarios::Read<model::Drivers> published_drivers(const Area& area, const Published& national);

} // namespace headwater::calibration
