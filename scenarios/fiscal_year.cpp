#include "scenarios/fiscal_year.hpp"

#include <cmath>
#include <fmt/format.h>

namespace headwater::scenarios {

std::optional<int> parse_fiscal_year(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') {
    return std::nullopt;
  }
  int digits = 0;
  for (const char c : text.substr(0, 4)) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    digits = digits * 10 + (c - '0');
  }
  return fiscal_year(digits) == text ? std::optional(digits) : std::nullopt;
}

std::string fiscal_year(int first_year) { return fmt::format("{:04}-{:02}", first_year, (first_year + 1) % 100); }

int fiscal_year_of(double time) { return static_cast<int>(std::floor(time - 0.25)); }

} // namespace headwater::scenarios
