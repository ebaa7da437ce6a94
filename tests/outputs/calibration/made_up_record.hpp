// A small made-up calibration: four series, three parameters of the table, two of the scatter, held-out forecasts that
// lose. Nothing of it was ever fitted.
#pragma once

#include "outputs/calibration/fit_record.hpp"

namespace headwater::tests {

/// With draws for each figure and a summary for each parameter; one check of its chains failed.
outputs::FitRecord drawn_record();

/// The same as a point estimate alone, with nothing against it.
outputs::FitRecord estimated_record();

} // namespace headwater::tests
