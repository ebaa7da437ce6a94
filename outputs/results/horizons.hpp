// The horizons of an appraisal, and how far a stock may be quoted.
//
//   2026        2045-46         2065-66         2085-86
//   |--- 20 years --|               |               |     trends run: may be quoted
//   |----------- 40 years ----------|               |     trends stand still from 31 July 2046 on: what today's plan
//   |------------------- 60 years ------------------|     would lead to if nothing else changed; no forecast
#pragma once

#include "outputs/results/summary_years.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// The last 31 July of which a stock is quoted; lines after it are drawn lighter.
inline constexpr int last_quoted_july = 2046;
/// What lines after it are, as pages say it.
inline constexpr std::string_view after_quoted_words = "what today's plans would lead to if nothing else changed";

/// A horizon of an appraisal of plans that begin in 2026-27.
struct Horizon {
  FiscalYear last;
  int years;
};
inline constexpr std::array horizons{Horizon{{2045}, 20}, Horizon{{2065}, 40}, Horizon{{2085}, 60}};

/// The last fiscal years to which a run to 31 July of `horizon` is appraised: those of the horizons that it reaches,
/// and its own last one where that is another.
inline std::vector<FiscalYear> appraised_to(int horizon) {
  const FiscalYear last = last_whole_year(horizon);
  std::vector<FiscalYear> years;
  for (const Horizon& one : horizons) {
    if (one.last < last) {
      years.push_back(one.last);
    }
  }
  years.push_back(last);
  return years;
}

/// The fiscal year to which titles and bars add up: 20 years on, or the last whole one of a run that ends sooner.
inline FiscalYear spoken_horizon(int horizon) { return appraised_to(horizon).front(); }

/// The last 31 July of a run of which a stock is quoted.
inline int quoted_july(int horizon) { return std::min(horizon, last_quoted_july); }

} // namespace headwater::outputs
