// When a published figure holds: on a day, over a fiscal year, or from August to July.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace headwater::calibration {

/// A day of the calendar.
struct Day {
  int year;
  int month; ///< from 1
  int day;   ///< from 1

  friend auto operator<=>(const Day&, const Day&) = default; // NOLINT(modernize-use-nullptr)
};

/// Reads `2020-03-31`, `2020-03` or `2020`. A month or a year stands for its last day: what was published some time in
/// 2020 is not taken as known before 31 December 2020. Nothing where the text is none of these.
std::optional<Day> parse_day(std::string_view text);

enum class PeriodKind : std::uint8_t { day, calendar_year, fiscal_year, august_to_july };

struct Period {
  PeriodKind kind;
  int year;      ///< in which it ends: 2019 for 31 July 2019, 2018-08..2019-07 and 2018-19
  double middle; ///< years: the middle of it; a day itself (31 July Y is Y + 7/12)
  Day last;      ///< the day on which it ends
};

/// Reads `2019-07-31`, `2015`, `2018-19` (or `2018-04..2019-03`, which is the same) or `2018-08..2019-07`; nothing
/// where the text is none of these.
std::optional<Period> parse_period(std::string_view text);

} // namespace headwater::calibration
