// Net position: what the public purse pays with a plan, beside what it pays without.
#pragma once

#include "outputs/results/compared.hpp"
#include "outputs/results/ledger.hpp"
#include "outputs/results/prices.hpp"

#include <optional>
#include <vector>

namespace headwater::outputs {

struct NetPosition {
  std::vector<FiscalYear> years;
  std::vector<double>
      yearly; ///< GBP in the price base asked for; above 0: the public purse pays less than the baseline
  std::vector<double> cumulative; ///< GBP, since the first of the years, not discounted
};

/// What the public purse pays in a fiscal year: operating cost, failure demand, lost tax, wider failure demand and what
/// adult need costs, less what is gained beyond care if that is asked, GBPm of 2019-20 prices.
double public_cost(const model::AnnualRecord& record, FiscalYear year, const Included& included = {});

/// The net position over every fiscal year of the comparison.
NetPosition net_position(const Compared& compared, const Prices& prices, const Included& included = {});

/// The same to a fiscal year only.
NetPosition up_to(NetPosition position, FiscalYear last);

/// The fiscal year from whose end on the cumulative position is 0 or above to the end of the run, having been below 0
/// before; empty where it never is below, or never comes back.
std::optional<FiscalYear> pays_back(const NetPosition& position);

/// The lowest cumulative position, GBP, 0 or below: the money that must be found before it comes back.
struct FundingGap {
  double gbp;
  FiscalYear year;
};
FundingGap peak_funding_gap(const NetPosition& position);

} // namespace headwater::outputs
