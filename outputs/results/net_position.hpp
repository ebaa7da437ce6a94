// Net position: what the public purse pays with a plan, beside what it pays without.
#pragma once

#include "outputs/results/study.hpp"

#include <optional>
#include <vector>

namespace headwater::outputs {

/// The first fiscal year of the comparison when no plan begins earlier.
inline constexpr FiscalYear comparison_starts{2026};

struct NetPosition {
  std::vector<FiscalYear> years;
  std::vector<double> yearly; ///< GBP in the study's price base; above 0: the public purse pays less than the baseline
  std::vector<double> cumulative; ///< GBP, since the first of the years, not discounted
};

/// The first fiscal year in which a run is compared with its baseline.
FiscalYear comparison_start(const ScenarioRun& run, const ScenarioRun& baseline);

/// What the public purse pays in a fiscal year: operating cost, failure demand, lost tax and wider failure demand, GBPm
/// of 2019-20 prices.
double public_cost(const model::AnnualRecord& record, FiscalYear year);

/// The net position of a run against its baseline over every whole fiscal year from comparison_starts (or from the
/// first step of either plan, where that is earlier).
NetPosition net_position(const Study& study, const ScenarioRun& run);
/// The same of two records, from a fiscal year on.
NetPosition net_position(const Study& study, const model::AnnualRecord& with, const model::AnnualRecord& without,
                         FiscalYear first);

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
