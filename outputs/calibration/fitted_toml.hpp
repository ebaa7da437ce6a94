// fitted.toml: the values of a fit, and how sure they are.
#pragma once

#include "outputs/calibration/fit_record.hpp"

#include <string>

namespace headwater::outputs {

/// TOML 1.0. `[parameters]` holds the point estimate of every parameter of the table and can stand in a scenario file
/// as it is; `beyond_range = true` is in it where a value lies outside the range that the table believes. `[sd]` is to
/// first order; `[posterior_median]` is there with a posterior; `[scatter]` holds what the scatter of figures was taken
/// to be. `[free_scale]` holds names in order, the point and its covariance, in the free scale of
/// calibration/inference/estimate/parameter_scale.hpp: log(x - lower), -log(upper - x), or log odds between the two; a distance
/// from one bound may be in any unit, which moves the point and not the covariance. Numbers read back as the same bits;
/// infinite variances are `inf`, those that do not exist `nan`. Throws std::invalid_argument as check() does, and for a
/// parameter that is said to be of the table and is not.
std::string fitted_toml(const FitRecord& record);

} // namespace headwater::outputs
