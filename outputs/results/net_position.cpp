#include "outputs/results/net_position.hpp"

#include "model/quantities/stocks.hpp"

#include <algorithm>

namespace headwater::outputs {
double public_cost(const model::AnnualRecord& record, FiscalYear year, const Included& included) {
  const auto over_year = [&](model::Place place) {
    return record.on_1_april(year.first + 1)[place.index] - record.on_1_april(year.first)[place.index];
  };
  double total = 0.0;
  for (std::size_t i = 0; i < model::category_count; ++i) {
    const auto category = static_cast<model::Category>(i);
    const bool of_people =
        model::account_of(category) == model::Account::people || category == model::Category::bc_earnings;
    if (!of_people && is_added(category, included)) {
      total += paid_sign(category) * over_year(model::accumulator(category));
    }
  }
  return total - over_year(model::accumulator(model::Counter::loan_interest)); // the borrower's alone
}

NetPosition net_position(const Compared& compared, const Prices& prices, const Included& included) {
  NetPosition position;
  double cumulative = 0.0;
  for (FiscalYear year = compared.first; year <= compared.last(); ++year.first) {
    const double yearly =
        prices.pounds(public_cost(compared.without, year, included) - public_cost(compared.with, year, included), year);
    cumulative += yearly;
    position.years.push_back(year);
    position.yearly.push_back(yearly);
    position.cumulative.push_back(cumulative);
  }
  return position;
}

NetPosition up_to(NetPosition position, FiscalYear last) {
  const auto kept = static_cast<std::size_t>(std::upper_bound(position.years.begin(), position.years.end(), last) -
                                             position.years.begin());
  position.years.resize(kept);
  position.yearly.resize(kept);
  position.cumulative.resize(kept);
  return position;
}

std::optional<FiscalYear> pays_back(const NetPosition& position) {
  const auto& cumulative = position.cumulative;
  std::size_t i = cumulative.size();
  while (i > 0 && cumulative[i - 1] >= 0.0) {
    --i;
  }
  if (i == 0 || i == cumulative.size()) {
    return std::nullopt;
  }
  return position.years[i];
}

FundingGap peak_funding_gap(const NetPosition& position) {
  const auto lowest = std::min_element(position.cumulative.begin(), position.cumulative.end());
  if (lowest == position.cumulative.end()) {
    return {0.0, comparison_starts};
  }
  const auto i = static_cast<std::size_t>(lowest - position.cumulative.begin());
  return {std::min(*lowest, 0.0), position.years[i]};
}

} // namespace headwater::outputs
