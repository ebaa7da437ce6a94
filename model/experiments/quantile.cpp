#include "model/experiments/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace headwater::experiments {
namespace {

/// The order statistics on either side of a quantile, and how far it lies from the lower to the upper one. Where it is
/// one of them, or both are the same, the part is 0: so a quantile compares as equal to the values it is equal to.
struct QuantilePlace {
  double low;
  double high;
  double part;
};

QuantilePlace place_in(std::span<const double> sorted, double probability) {
  if (!(0.0 <= probability && probability <= 1.0)) {
    throw std::invalid_argument("a probability lies between 0 and 1");
  }
  if (sorted.empty()) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return {none, none, 0.0};
  }
  const double place = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double low = sorted[below];
  const double high = sorted[std::min(below + 1, sorted.size() - 1)];
  return {low, high, low == high ? 0.0 : place - static_cast<double>(below)};
}

} // namespace

double quantile(std::span<const double> sorted, double probability) {
  const auto [low, high, part] = place_in(sorted, probability);
  if (part == 0.0) {
    return low;
  }
  if (std::isinf(low)) {
    return std::isinf(high) && part >= 0.5 ? high : low;
  }
  return low + part * (high - low);
}

double quantile_by_weights(std::span<const double> sorted, double probability) {
  const auto [low, high, part] = place_in(sorted, probability);
  return part == 0.0 ? low : (1.0 - part) * low + part * high;
}

} // namespace headwater::experiments
