// Fiscal years, which run from April to March and are written 2026-27.
#pragma once

#include "model/solve/clock.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace headwater::model {

/// A fiscal year by the calendar year in which it begins: 2026 for 2026-27.
struct FiscalYear {
  int first;

  /// Years.
  constexpr double begins() const { return april_1(first); }
  constexpr double ends() const { return april_1(first + 1); }
  /// The 31 July inside it, on which stocks are read.
  constexpr double july() const { return july_31(first); }
  constexpr FiscalYear next() const { return {first + 1}; }
  std::string label() const;

  friend constexpr auto operator<=>(const FiscalYear&, const FiscalYear&) = default;
};

/// The first fiscal year a run covers whole.
inline constexpr FiscalYear first_whole_year{start_year + 1};
/// The last fiscal year a run to 31 July of `horizon` covers whole.
constexpr FiscalYear last_whole_year(int horizon) { return {horizon - 1}; }

/// The last that any run does.
inline constexpr FiscalYear last_simulated_year = last_whole_year(last_horizon);
constexpr bool is_simulated(FiscalYear year) { return first_whole_year <= year && year <= last_simulated_year; }

/// The fiscal year that a time lies in: 2026.25 gives 2026-27, 2026.24 gives 2025-26.
FiscalYear fiscal_year_of(double time);

/// The fiscal year of a text such as "2026-27"; nothing where the text is not two years that follow.
std::optional<FiscalYear> parse_fiscal_year(std::string_view text);

} // namespace headwater::model
