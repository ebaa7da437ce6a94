// The place of a study: the area that scenarios name, and the money of plans that were stated for another.
#pragma once

#include "app/study/shipped_files.hpp"
#include "calibration/known/area.hpp"
#include "scenarios/reading/problem.hpp"
#include "scenarios/scenario.hpp"

#include <vector>

namespace headwater::app {

/// The area that a scenario is about. Where there is none of that name, the problem is said of the scenario's file.
scenarios::Read<calibration::Area> area_of(const scenarios::Scenario& scenario, const ShippedFiles& shipped);

/// By what the money of a scenario is to be scaled in an area: 1 where it is stated for it; else so much for each child
/// as there. Adds what is wrong with the scenario's own area to `problems`.
double money_scale(const calibration::Area& here, const scenarios::Scenario& scenario, const ShippedFiles& shipped,
                   std::vector<scenarios::Problem>& problems);

/// Whose money a plan spends that does not say so: the council's in its own area, the Scottish Government's for all of
/// Scotland.
scenarios::PayerShares usual_payer(const calibration::Area& area);

/// The plan with its money scaled. The scenario keeps what its file says.
model::Plan scaled(const model::Plan& plan, double scale);

} // namespace headwater::app
