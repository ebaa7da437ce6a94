// Findings: what was worked out from runs: what delay costs, what makes the leading plan differ, what draws say.
#pragma once

#include "outputs/booklet/personas.hpp"
#include "outputs/ensemble/ensemble.hpp"
#include "outputs/ensemble/information.hpp"
#include "outputs/runs/delay.hpp"
#include "outputs/runs/plan_difference.hpp"
#include "outputs/runs/without_practice.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace headwater::outputs {

struct Findings {
  std::optional<std::size_t> leading; ///< position of the plan that finance pages are about; empty: only baselines
  std::vector<Delay> delays;          ///< each scenario started later
  std::vector<WithoutPractice> without_practice; ///< each plan that changes how decisions are made, and without that
  std::optional<PlanDifference> difference;      ///< what makes the leading plan differ from its baseline
  std::vector<PersonaLives> lives;               ///< of every persona in every run, where they are asked for
  std::optional<Ensemble> ensemble;              ///< what draws of the parameters say; empty: central values only
  std::optional<Information> information; ///< what it would be worth to know, from those draws; empty without them
};

/// The spread of a quantity of a run, or nullptr where nothing was drawn or kept.
const Spread* spread_of(const Findings& findings, const ScenarioRun& run, std::string_view quantity, FiscalYear year,
                        Against against = Against::nothing);
/// The same of a measure of the appraisal to a horizon.
const Spread* spread_of(const Findings& findings, const ScenarioRun& run, Perspective perspective,
                        std::string_view measure, FiscalYear horizon);
/// The same of the change of one of span_sums() against the baseline.
const Spread* spread_of_span(const Findings& findings, const Runs& runs, const ScenarioRun& run, std::string_view name);

/// The plan that finance pages are about. A plan that invests comes before all others: it spends more new money than its
/// baseline and is neither a cut nor a shock, nor met by one. Then the one that changes most against its baseline, and of equals the one
/// that spends most new money; one that changes in more ways than can be told apart comes last. Empty: only baselines.
std::optional<std::size_t> leading_plan(const Runs& runs, const std::vector<PlannedRun>& plans);

/// What running the plans again tells: delays, and the difference that the leading plan makes; `plans` has one for each
/// run. There are no draws among it and no lives. Throws as run_years does.
Findings findings_of(const Runs& runs, const std::vector<PlannedRun>& plans, std::size_t threads);

} // namespace headwater::outputs
