// The account of a loan by contract, in the money of the runs.
//
// A lender's terms are in cash: what is drawn is put into the cash of its year, the schedule is worked out there, and each
// year is brought back by the deflator. So in real prices what is owed also falls as prices rise.
#pragma once

#include "outputs/results/prices.hpp"
#include "scenarios/loan.hpp"

#include <vector>

namespace headwater::outputs {

using scenarios::LoanYear;

class LoanAccount {
public:
  /// Of the loan of a plan; `scale` is what the plan's money is multiplied by in the place it is run for.
  LoanAccount(const scenarios::Loan& loan, double scale, const Deflator& deflator);

  const scenarios::LoanTerms& terms() const { return loan_.terms; }
  model::FiscalYear until() const { return loan_.until; } ///< of the first instalment
  /// GBP million of cash, from the first draw to the last instalment.
  const std::vector<LoanYear>& in_cash() const { return in_cash_; }
  /// GBP million of constant 2019-20 prices; 0 in other years.
  LoanYear in(FiscalYear year) const;
  /// The same loan, drawn and repaid so many years later: the same real draws, at the prices of those years.
  LoanAccount later(int years) const;

private:
  scenarios::Loan loan_; ///< of this place
  Deflator deflator_;
  std::vector<LoanYear> in_cash_;
};

} // namespace headwater::outputs
