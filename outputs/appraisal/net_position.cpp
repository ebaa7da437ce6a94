#include "outputs/appraisal/net_position.hpp"

#include <algorithm>

namespace headwater::outputs {

NetPosition net_position(const CashFlows& flows) {
  NetPosition position;
  for (const CashFlow& flow : flows.years) {
    position.years.push_back(flow.year);
    position.yearly.push_back(flow.net);
    position.cumulative.push_back(flow.cumulative);
  }
  return position;
}

NetPosition net_position(const Compared& compared, const Prices& prices, const AppraisalBasis& basis) {
  return net_position(cash_flows(compared, prices, basis, Perspective::public_purse));
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
  while (i > 0 && cumulative[i - 1] >= -rounding_gbp) {
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
