#include "outputs/pictures/loan_words.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/loan_account.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

std::string pounds_in_millions(double gbp) {
  const double shown = gbp / million;
  return fmt::format("£{} million", readable_number(shown, shown < 1.0 ? 3 : shown < 100.0 ? 1 : 0));
}

std::string terms_in_words(const LoanAccount& account, std::string_view council) {
  double drawn = 0.0;
  double interest = 0.0;
  model::FiscalYear first{};
  model::FiscalYear last{};
  for (const LoanYear& year : account.in_cash()) {
    if (year.drawn > 0.0) {
      first = drawn == 0.0 ? year.year : first;
      last = year.year;
    }
    drawn += year.drawn;
    interest += year.interest;
  }
  const auto begins = std::find_if(account.in_cash().begin(), account.in_cash().end(),
                                   [&](const LoanYear& year) { return year.year == account.until(); });
  const bool is_level = account.terms().repayment == scenarios::Repayment::level_instalments;
  const std::string instalments =
      is_level ? fmt::format("in level instalments of {} a year",
                             pounds_in_millions((begins->repaid + begins->interest) * million))
               : fmt::format("in equal parts of {} a year, and interest", pounds_in_millions(begins->repaid * million));
  return fmt::format(
      "By contract {} borrow{} {} for intensive support, drawn {}, at {:.4g}% fixed, and repay{} it {} from {} "
      "to {}; interest in all {} (cash).",
      council, council == "councils" ? "" : "s", pounds_in_millions(drawn * million),
      first == last ? "in " + first.label() : first.label() + " to " + last.label(), 100.0 * account.terms().interest,
      council == "councils" ? "" : "s", instalments, account.until().label(), account.terms().repay_by.label(),
      pounds_in_millions(interest * million));
}

/// When and how much, where what the plan saves does not pay what is due.
std::string cover_in_words(const Runs& runs, const CashFlows& flows, std::string_view council) {
  double due = 0.0;
  double not_covered = 0.0;
  const std::vector<LoanCover> years = loan_cover(flows);
  std::vector<LoanCover> short_years;
  for (const LoanCover& year : years) {
    due += year.due;
    not_covered += year.not_covered;
    if (year.not_covered > rounding_gbp) {
      short_years.push_back(year);
    }
  }
  if (years.empty()) {
    return "";
  }
  if (short_years.empty()) {
    return fmt::format(" What the plan saves {} in cash pays all of it when it is due, {} ({}).", council,
                       pounds_in_millions(due), runs.prices.words());
  }
  const auto worst =
      std::max_element(short_years.begin(), short_years.end(),
                       [](const LoanCover& a, const LoanCover& b) { return a.not_covered < b.not_covered; });
  return fmt::format(
      " It cannot be repaid from savings: of {} due to {} ({}), {} is more than the plan has saved {} in "
      "cash by then and must be found elsewhere, in {} of {} years from {}, most in {} ({}).",
      pounds_in_millions(due), years.back().year.label(), runs.prices.words(), pounds_in_millions(not_covered), council,
      short_years.size(), years.size(), short_years.front().year.label(), worst->year.label(),
      pounds_in_millions(worst->not_covered));
}

} // namespace

std::string loan_in_words(const Runs& runs, const ScenarioRun& run, const std::vector<CashFlows>& flows) {
  const std::string_view council = runs.nation ? "councils" : "the council";
  const CashFlows& borrower = flows[static_cast<std::size_t>(Perspective::council)];
  std::string words;
  if (const LoanAccount* account = run.funding.loan()) {
    words = terms_in_words(*account, council) + cover_in_words(runs, borrower, council);
  }
  const CashFlows to_horizon = up_to(borrower, spoken_horizon(runs.horizon));
  if (!to_horizon.years.empty() && to_horizon.years.back().owed > rounding_gbp) {
    words += fmt::format("{}At the end of {} {} is still owed ({}): it is taken off every measure of {}.",
                         words.empty() ? "The loan of the plan is repaid out of what is spent on support. " : " ",
                         to_horizon.years.back().year.label(), pounds_in_millions(to_horizon.years.back().owed),
                         runs.prices.words(), council);
  }
  return words;
}

} // namespace headwater::outputs
