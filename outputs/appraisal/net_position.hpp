// Net position: what the public purse pays with a plan, beside what it pays without, after optimism bias and haircut.
#pragma once

#include "outputs/appraisal/appraisal.hpp"

#include <optional>
#include <vector>

namespace headwater::outputs {

struct NetPosition {
  std::vector<FiscalYear> years;
  std::vector<double>
      yearly; ///< GBP in the price base asked for; above 0: the public purse pays less than the baseline
  std::vector<double> cumulative; ///< GBP, since the first of the years, not discounted
};

/// The net position of cash flows, those of the public purse wherever none else is named.
NetPosition net_position(const CashFlows& flows);
/// The net position of the public purse over every fiscal year of the comparison; 0 for a baseline.
NetPosition net_position(const Compared& compared, const Prices& prices, const AppraisalBasis& basis);

/// The same to a fiscal year only.
NetPosition up_to(NetPosition position, FiscalYear last);

/// The fiscal year from whose end on the cumulative position is 0 or above (to rounding) to the end of the run, having
/// been below 0 before; empty where it never is below, or never comes back. The measure payback_year is the same where
/// something is invested.
std::optional<FiscalYear> pays_back(const NetPosition& position);

/// The lowest cumulative position, GBP, 0 or below: the money that must be found before it comes back.
struct FundingGap {
  double gbp;
  FiscalYear year;
};
FundingGap peak_funding_gap(const NetPosition& position);

} // namespace headwater::outputs
