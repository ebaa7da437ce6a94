#include "outputs/results/loan_account.hpp"

#include "model/quantities/plan.hpp"

#include <algorithm>

namespace headwater::outputs {

LoanAccount::LoanAccount(const scenarios::Loan& loan, double scale, const Deflator& deflator)
    : loan_{loan}, deflator_{deflator} {
  std::vector<scenarios::ScheduledYear> in_cash;
  for (scenarios::ScheduledYear& year : loan_.drawn) {
    year.amount *= scale;
    in_cash.push_back({year.year, year.amount * deflator_.at(year.year)});
  }
  in_cash_ = scenarios::amortised(in_cash, loan_.until, loan_.terms);
}

LoanYear LoanAccount::in(FiscalYear year) const {
  const auto found =
      std::find_if(in_cash_.begin(), in_cash_.end(), [year](const LoanYear& row) { return row.year == year; });
  if (found == in_cash_.end()) {
    return {.year = year};
  }
  const double pounds = deflator_.at(year) * model::user_prices; // of that year's cash for one of 2019-20
  return {year, found->drawn / pounds, found->interest / pounds, found->repaid / pounds, found->owed / pounds};
}

LoanAccount LoanAccount::later(int years) const {
  scenarios::Loan late = loan_;
  late.until.first += years;
  late.terms.repay_by.first += years;
  for (scenarios::ScheduledYear& year : late.drawn) {
    year.year.first += years;
  }
  return {late, 1.0, deflator_};
}

} // namespace headwater::outputs
