#include "calibration/inference/diagnostics/moments.hpp"

#include "model/experiments/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
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
  std::vector<double> sorted(values.begin(), values.end());
  if (std::any_of(sorted.begin(), sorted.end(), [](double value) { return std::isnan(value); })) {
    sorted.clear();
  }
  std::sort(sorted.begin(), sorted.end());
  return experiments::quantile_by_weights(sorted, probability);
}

} // namespace headwater::calibration
