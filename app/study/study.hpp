// A study, below the command line: request -> inputs -> plans -> runs -> findings -> booklet.
//
//   setting_problems(request), read_inputs(request)     nothing runs until all of them are sound
//   planned_runs(inputs)                                what each scenario runs with, its money scaled for the area
//   runs_of(inputs, plans)                              what was run
//   outputs::findings_of(runs, plans), run_ensemble     what was worked out
//   booklet_of(inputs, runs, findings)                  what pages take
#pragma once

#include "app/study/inputs.hpp"
#include "outputs/booklet/booklet.hpp"
#include "outputs/runs/planned_run.hpp"
#include "outputs/runs/runs.hpp"

#include <string>
#include <vector>

namespace headwater::app {

/// What each scenario of the inputs runs with, in their order.
std::vector<outputs::PlannedRun> planned_runs(const StudyInputs& inputs);

/// The parameters that the files of a scenario set.
std::vector<outputs::SetParameter> assumed_by(const scenarios::Scenario& scenario, const calibration::Area& area);

/// Whose money the plan of the scenario at a position spends: as it says, else as the place has it.
outputs::Funding funding_of(const StudyInputs& inputs, std::size_t position);

/// What is kept of a run: its years, or its flows as well, which tables of flows need.
enum class Keep : std::uint8_t { years, flows };

/// Runs every plan of the inputs. Throws std::runtime_error with what every run that broke down says.
outputs::Runs runs_of(const StudyRequest& request, const StudyInputs& inputs,
                      const std::vector<outputs::PlannedRun>& plans, Keep keep);

/// The booklet of runs, with what their inputs say of them.
outputs::Booklet booklet_of(const StudyInputs& inputs, outputs::Runs runs, outputs::Findings findings,
                            std::string run_code);

} // namespace headwater::app
