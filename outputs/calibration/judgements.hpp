// What is made of the findings of a calibration: how well each series is met, and what is known of each parameter.
#pragma once

#include "outputs/calibration/fit_record.hpp"

namespace headwater::outputs {

/// Fills `statistics`, `judgements`, `directions` and `forecasts` from the findings. Statistics are of the figures that
/// were fitted, at their published value; of a series that was not (it follows from others), of all its figures.
/// Contraction is on the free scale, from the posterior where there is one, to first order elsewhere. What was not
/// computed stays empty.
void judge(FitRecord& record);

} // namespace headwater::outputs
