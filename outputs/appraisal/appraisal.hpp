// The appraisal: what a scenario costs and saves against its baseline, to whom, when, and what that is worth today.
//
//   ledger of the scenario - ledger of its baseline
//      what the plan adds to cost              ---> investment   (uplifted by the optimism bias)
//      everything else below the baseline      ---> saving       (cut by the haircut)
//      loan, its interest, and claw-back       ---> finance      (one payer's only: no cost of the whole purse)
//   net position = saving - investment + finance;  real, discounted ---> present value
//
// What a borrower owes at the end of a year is a liability in every measure to that year: a running total or a present
// value is what has come in less what has gone out less what is still owed.
//
// What the plan adds to cost is what is spent on support above the baseline, and beyond support the plan's own money
// wherever it is spent (aftercare) and all of a category in which the plan's rules have their price (Funding::buys).
// That children who are in care no more need no aftercare either is then less investment and no saving.
#pragma once

#include "outputs/appraisal/basis.hpp"
#include "outputs/appraisal/perspective.hpp"
#include "outputs/results/compared.hpp"
#include "outputs/results/cost_parts.hpp"
#include "outputs/results/ledger.hpp"
#include "outputs/results/prices.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// Whether a line counts for a perspective. Society counts what services use and the income people lose; it leaves out
/// lost tax, which is part of the same income (the two are never added), and benefits and transfers, which move money
/// between people. Where gains beyond care are asked for it counts the tax and the earnings of them, and leaves out the
/// part of wider failure demand that the UK Government pays: benefits to people who have those earnings instead.
bool counts(Perspective perspective, model::Category category, Payer payer, const Included& included = {});

/// What an appraisal shows in a column of its own. The first is inside the totals, so that it can be taken out of them;
/// the others are outside, unless they were asked for.
enum class Beside : std::uint8_t {
  wider_failure_demand, ///< people never in care: the same services used less; not part of Follow the Money
  beyond_care,          ///< gained by services and in tax, by children reached early
  beyond_care_earnings, ///< gained by those people themselves
  beyond_care_family,   ///< justice and benefits not needed by supported parents: never added
  poverty_transfer,     ///< money moved to families to change child poverty, below 0
};
inline constexpr std::size_t beside_count = 5;
inline constexpr std::array besides{Beside::wider_failure_demand, Beside::beyond_care, Beside::beyond_care_earnings,
                                    Beside::beyond_care_family, Beside::poverty_transfer};
/// "beyond_care".
std::string_view name(Beside beside);
/// As people say it: "Beyond care: services and tax".
std::string_view label(Beside beside);

/// Below this many pounds a difference of two runs is rounding.
inline constexpr double rounding_gbp = 0.005;

/// A sum of one year: as counted, what the haircut takes off it, and the present value of what is left.
struct Amount {
  double gbp = 0.0;     ///< in the price base asked for, before the haircut; above 0: gained
  double haircut = 0.0; ///< 0 or above
  double present = 0.0; ///< real pounds, after the haircut
};

/// What a perspective pays more for a part of cost than in the baseline, GBP of one year; parts add up to the whole:
/// investment - saving, optimism bias and haircut.
struct PartChange {
  double more = 0.0;    ///< as counted; below 0: less
  double bias = 0.0;    ///< on what the plan adds to it, 0 or above
  double haircut = 0.0; ///< on what is saved of it, 0 or above
};

/// One fiscal year of one perspective, GBP. Money is in the price base asked for, present values in real pounds.
struct CashFlow {
  FiscalYear year;
  double investment;      ///< what the plan adds to cost (see above), before any bias; below 0: less
  double saving;          ///< less spent on everything else, before any haircut; below 0: more
  double finance;         ///< received from loan and claw-back, less what is paid, interest with it
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
  double own_money;          ///< the part of investment that is the plan's own money, before any bias: see Paid
  double owed = 0.0;         ///< of loans at the end of the year, more than in the baseline; the borrower's only
  double owed_present = 0.0; ///< its present value, real pounds
  double due = 0.0;          ///< of loans by contract, interest and principal in the year; the borrower's only
  std::array<Amount, beside_count> beside{};       ///< see Beside
  std::array<PartChange, cost_part_count> parts{}; ///< of what is counted: see CostPart

  const PartChange& of(CostPart part) const { return parts[static_cast<std::size_t>(part)]; }
  double position() const { return cumulative - owed; }
  double present_position() const { return cumulative_present_value - owed_present; }
};

struct CashFlows {
  Perspective perspective;
  std::vector<CashFlow> years; ///< from the first year of the comparison to the last whole one
};

/// The cash flows of a run against its baseline, all zero for a baseline.
CashFlows cash_flows(const Compared& compared, const Prices& prices, const AppraisalBasis& basis,
                     Perspective perspective);
/// Of every perspective, in their order: what is paid is worked out once.
std::vector<CashFlows> all_cash_flows(const Compared& compared, const Prices& prices, const AppraisalBasis& basis);

/// The same to a fiscal year only; all of them where it ends sooner.
CashFlows up_to(CashFlows flows, FiscalYear last);
std::vector<CashFlows> up_to(std::vector<CashFlows> flows, FiscalYear last);

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

/// Whether the plan adds to cost, as a present value: what invests nothing has nothing to pay back.
bool invests(const CashFlows& flows);

/// Net present value, GBP real, of the cash flows, less that of what is still owed at their end.
double npv(const CashFlows& flows);

/// The Green Book's sensitivity test: the cash flows of every perspective discounted at the lower rates of the vintage;
/// none where it has none. It asks for the test of appraisals beyond 50 years; it is made at every horizon here.
std::vector<CashFlows> at_lower_rates(const Compared& compared, const Prices& prices, const AppraisalBasis& basis);

// clang-format off
/// Every measure of a perspective:
///   npv                       present value of benefits less that of costs
///   bcr                       present benefits, less what is still owed, / present costs; none where nothing is
///                             invested or nothing is gained
///   payback_year              first year from whose end on the cumulative net position, less debt, stays at 0 or above, having
///                             been below; none where nothing is invested
///   payback_year_discounted   the same of the cumulative present value
///   peak_funding_gap          the deepest cumulative net position, less debt, below 0, as a positive number; its year
///   turning_year              first year in which that position rises after the year in which it is deepest
///   net_position_total        sum of net positions to the last year, less what is still owed at its end
///   cashable_saving_by_YYYY   cashable savings, added up to 31 March YYYY, for 2031, 2036, 2041, 2046 as far as they go
///   loan_owed                 what is still owed at the end of the last year (council only)
///   loan_not_covered          what is due by contract and more than the plan has saved in cash by then: see
///                             loan_cover() (council only)
///   npv_...                   present values of what stands beside the totals, a measure for each Beside
// clang-format on
std::vector<AppraisalMeasure> measures(const Compared& compared, const Prices& prices, const CashFlows& flows);

/// One year in which a loan by contract is paid for, GBP in the price base asked for.
struct LoanCover {
  FiscalYear year;
  double due;         ///< interest and principal
  double covered;     ///< by what the plan saves the borrower in cash, in the year or before and kept for it
  double not_covered; ///< the rest, which the borrower must find elsewhere
};
/// Whether a borrower can pay a loan out of what the plan saves it: cash savings after the haircut, less cost elsewhere
/// that cannot be banked either, are kept from the first year on and pay what is due, oldest first. `flows` are of the
/// borrower; years in which nothing is due are left out.
std::vector<LoanCover> loan_cover(const CashFlows& flows);

/// The wrong-pocket index of a plan: of what all public payers gain that gain, how much goes to those who put none of
/// the plan's own money in; not discounted, without finance and bias. None where nobody gains.
///
///     gain = saving - haircut - investment + own money
///     sum over payers without own money of max(gain, 0) / sum over payers of max(gain, 0)
///
/// `flows` are all_cash_flows().
AppraisalMeasure wrong_pocket_index(const std::vector<CashFlows>& flows);

/// Every measure of every perspective, each a list, the index among those of the public purse.
std::vector<std::vector<AppraisalMeasure>> all_measures(const Compared& compared, const Prices& prices,
                                                        const std::vector<CashFlows>& flows);

/// The measure of this name, or nullptr.
const AppraisalMeasure* find_measure(const std::vector<AppraisalMeasure>& measures, std::string_view name);

} // namespace headwater::outputs
