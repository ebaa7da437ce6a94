// The percentile columns of a table: p05 to p95 and the draws they rest on, empty where nothing was drawn.
#pragma once

#include "outputs/ensemble/ensemble.hpp"
#include "outputs/tables/table.hpp"

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// Adds the five cells of a spread and how many draws they rest on, empty for none. A percentile is empty where it
/// falls among draws without a value (not paid back by the end), and where the draws are too few for it.
inline void add_percentiles(std::vector<std::string>& row, const Spread* spread, bool are_fiscal_years = false) {
  for (const NamedPercentile& one : percentiles) {
    if (spread == nullptr || !std::isfinite(spread->*one.value)) {
      row.emplace_back();
      continue;
    }
    const double value = spread->*one.value;
    // A fiscal year by its first calendar year: "2043-44".
    row.push_back(are_fiscal_years ? FiscalYear{static_cast<int>(std::ceil(value))}.label() : exact(value));
  }
  row.push_back(spread == nullptr ? "" : std::to_string(spread->counted));
}

/// Why percentiles of a measure of the appraisal are empty, and which draws they leave out: "140 of 256 draws: no
/// benefit, so 0 or below (p05, p25, p50)". Empty where there is nothing to say.
std::string why_no_percentile(const Ensemble& ensemble, const Spread* spread, std::string_view measure,
                              FiscalYear last);

/// "0.93", or empty.
inline std::string share_text(const std::optional<double>& share) { return share ? exact(*share) : ""; }

} // namespace headwater::outputs
