// What makes two plans differ: the change of any output between them, attributed to each lever and setting in which
// they differ, in no particular order (Shapley values).
#pragma once

#include "model/experiments/attribution.hpp"
#include "outputs/appraisal/basis.hpp"
#include "outputs/runs/planned_run.hpp"
#include "outputs/runs/runs.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// One way in which two plans differ: all steps of a lever, a setting of the plan, or one parameter.
struct PlanChange {
  enum class Kind : std::uint8_t { lever, setting, parameter } kind;
  std::size_t position; ///< of the lever, setting or parameter in its table
  std::string name;     ///< "intensive_support", "fidelity", "support_effect"
};

/// An output to be explained: a quantity of annual.csv, net_position or net_position_cumulative of the public purse.
struct ExplainedOutput {
  std::string quantity; ///< "looked_after", "net_position_cumulative"
  std::string unit;
  std::string at; ///< "2040-07-31", "2045-46"
  FiscalYear year;

  /// Of the run with the plan, money in the price base; a position after optimism bias and haircut.
  double value(const Compared& compared, const Prices& prices, const AppraisalBasis& basis) const;
};

struct PlanDifference {
  std::size_t run;  ///< position of the run that is explained
  std::string from; ///< scenario ids
  std::string to;
  std::vector<PlanChange> changes;
  std::vector<ExplainedOutput> outputs;
  std::vector<experiments::Attribution> attributions; ///< one for each output; a player for each change
  bool exact = true;                                  ///< else sampled: each share has a standard error
};

/// Every way in which `b` differs from `a`, levers first. The end of a loan belongs to the loan where that differs too.
std::vector<PlanChange> changes_between(const PlannedRun& a, const PlannedRun& b);

/// `a` with the changes of a coalition taken from `b`.
PlannedRun with_changes(const PlannedRun& a, const PlannedRun& b, const std::vector<PlanChange>& changes,
                        experiments::Coalition coalition);

/// Explains each output of a run against its baseline; `plans` has one for each run. Throws std::invalid_argument where
/// the plans differ in more than most_players ways, and as run_years does.
PlanDifference explain_difference(const Runs& runs, const std::vector<PlannedRun>& plans, const ScenarioRun& run,
                                  std::vector<ExplainedOutput> outputs, std::size_t threads,
                                  const experiments::Sampling& sampling);

/// The output of this name in a fiscal year; empty where there is none of that name.
std::optional<ExplainedOutput> explained_output(const std::string& quantity, FiscalYear year);

} // namespace headwater::outputs
