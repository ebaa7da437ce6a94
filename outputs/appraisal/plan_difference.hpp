// What makes two plans differ: the change of any output between them, attributed to each lever and setting in which
// they differ, in no particular order (Shapley values).
#pragma once

#include "outputs/appraisal/planned_run.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// Every way in which `b` differs from `a`, levers first. The end of a loan belongs to the loan where that differs too.
std::vector<PlanChange> changes_between(const PlannedRun& a, const PlannedRun& b);

/// `a` with the changes of a coalition taken from `b`.
PlannedRun with_changes(const PlannedRun& a, const PlannedRun& b, const std::vector<PlanChange>& changes,
                        Coalition coalition);

/// Explains each output. Throws std::invalid_argument where the plans differ in more than most_players ways.
PlanDifference explain_difference(const ScenarioRun& from, const PlannedRun& a, const ScenarioRun& to,
                                  const PlannedRun& b, std::vector<ExplainedOutput> outputs, const RunPlans& run_plans,
                                  const Sampling& sampling);

/// The output of this name in a fiscal year: a quantity of annual.csv, net_position or net_position_cumulative of the
/// public purse against the baseline of `study`, or operating cost. Empty where there is none of that name.
std::optional<ExplainedOutput> explained_output(const Study& study, std::size_t baseline, const std::string& quantity,
                                                FiscalYear year);

} // namespace headwater::outputs
