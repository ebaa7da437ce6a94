// Target-seeking: what a user asks of `reach` is found sound, and the search is run.
//
//   settings -> inputs -> what is asked (a day, a tolerance, a bundle, how far it may go) -> runs at many scales -> findings
#pragma once

#include "app/study/inputs.hpp"
#include "app/study/reach_settings.hpp"
#include "outputs/target/target_findings.hpp"
#include "scenarios/bundle.hpp"
#include "scenarios/scenario_text.hpp"

#include <string>
#include <variant>
#include <vector>

namespace headwater::app {

/// What is sought, every name and number of it sound.
struct ReachAsked {
  outputs::ExplainedOutput of;
  double tolerance;
  scenarios::Bundle bundle;
  double most;
  std::string why_most;
};

/// What is wrong with how `reach` was called; empty where nothing is.
using UsageProblem = std::string;

/// The quantity in its year; or what is wrong with one of them, before anything is read.
std::variant<outputs::ExplainedOutput, UsageProblem> sought_output(const ReachSettings& settings);

/// What is asked of a plan that was read, `of` being sought_output(). Problems of the file are those of its bundle.
std::variant<ReachAsked, UsageProblem, std::vector<scenarios::Problem>>
asked_of(const ReachSettings& settings, const StudyInputs& inputs, const outputs::ExplainedOutput& of);

/// How near to a target is near enough: one of what is counted in ones, GBP 100,000 of money, 0.001 of anything else.
double natural_tolerance(const outputs::ExplainedOutput& of);

/// Runs the search. Throws as run_years does, and std::runtime_error where the quantity has no value in a run.
outputs::TargetFindings reach(const ReachSettings& settings, const StudyInputs& inputs, const ReachAsked& asked);

/// The plan with its bundle at a scale, under the id and name of what it reaches.
scenarios::Scenario reached_plan(const StudyInputs& inputs, const ReachAsked& asked,
                                 const outputs::TargetFindings& found);
/// The same as the files of which `headwater run` makes it again.
scenarios::Read<std::vector<scenarios::TextFile>> reached_files(const StudyInputs& inputs, const ShippedFiles& shipped,
                                                                const scenarios::Scenario& reached);

} // namespace headwater::app
