// Fiscal years: April to March, written 2026-27.
#pragma once

#include "model/solve/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace headwater::outputs {

/// A fiscal year by the calendar year in which it begins.
struct FiscalYear {
  int first;

  double begins() const { return model::april_1(first); }
  double ends() const { return model::april_1(first + 1); }
  /// The 31 July inside it, on which stocks are read.
  double july() const { return model::july_31(first); }
  std::string label() const { return fmt::format("{}-{:02}", first, (first + 1) % 100); }

  friend constexpr auto operator<=>(const FiscalYear&, const FiscalYear&) = default;
};

/// The first fiscal year a run from 31 July 2011 covers whole.
inline constexpr FiscalYear first_whole_year{model::start_year + 1};
/// The last fiscal year a run to 31 July of `horizon` covers whole.
constexpr FiscalYear last_whole_year(int horizon) { return {horizon - 1}; }

/// The years in which a summary compares runs: 2030-31 and 2040-41, or the last whole year of a run that ends sooner.
inline std::vector<FiscalYear> summary_years(int horizon) {
  const FiscalYear early = std::min(FiscalYear{2030}, last_whole_year(horizon));
  const FiscalYear late = std::min(FiscalYear{2040}, last_whole_year(horizon));
  return early == late ? std::vector{early} : std::vector{early, late};
}

} // namespace headwater::outputs
