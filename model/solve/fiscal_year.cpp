#include "model/solve/fiscal_year.hpp"

#include <cmath>

namespace headwater::model {
namespace {

/// A number from 0 on, with noughts before it.
std::string digits(int number, std::size_t width) {
  const std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

} // namespace

std::string FiscalYear::label() const { return digits(first, 4) + "-" + digits((first + 1) % 100, 2); }

FiscalYear fiscal_year_of(double time) { return {static_cast<int>(std::floor(time - april_1(0)))}; }

std::optional<FiscalYear> parse_fiscal_year(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') {
    return std::nullopt;
  }
  FiscalYear year{0};
  for (const char c : text.substr(0, 4)) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    year.first = year.first * 10 + (c - '0');
  }
  return year.label() == text ? std::optional(year) : std::nullopt;
}

} // namespace headwater::model
