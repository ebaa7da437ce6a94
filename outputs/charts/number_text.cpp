#include "outputs/charts/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {

std::string readable_number(double value, int decimals) {
  if (!std::isfinite(value))
    return "–";
  std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  for (std::size_t at = whole; at > 3;)
    digits.insert(at -= 3, 1, ',');
  if (value < 0 && !is_zero)
    digits = fmt::format("−{}", digits);
  return digits;
}

int readable_decimals(const std::vector<double>& values) {
  double largest = 0;
  for (const double value : values) {
    if (std::isfinite(value))
      largest = std::max(largest, std::abs(value));
  }
  const int most = largest >= 100 ? 0 : largest >= 10 ? 1 : 2;
  for (int decimals = 0; decimals < most; ++decimals) {
    const double scale = std::pow(10.0, decimals);
    const auto needs_no_more = [&](double value) {
      return !std::isfinite(value) || std::abs(std::round(value * scale) / scale - value) < 1e-9;
    };
    if (std::all_of(values.begin(), values.end(), needs_no_more))
      return decimals;
  }
  return most;
}

std::string plain_number(double value) { return std::isfinite(value) ? fmt::format("{:.10g}", value) : ""; }

std::string year_text(double year) {
  return year == std::floor(year) ? fmt::format("{:.0f}", year) : fmt::format("{:.2f}", year);
}

} // namespace headwater::outputs
