// History: the published counts that charts set beside runs.
#pragma once

#include "calibration/known/area.hpp"
#include "calibration/known/published.hpp"
#include "outputs/booklet/booklet.hpp"

#include <vector>

namespace headwater::app {

/// The figures the model is scored on, those it starts from, and for a council its own.
std::vector<outputs::PublishedCount> history_of(const calibration::Area& area, const calibration::Published& published);

} // namespace headwater::app
