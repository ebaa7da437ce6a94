#include "calibration/period.hpp"

#include "scenarios/fiscal_year.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace headwater::calibration {
namespace {

/// The whole number that a text of digits is; -1 where it is not one.
int digits(std::string_view text) {
  int number = -1;
  const bool all_digits = std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; });
  return all_digits && std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc() ? number : -1;
}

std::optional<Period> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  const int day = digits(text.substr(8, 2));
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (year < 0 || month < 0 || day < 0 || !date.ok()) {
    return std::nullopt;
  }
  // A count on the last day of a month is where the month ends, so that 31 July is exactly 7/12 of the year.
  const auto last = static_cast<int>(static_cast<unsigned>((date.year() / date.month() / std::chrono::last).day()));
  const double months = day == last ? month : month - 1 + static_cast<double>(day - 1) / last;
  return Period{PeriodKind::day, year, year + months / 12.0};
}

} // namespace

std::optional<Period> parse_period(std::string_view text) {
  if (text.size() == 4 && digits(text) > 0) {
    return Period{PeriodKind::calendar_year, digits(text), digits(text) + 0.5};
  }
  if (const std::optional<int> first = scenarios::parse_fiscal_year(text)) {
    return Period{PeriodKind::fiscal_year, *first + 1, *first + 0.75};
  }
  const auto twelve_months = [&](std::string_view from, std::string_view to) {
    return text.size() == 16 && text.substr(4, 5) == from && text.substr(13) == to && digits(text.substr(0, 4)) >= 0 &&
           digits(text.substr(9, 4)) == digits(text.substr(0, 4)) + 1;
  };
  if (twelve_months("-08..", "-07")) {
    const int last = digits(text.substr(9, 4));
    return Period{PeriodKind::august_to_july, last, last + 1.0 / 12.0};
  }
  if (twelve_months("-04..", "-03")) {
    return parse_period(scenarios::fiscal_year(digits(text.substr(0, 4))));
  }
  return parse_day(text);
}

} // namespace headwater::calibration
