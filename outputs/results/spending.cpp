#include "outputs/results/spending.hpp"

#include "outputs/results/ledger.hpp"

#include <array>
#include <cmath>
#include <numeric>
#include <optional>

namespace headwater::outputs {
namespace {

using model::Category;

constexpr double least_spending = 1e-9; ///< GBP million: less is what sums leave

/// Why money of a category was not spent, or more than it was; empty of those that spend whatever they are given.
std::string_view why_unspent(Category category, double unspent) {
  if (category != Category::intensive && category != Category::shared_care) {
    return "";
  }
  if (unspent < 0.0) {
    return "posts that stood empty are filled";
  }
  return category == Category::intensive ? "posts are not filled" : "places are not used";
}

} // namespace

std::vector<Spending> spending(const Compared& compared, const PayerTable& payers, model::FiscalYear last) {
  const model::AnnualRecord& record = compared.with;
  const Funding& funding = compared.funding_with;
  std::vector<Spending> rows;
  for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
    const std::optional<Category> category = category_of(lever);
    for (model::FiscalYear year = first_whole_year; category && year <= last && record.has_april(year.first + 1);
         ++year.first) {
      const PayerShares amounts = funding.put_up(lever, year);
      const double planned = std::accumulate(amounts.begin(), amounts.end(), 0.0);
      if (std::abs(planned) <= least_spending) {
        continue;
      }
      if (why_unspent(*category, 1.0).empty()) {
        // All of it: a ramp that begins inside a step of the solver is counted to a few pounds in a million.
        rows.push_back({lever, year, planned, planned, ""});
        continue;
      }
      const PayerShares own = paid_for(compared, payers, year).own[static_cast<std::size_t>(*category)];
      const double in_category = std::accumulate(own.begin(), own.end(), 0.0);
      const double all = planned * funding.spent_share(*category, in_category, record, year, payers,
                                                       wellbeing_money_in(compared, *category, year, payers));
      const double spent = std::abs(planned - all) <= least_spending ? planned : all;
      rows.push_back({lever, year, planned, spent, spent == planned ? "" : why_unspent(*category, planned - spent)});
    }
  }
  return rows;
}

} // namespace headwater::outputs
