// The fiscal years in which summaries compare runs.
#pragma once

#include "model/solve/fiscal_year.hpp"

#include <algorithm>
#include <vector>

namespace headwater::outputs {

using model::first_whole_year;
using model::FiscalYear;
using model::last_whole_year;

/// 2030-31 and 2040-41, or the last whole year of a run that ends sooner.
inline std::vector<FiscalYear> summary_years(int horizon) {
  const FiscalYear early = std::min(FiscalYear{2030}, last_whole_year(horizon));
  const FiscalYear late = std::min(FiscalYear{2040}, last_whole_year(horizon));
  return early == late ? std::vector{early} : std::vector{early, late};
}

} // namespace headwater::outputs
