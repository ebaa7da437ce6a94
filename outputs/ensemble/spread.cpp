#include "outputs/ensemble/spread.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

double percentile(const std::vector<double>& ordered, double share) {
  const double position = share * static_cast<double>(ordered.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, ordered.size() - 1);
  const double part = position - static_cast<double>(below);
  if (part == 0.0 || ordered[below] == ordered[above]) {
    return ordered[below]; // also between infinities of one sign
  }
  return ordered[below] + part * (ordered[above] - ordered[below]);
}

} // namespace

Spread spread_of(std::vector<double>& values) {
  values.erase(std::remove_if(values.begin(), values.end(), [](double value) { return std::isnan(value); }),
               values.end());
  Spread spread;
  spread.counted = values.size();
  if (values.empty()) {
    const double none = std::nan("");
    return {none, none, none, none, none, none, none, 0};
  }
  std::sort(values.begin(), values.end());
  spread.p05 = percentile(values, 0.05);
  spread.p25 = percentile(values, 0.25);
  spread.p50 = percentile(values, 0.50);
  spread.p75 = percentile(values, 0.75);
  spread.p95 = percentile(values, 0.95);
  const auto count = static_cast<double>(values.size());
  const auto first_above = std::upper_bound(values.begin(), values.end(), 0.0);
  const auto first_not_below = std::lower_bound(values.begin(), values.end(), 0.0);
  spread.share_above_0 = static_cast<double>(values.end() - first_above) / count;
  spread.share_below_0 = static_cast<double>(first_not_below - values.begin()) / count;
  return spread;
}

} // namespace headwater::outputs
