// Fiscal years, which run from April to March and are written 2026-27.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace headwater::scenarios {

inline constexpr int first_fiscal_year = 2012; ///< 2012-13: the first that a run covers whole
inline constexpr int last_fiscal_year = 2045;  ///< 2045-46: the last

/// What a scenario may name, in words for a message.
inline constexpr std::string_view fiscal_years_allowed = R"(a fiscal year from "2012-13" to "2045-46", in quotes)";

/// The first calendar year of a text such as "2026-27" (2026); nothing where the text is not two years that follow.
std::optional<int> parse_fiscal_year(std::string_view text);

/// The fiscal year that begins in a calendar year: 2026 gives "2026-27".
std::string fiscal_year(int first_year);

/// The fiscal year that a moment lies in: 2026.25 gives 2026, 2026.24 gives 2025.
int fiscal_year_of(double time);

/// 1 April in years: 2026 gives 2026.25.
constexpr double first_of_april(int year) { return year + 0.25; }

} // namespace headwater::scenarios
