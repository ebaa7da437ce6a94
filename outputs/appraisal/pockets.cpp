#include "outputs/appraisal/pockets.hpp"

#include "outputs/results/horizons.hpp"

#include <algorithm>

namespace headwater::outputs {

double Pockets::saved_by(Payer investor, Payer saver) const {
  double invested = 0.0;
  for (const double gbp : invests) {
    invested += std::max(gbp, 0.0);
  }
  const double mine = std::max(invests[static_cast<std::size_t>(investor)], 0.0);
  return invested > 0.0 ? saves[static_cast<std::size_t>(saver)] * (mine / invested) : 0.0;
}

Pockets pocket_sums(const std::vector<CashFlows>& flows, std::optional<FiscalYear> settle_by) {
  Pockets result{};
  const std::vector<CashFlow>& purse = flows[static_cast<std::size_t>(Perspective::public_purse)].years;
  if (purse.empty()) {
    return result;
  }
  result.first = purse.front().year;
  const FiscalYear usual = spoken_horizon(purse.back().year.first + 1);
  result.last = std::max(result.first, std::min(purse.back().year, settle_by.value_or(usual)));
  for (std::size_t payer = 0; payer < public_payer_count; ++payer) {
    double owed = 0.0;                                // at the end of the last year
    for (const CashFlow& flow : flows[payer].years) { // the first perspectives are the public payers, in their order
      if (flow.year <= result.last) {
        result.invests[payer] += flow.investment + flow.optimism_bias;
        result.saves[payer] += flow.saving - flow.benefit_haircut;
        result.finance[payer] += flow.finance;
        result.net[payer] += flow.net;
        owed = flow.owed;
      }
    }
    result.finance[payer] -= owed; // as if it were settled then
    result.net[payer] -= owed;
  }
  return result;
}

Pockets pockets(const std::vector<CashFlows>& flows, std::optional<FiscalYear> settle_by) {
  Pockets result = pocket_sums(flows, settle_by);
  if (flows[static_cast<std::size_t>(Perspective::public_purse)].years.empty()) {
    return result;
  }
  result.settlement = fair_transfers(result.net, result.years());
  result.pooling_share = pooling_share(result.net);
  return result;
}

} // namespace headwater::outputs
