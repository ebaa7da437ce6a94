// Findings: what is learnt of a plan by running it again with something changed.
#pragma once

#include "outputs/appraisal/attribution.hpp"
#include "outputs/appraisal/perspective.hpp"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace headwater::outputs {

struct ScenarioRun;

/// A plan that starts later, against the same plan started on time; both to the end of the run.
struct Delay {
  std::size_t run;                                      ///< position in the study
  int years;                                            ///< of delay
  std::array<double, perspective_count> net_position{}; ///< GBP, change of the total net position; below 0: delay costs
  std::array<double, perspective_count> present_value{}; ///< GBP real, change of the net present value
  double children_meanwhile; ///< who began to be looked after in the years between the two starts
  double more_starts;        ///< children who begin to be looked after and would not have, to the end of the run
  double more_care_years;    ///< child-years looked after, likewise
  double more_harm_at_home;  ///< serious-harm equivalents, likewise
  double more_harm_from_separation;
};

/// One way in which two plans differ: all steps of a lever, a setting of the plan, or one parameter.
struct PlanChange {
  enum class Kind : std::uint8_t { lever, setting, parameter } kind;
  std::size_t position; ///< of the lever, setting or parameter in its table
  std::string name;     ///< "intensive_support", "fidelity", "support_effect"
};

/// An output to be explained.
struct ExplainedOutput {
  std::string quantity; ///< "looked_after", "net_position_cumulative"
  std::string unit;
  std::string at; ///< "2040-07-31", "2045-46"
  std::function<double(const ScenarioRun&)> value;
};

struct PlanDifference {
  std::string from; ///< scenario ids
  std::string to;
  std::vector<PlanChange> changes;
  std::vector<ExplainedOutput> outputs;
  std::vector<Attribution> attributions; ///< one for each output; a player for each change
  bool exact = true;                     ///< else sampled: each share has a standard error
};

} // namespace headwater::outputs
