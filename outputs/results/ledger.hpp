// The ledger: every pound of a run by fiscal year, category, component and payer.
//
// Built from the differences of the solver's own money accumulators, so the sum over components and payers is the
// category and the sum over years is the accumulator. Memos are inside other categories and never lines. Gains beyond
// care are lines below 0, and the transfer that changes poverty is one: both stand in classes of their own, which totals
// leave out unless asked. Beside the categories stand finance lines, which move money between payers and sum to 0 over them and
// the lender.
#pragma once

#include "outputs/results/compared.hpp"
#include "outputs/results/payers.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// What part of a category a line is. The parts of a category add up to it.
enum class Component : std::uint8_t {
  service,        ///< the service itself
  ring_fenced,    ///< new money, paid by those who put it up: see Funding
  double_running, ///< new money spent while what it replaces is still being paid for: see double_running()
  release_lag,    ///< a cost base that has not yet followed volume down (below 0 while it has not yet followed it up)
  stranded,       ///< places kept open that no child is in
};

std::string_view name(Component component);
std::string_view name(model::CostClass cost_class);

/// Whether a category is money spent on support, which an appraisal calls investment: universal and targeted support,
/// and adult services for parents. What parents' need costs besides is in the same class as those and is none.
bool is_support(model::Category category);

/// Whether a category is in no account at all: it is inside other categories.
constexpr bool is_memo(model::Category category) {
  return model::categories()[static_cast<std::size_t>(category)].cost_class == model::CostClass::memo;
}

/// What is asked to be counted that totals otherwise leave out.
struct Included {
  bool beyond_care = false; ///< gains for children reached early, in later life: services not needed, tax, earnings
  bool transfer = false;    ///< the transfer that changes child poverty

  friend bool operator==(const Included&, const Included&) = default;
};

/// Whether a category is counted when all is added up: what public bodies pay and the income people lose; beyond that
/// only what was asked. What supported parents cost justice and benefits less is never added: nobody has priced it, and
/// what parents' need costs holds part of it.
bool is_added(model::Category category, const Included& included);

/// What a category adds to what is paid: a gain beyond care is counted as a gain, so it is paid with the sign turned.
constexpr double paid_sign(model::Category category) {
  return model::categories()[static_cast<std::size_t>(category)].cost_class == model::CostClass::beyond_care ? -1.0
                                                                                                             : 1.0;
}

/// What would follow if the cost fell: money a payer can bank, room a payer can use for others, or a wider gain.
std::string_view cashability(model::Category category);
/// "one_off" for what ends when the change is through, "recurring" for the rest.
std::string_view recurrence(Component component);

struct LedgerLine {
  FiscalYear year;
  model::Category category;
  Component component;
  Payer payer;
  double gbp_million; ///< constant 2019-20 prices; above 0: paid
};

/// Every line of the run with the plan, in the fiscal years it covers whole, in the order year, category, component,
/// payer.
std::vector<LedgerLine> ledger(const Compared& compared, const PayerTable& payers);

/// What each payer pays for each category, GBP million of 2019-20 prices.
using PaidFor = std::array<std::array<double, payer_count>, model::category_count>;

/// What is paid over one fiscal year: the sums of the ledger's lines over components, without making the lines.
struct Paid {
  PaidFor all{};
  /// The part of that which is a plan's own money: ring-fenced new money, and what is spent on adult services, shared care
  /// and controls. What councils spend more on support because care costs less is not.
  PaidFor own{};
};
Paid paid_for(const model::AnnualRecord& record, const Funding& funding, const PayerTable& payers, FiscalYear year);
/// Of a run beside the one it is compared with: see Funding::wellbeing_beside().
Paid paid_for(const Compared& compared, const PayerTable& payers, FiscalYear year);
/// What of the new money of a category is Whole Family Wellbeing money there; nothing where that is not known from what
/// the run is compared with.
std::optional<double> wellbeing_money_in(const Compared& compared, model::Category category, FiscalYear year,
                                         const PayerTable& payers);

/// Money that moves between payers and buys nothing.
enum class FinanceItem : std::uint8_t {
  bridging_loan, ///< lent and repaid, without interest; interest that is added to what is owed is lent
  loan_interest, ///< as it is charged, once, to the borrower
  claw_back,
};
std::string_view name(FinanceItem item);

struct FinanceLine {
  FiscalYear year;
  FinanceItem item;
  std::optional<Payer>
      payer;          ///< empty: the lender, who is owed what he has paid and so is neither better nor worse off
  double gbp_million; ///< constant 2019-20 prices; above 0: paid, below 0: received
};

/// The lines of a run that has a loan or a claw-back; each item sums to 0 over payers and lender in every year.
std::vector<FinanceLine> finance_lines(const model::AnnualRecord& record, const Funding& funding);

/// What each payer pays of finance, less what it receives, over a fiscal year, GBP million of 2019-20 prices.
std::array<double, payer_count> financed(const model::AnnualRecord& record, const Funding& funding, FiscalYear year);

/// A council's loans over one fiscal year, GBP million of 2019-20 prices: that of the equations, which is repaid out of the
/// prevention budget, and that by contract.
struct LoanStatement {
  double drawn = 0.0;
  double interest = 0.0;       ///< charged
  double interest_added = 0.0; ///< the part of it that is not paid but added to what is owed
  double repaid = 0.0;         ///< of what is owed
  double owed = 0.0;           ///< at the end of the year
  double due = 0.0;            ///< by contract: interest and principal that the council pays from its budget
};
LoanStatement loans_in(const model::AnnualRecord& record, const Funding& funding, FiscalYear year);

/// New money above the baseline's that is matched by cost above the baseline's not yet released or stranded, GBP
/// million of 2019-20 prices: both old and new are paid for. 0 for a baseline.
double double_running(const Compared& compared, FiscalYear year);

/// The statement of finance: where a plan's money comes from and what becomes of what it releases. These are not costs
/// to be added to the ledger: they say of it where it stands.
struct FinanceStatement {
  FiscalYear year;
  // GBP million of 2019-20 prices over the year
  double ring_fenced;    ///< new money spent, Whole Family Wellbeing money included
  LoanStatement loan;    ///< the council's
  double released;       ///< a year, by the start of this one: money set free since the comparison began
  double reinvested;     ///< of this, kept in prevention
  double clawed_back;    ///< of this, taken by the Scottish Government
  double release_lag;    ///< cost not yet released
  double stranded;       ///< empty places
  double double_running; ///< see above
};
std::vector<FinanceStatement> finance_statement(const Compared& compared);

} // namespace headwater::outputs
