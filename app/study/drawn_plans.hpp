// Drawn plans: from the draws that are asked for to what an ensemble is made of.
#pragma once

#include "app/study/inputs.hpp"
#include "outputs/ensemble/ensemble.hpp"
#include "outputs/runs/planned_run.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace headwater::app {

/// The values --sampling takes.
std::vector<std::string> sampling_options();

/// The plans of the inputs with the draws of their parameters.
outputs::DrawnPlans drawn_plans(const StudyRequest& request, const StudyInputs& inputs,
                                const std::vector<outputs::PlannedRun>& plans);

/// How the draws of a request are run. `scratch` is a folder for what does not fit the memory; `progress` is told how
/// many more draws are done.
outputs::EnsembleSettings ensemble_settings(const StudyRequest& request, const std::filesystem::path& scratch,
                                            std::function<void(std::size_t)> progress);

/// Parameters that a scenario sets, which are not drawn.
std::vector<std::size_t> set_parameters(const scenarios::Scenario& scenario);
/// Parameters that the scenario of a run or its baseline sets.
std::vector<std::size_t> set_by_either(const StudyInputs& inputs, const outputs::ScenarioRun& run);

} // namespace headwater::app
