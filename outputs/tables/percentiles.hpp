// The percentile columns of a table: p05 to p95, empty where nothing was drawn.
#pragma once

#include "outputs/ensemble/spread.hpp"
#include "outputs/results/study.hpp"
#include "outputs/tables/table.hpp"

#include <cmath>

namespace headwater::outputs {

/// Adds the five cells of a spread, empty for none. A percentile that no draw reaches (not paid back by the end) is
/// empty.
inline void add_percentiles(std::vector<std::string>& row, const Spread* spread) {
  for (const double Spread::*percentile : {&Spread::p05, &Spread::p25, &Spread::p50, &Spread::p75, &Spread::p95}) {
    const bool has_value = spread != nullptr && std::isfinite(spread->*percentile);
    row.push_back(has_value ? exact(spread->*percentile) : "");
  }
}

/// The same of a fiscal year by its first calendar year: "2043-44".
inline void add_year_percentiles(std::vector<std::string>& row, const Spread* spread) {
  for (const double Spread::*percentile : {&Spread::p05, &Spread::p25, &Spread::p50, &Spread::p75, &Spread::p95}) {
    const bool has_value = spread != nullptr && std::isfinite(spread->*percentile);
    row.push_back(has_value ? FiscalYear{static_cast<int>(std::ceil(spread->*percentile))}.label() : "");
  }
}

/// Position of a run in its study.
inline std::size_t position_of(const Study& study, const ScenarioRun& run) {
  return static_cast<std::size_t>(&run - study.runs.data());
}

/// The spread of a quantity of a run, or nullptr where nothing was drawn or kept.
inline const Spread* spread_of(const Study& study, const ScenarioRun& run, std::string_view quantity, FiscalYear year,
                               Against against = Against::nothing) {
  return study.ensemble ? study.ensemble->of(position_of(study, run), quantity, year, against) : nullptr;
}

/// "0.93", or empty.
inline std::string share_text(const std::optional<double>& share) { return share ? exact(*share) : ""; }

} // namespace headwater::outputs
