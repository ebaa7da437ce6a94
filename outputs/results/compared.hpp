// Two runs that are compared: one with a plan, one without it. What every measure takes.
#pragma once

#include "model/solve/annual_record.hpp"
#include "outputs/results/funding.hpp"
#include "outputs/results/summary_years.hpp"
#include "scenarios/scenario.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::outputs {

/// It refers to the records and their funding, which must outlive it. A baseline is compared with itself.
struct Compared {
  const model::AnnualRecord& with;
  const model::AnnualRecord& without;
  FiscalYear first;            ///< of the comparison
  const Funding& funding_with; ///< whose new money each run spends
  const Funding& funding_without;

  /// The last fiscal year that the runs cover whole.
  FiscalYear last() const { return last_whole_year(with.last_july()); }
};

/// The first fiscal year of a comparison when no plan begins earlier.
inline constexpr FiscalYear comparison_starts = scenarios::plans_begin;

/// The first fiscal year of a comparison of plans of which the first lever moves at `first_step`, years.
inline FiscalYear comparison_start(double first_step) {
  if (first_step >= comparison_starts.begins()) {
    return comparison_starts;
  }
  return std::max(first_whole_year, FiscalYear{static_cast<int>(std::floor(first_step - model::april_1(0)))});
}

} // namespace headwater::outputs
