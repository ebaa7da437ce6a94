// The appraisal: what a scenario costs and saves against its baseline, to whom, when, and what that is worth today.
//
//   ledger of the scenario - ledger of its baseline
//      spending on support above the baseline  ---> investment   (uplifted by the optimism bias)
//      everything else below the baseline      ---> saving       (cut by the haircut)
//      loan and claw-back                      ---> finance      (one payer's only: no cost of the whole purse)
//   net position = saving - investment + finance;  real, discounted ---> present value
#pragma once

#include "outputs/appraisal/perspective.hpp"
#include "outputs/results/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// Whether a line counts for a perspective. Society counts what services use and the income people lose; it leaves out
/// lost tax, which is part of the same income (the two are never added), and benefits, which move money between people.
bool counts(Perspective perspective, model::Category category, Payer payer);

/// One fiscal year of one perspective, GBP. Money is in the study's price base, present values in real pounds.
struct CashFlow {
  FiscalYear year;
  double investment;      ///< more spent on support than the baseline, before any bias; below 0: less
  double saving;          ///< less spent on everything else, before any haircut; below 0: more
  double finance;         ///< received from loan and claw-back, less what is paid
  double optimism_bias;   ///< added to cost, 0 or above
  double benefit_haircut; ///< taken off savings, 0 or above
  double net;             ///< saving - investment + finance - optimism_bias - benefit_haircut
  double cumulative;      ///< sum of net since the first year, not discounted
  double cashable;        ///< the part of saving that a payer can bank, after the haircut
  double discount_factor; ///< of the standard rate
  double present_cost;    ///< present value of investment with bias, real pounds
  double present_benefit; ///< present value of saving after the haircut and of finance, real pounds
  double present_value;   ///< present_benefit - present_cost
  double cumulative_present_value;
};

struct CashFlows {
  Perspective perspective;
  std::vector<CashFlow> years; ///< from the first year of the comparison to the last whole one
};

/// Two runs that are compared, and the first fiscal year of the comparison.
struct Compared {
  const model::AnnualRecord& with;
  const model::AnnualRecord& without;
  FiscalYear first;
};
/// A run of the study and its baseline.
Compared compared(const Study& study, const ScenarioRun& run);

/// The cash flows of a run against its baseline, all zero for a baseline.
CashFlows cash_flows(const Study& study, const ScenarioRun& run, Perspective perspective);
/// Of every perspective, in their order: what is paid is worked out once.
std::vector<CashFlows> all_cash_flows(const Study& study, const Compared& compared);
std::vector<CashFlows> all_cash_flows(const Study& study, const ScenarioRun& run);

/// Where a measure without a value belongs among those of other runs that have one.
enum class WithoutValue : std::uint8_t {
  below,  ///< before any value: never below its baseline, or a cost without a benefit
  above,  ///< after any value: later than the last year, or a benefit without a cost
  nowhere ///< in no order with them: a ratio of nothing to nothing
};

/// One measure. Where it has no value, `why` says why not.
struct AppraisalMeasure {
  std::string name;            ///< npv, bcr, payback_year, ...
  std::string unit;            ///< "GBP", "ratio", "fiscal year"
  std::optional<double> value; ///< a fiscal year by its first calendar year
  std::string why; ///< "no added spending on support", "never pays back by 2045-46"; empty where there is a value
  WithoutValue place = WithoutValue::nowhere; ///< where it has no value

  /// The value, or where there is none what puts it in its place among values: infinite, or not a number for nowhere.
  double in_order() const;

  /// The value as appraisal.csv holds it: a number or a fiscal year, empty where there is none.
  std::string text() const;
};

/// What is so of runs in which a measure has no value and belongs there: "no benefit, so 0 or below"; empty where no
/// run can be. `last`: the last fiscal year of the comparison.
std::string in_words(std::string_view measure, WithoutValue place, FiscalYear last);

/// Net present value, GBP real, of the cash flows.
double npv(const CashFlows& flows);

/// Every measure of a perspective:
///   npv                     present value of benefits less that of costs
///   bcr                     present benefits / present costs; none where nothing is invested or nothing is gained
///   payback_year            first year from whose end on the cumulative net position stays at 0 or above, having been
///                           below
///   payback_year_discounted the same of the cumulative present value
///   peak_funding_gap        the deepest cumulative net position below 0, as a positive number; and its year
///   turning_year            first year with a net position above 0 after the year of the deepest position
///   net_position_total      sum of net positions to the last year
///   cashable_saving_by_YYYY cashable savings, added up to 31 March YYYY, for 2031, 2036, 2041, 2046 as far as they go
///   loan_owed               what is still owed at the end of the last year (council only)
std::vector<AppraisalMeasure> measures(const Study& study, const model::AnnualRecord& record, const CashFlows& flows);
std::vector<AppraisalMeasure> measures(const Study& study, const ScenarioRun& run, const CashFlows& flows);

/// The measure of this name, or nullptr.
const AppraisalMeasure* find_measure(const std::vector<AppraisalMeasure>& measures, std::string_view name);

} // namespace headwater::outputs
