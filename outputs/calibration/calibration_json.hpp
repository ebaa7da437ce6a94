// calibration.json: the settings, the gates and the verdict of a calibration, for scripts.
#pragma once

#include "outputs/calibration/fit_record.hpp"

#include <string>

namespace headwater::outputs {

/// JSON in UTF-8 with a line end. Numbers that are none are null.
std::string calibration_json(const FitRecord& record);

} // namespace headwater::outputs
