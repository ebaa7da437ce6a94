// A loan by contract: drawn by the year, at a fixed rate, and repaid by a date. Its terms are in cash, as a lender's are.
//
//   drawn in a year ---> owed ---> from `until` to `repay_by`, one instalment at the end of each fiscal year
//   interest of a year = rate x what was owed when the year began; paid at its end, and never added to what is owed
#pragma once

#include "model/solve/fiscal_year.hpp"
#include "scenarios/schedule.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::scenarios {

enum class Repayment : std::uint8_t {
  level_instalments, ///< interest and principal together are the same in every year
  equal_principal,   ///< the same part of the principal in every year, and interest on what is left
};
/// "level_instalments".
std::string_view name(Repayment repayment);
std::vector<std::string> repayment_names();
/// The way of this name; nothing where there is none.
std::optional<Repayment> find_repayment(std::string_view name);

struct LoanTerms {
  model::FiscalYear repay_by; ///< at whose end the last instalment is paid
  double interest = 0.0;      ///< share a year, fixed, in cash
  Repayment repayment = Repayment::level_instalments;

  friend bool operator==(const LoanTerms&, const LoanTerms&) = default;
};

struct Loan {
  LoanTerms terms;
  model::FiscalYear until;          ///< the fiscal year of the first instalment; nothing is drawn from then on
  std::vector<ScheduledYear> drawn; ///< GBP million of 2024-25, in the order of years, each once

  friend bool operator==(const Loan&, const Loan&) = default;
};

/// One fiscal year of a loan, all in the money that the draws are in.
struct LoanYear {
  model::FiscalYear year;
  double drawn = 0.0;
  double interest = 0.0; ///< paid
  double repaid = 0.0;   ///< of the principal
  double owed = 0.0;     ///< at the end of the year
};

/// The schedule of a loan from its first draw to `terms.repay_by`, at whose end exactly 0 is owed. `drawn` is in cash, in the
/// order of years, before `until`. With B owed when `until` begins, n years to repay in and the rate r
///
///     level_instalments:  B r / (1 - (1 + r)^-n) a year, interest and principal;  B / n where r is 0
///     equal_principal:    B / n a year, and interest
std::vector<LoanYear> amortised(const std::vector<ScheduledYear>& drawn, model::FiscalYear until,
                                const LoanTerms& terms);

} // namespace headwater::scenarios
