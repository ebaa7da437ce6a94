#include "calibration/known/period.hpp"

#include "model/solve/fiscal_year.hpp"

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

int last_day_of(std::chrono::year_month month) {
  return static_cast<int>(static_cast<unsigned>((month / std::chrono::last).day()));
}

Period period_of(PeriodKind kind, const Day& last) {
  // A day on which a month ends is where that month ends, so that 31 July is exactly 7/12 of the year.
  const std::chrono::year_month month{std::chrono::year(last.year),
                                      std::chrono::month(static_cast<unsigned>(last.month))};
  const int days = last_day_of(month);
  const double months = last.day == days ? last.month : last.month - 1 + static_cast<double>(last.day - 1) / days;
  const double end = last.year + months / 12.0;
  return {kind, last.year, kind == PeriodKind::day ? end : end - 0.5, last};
}

} // namespace

std::optional<Day> parse_day(std::string_view text) {
  const bool whole = text.size() == 10 && text[7] == '-';
  if (text.size() != 4 && !((text.size() == 7 || whole) && text[4] == '-')) {
    return std::nullopt;
  }
  const int year = digits(text.substr(0, 4));
  const int month = text.size() == 4 ? 12 : digits(text.substr(5, 2));
  if (year <= 0 || month < 1 || month > 12) {
    return std::nullopt;
  }
  const int days = last_day_of(std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)));
  const int day = whole ? digits(text.substr(8, 2)) : days;
  if (day < 1 || day > days) {
    return std::nullopt;
  }
  return Day{year, month, day};
}

std::optional<Period> parse_period(std::string_view text) {
  if (text.size() == 4 && digits(text) > 0) {
    return period_of(PeriodKind::calendar_year, {digits(text), 12, 31});
  }
  if (const std::optional<model::FiscalYear> year = model::parse_fiscal_year(text)) {
    return period_of(PeriodKind::fiscal_year, {year->next().first, 3, 31});
  }
  const auto twelve_months = [&](std::string_view from, std::string_view to) {
    return text.size() == 16 && text.substr(4, 5) == from && text.substr(13) == to && digits(text.substr(0, 4)) > 0 &&
           digits(text.substr(9, 4)) == digits(text.substr(0, 4)) + 1;
  };
  if (twelve_months("-08..", "-07")) {
    return period_of(PeriodKind::august_to_july, {digits(text.substr(9, 4)), 7, 31});
  }
  if (twelve_months("-04..", "-03")) {
    return period_of(PeriodKind::fiscal_year, {digits(text.substr(9, 4)), 3, 31});
  }
  if (text.size() != 10) {
    return std::nullopt;
  }
  const std::optional<Day> day = parse_day(text);
  return day ? std::optional(period_of(PeriodKind::day, *day)) : std::nullopt;
}

} // namespace headwater::calibration
