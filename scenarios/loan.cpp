#include "scenarios/loan.hpp"

#include <algorithm>
#include <array>

namespace headwater::scenarios {
namespace {

constexpr std::array<std::string_view, 2> repayment_words{"level_instalments", "equal_principal"};

/// What is paid a year, interest and principal together.
double level_instalment(double owed, double rate, int years) {
  double growth = 1.0; // products, which every machine rounds alike
  for (int i = 0; i < years; ++i) {
    growth *= 1.0 + rate;
  }
  return growth == 1.0 ? owed / years : owed * rate * growth / (growth - 1.0);
}

} // namespace

std::string_view name(Repayment repayment) { return repayment_words.at(static_cast<std::size_t>(repayment)); }

std::vector<std::string> repayment_names() { return {repayment_words.begin(), repayment_words.end()}; }

std::optional<Repayment> find_repayment(std::string_view name) {
  const auto found = std::find(repayment_words.begin(), repayment_words.end(), name);
  return found == repayment_words.end() ? std::nullopt
                                        : std::optional(static_cast<Repayment>(found - repayment_words.begin()));
}

std::vector<LoanYear> amortised(const std::vector<ScheduledYear>& drawn, model::FiscalYear until,
                                const LoanTerms& terms) {
  std::vector<LoanYear> years;
  if (drawn.empty()) {
    return years;
  }
  const int instalments = terms.repay_by.first - until.first + 1;
  double owed = 0.0;
  double to_repay = 0.0; // owed when repayment begins
  for (model::FiscalYear year = drawn.front().year; year <= terms.repay_by; year = year.next()) {
    LoanYear row{.year = year, .interest = terms.interest * owed};
    if (year < until) {
      const auto of_year =
          std::find_if(drawn.begin(), drawn.end(), [&](const auto& draw) { return draw.year == year; });
      row.drawn = of_year == drawn.end() ? 0.0 : of_year->amount;
    } else {
      to_repay = year == until ? owed : to_repay;
      const double due = terms.repayment == Repayment::equal_principal
                             ? to_repay / instalments
                             : level_instalment(to_repay, terms.interest, instalments) - row.interest;
      row.repaid = year == terms.repay_by ? owed : due; // the last takes what rounding left
    }
    owed += row.drawn - row.repaid;
    row.owed = owed;
    years.push_back(row);
  }
  return years;
}

} // namespace headwater::scenarios
