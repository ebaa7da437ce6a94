// Baselines: what each scenario is compared with.
#pragma once

#include "app/study/request.hpp"
#include "app/study/shipped_files.hpp"
#include "scenarios/reading/problem.hpp"
#include "scenarios/scenario.hpp"

#include <vector>

namespace headwater::app {

/// Adds the baselines that the scenarios are compared with and that were not asked for, in front of the others. A
/// scenario with a parent is compared with its first ancestor, one without with `continue-as-now`, and all of them with
/// the chosen baseline where there is one. `prices` restates money that a baseline has in other prices.
std::vector<scenarios::Scenario> with_baselines(const StudyRequest& request, std::vector<scenarios::Scenario> asked,
                                                const ShippedFiles& shipped, const scenarios::Deflator* prices,
                                                std::vector<scenarios::Problem>& problems);

/// Adds, for each scenario whose loops are cut otherwise than those of what it is compared with, or which assumes
/// otherwise of the world, that baseline cut like it and with the same parameters, in front of the others. A cut loop is
/// a question asked of the model, which only runs that are cut alike answer; and an assumption holds whether or not the
/// plan is carried out, unless the scenario says that it is its own (`only_in_this_plan`).
std::vector<scenarios::Scenario> with_baselines_alike(const StudyRequest& request,
                                                      std::vector<scenarios::Scenario> scenarios);

/// For each scenario, the position of the one it is compared with: cut alike, and with the same assumptions.
std::vector<std::size_t> baselines_of(const StudyRequest& request, const std::vector<scenarios::Scenario>& scenarios);

} // namespace headwater::app
