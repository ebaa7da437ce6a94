#include "calibration/inference/diagnostics/moments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace headwater::calibration {

double mean_of(std::span<const double> values) {
  const auto count = static_cast<double>(values.size());
  double sum = 0.0;
  for (const double value : values) {
    sum += value;
  }
  const double first = sum / count;
  // What rounding left, as R does: draws may be small beside their mean.
  double left = 0.0;
  for (const double value : values) {
    left += value - first;
  }
  return first + left / count;
}

double variance_of(std::span<const double> values) {
  if (values.size() < 2) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const double mean = mean_of(values);
  double squares = 0.0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  return squares / static_cast<double>(values.size() - 1);
}

double deviation_of(std::span<const double> values) { return std::sqrt(variance_of(values)); }

double quantile_of(std::span<const double> values, double probability) {
  if (!(0.0 <= probability && probability <= 1.0)) {
    throw std::invalid_argument("a probability lies between 0 and 1");
  }
  const auto is_none = [](double value) { return std::isnan(value); };
  if (values.empty() || std::any_of(values.begin(), values.end(), is_none)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const double place = static_cast<double>(sorted.size() - 1) * probability;
  const auto below = static_cast<std::size_t>(std::floor(place));
  const auto above = static_cast<std::size_t>(std::ceil(place));
  const double part = place - static_cast<double>(below);
  // Written so that draws that are equal to the quantile compare as equal to it.
  return part == 0.0 || sorted[above] == sorted[below] ? sorted[below]
                                                       : (1.0 - part) * sorted[below] + part * sorted[above];
}

} // namespace headwater::calibration
