#include "outputs/ensemble/spread.hpp"

#include "model/experiments/quantile.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

namespace headwater::outputs {
namespace {

double percentile(const std::vector<double>& ordered, double share) {
  if (ordered.size() < fewest_draws(share)) {
    return std::nan("");
  }
  return experiments::quantile(ordered, share);
}

} // namespace

std::size_t fewest_draws(double share) {
  // 1 / 0.05 is 20 and a little in binary.
  return static_cast<std::size_t>(std::lround(1.0 / std::min(share, 1.0 - share)));
}

bool stand_for_all(std::size_t counted, std::size_t all) {
  constexpr std::size_t one_in = 20;
  return one_in * (all - counted) <= all;
}

Spread without_percentiles(Spread spread) {
  for (const NamedPercentile& one : percentiles) {
    spread.*one.value = std::nan("");
  }
  return spread;
}

std::string too_few_in_words(std::size_t draws) {
  std::map<std::size_t, std::vector<std::string>, std::greater<>> missing;
  for (const NamedPercentile& one : percentiles) {
    if (draws < fewest_draws(one.share)) {
      missing[fewest_draws(one.share)].emplace_back(one.name);
    }
  }
  std::string words;
  for (const auto& [fewest, names] : missing) {
    words += fmt::format("{}{} {} {} draws or more", words.empty() ? "" : "; ", fmt::join(names, " and "),
                         names.size() == 1 ? "needs" : "need", fewest);
  }
  return words;
}

Spread spread_of(std::vector<double>& values) {
  values.erase(std::remove_if(values.begin(), values.end(), [](double value) { return std::isnan(value); }),
               values.end());
  Spread spread;
  spread.counted = values.size();
  std::sort(values.begin(), values.end());
  for (const NamedPercentile& one : percentiles) {
    spread.*one.value = percentile(values, one.share);
  }
  if (values.empty()) {
    spread.share_above_0 = spread.share_below_0 = std::nan("");
    return spread;
  }
  constexpr double infinite = std::numeric_limits<double>::infinity();
  spread.below = static_cast<std::size_t>(std::upper_bound(values.begin(), values.end(), -infinite) - values.begin());
  spread.above = static_cast<std::size_t>(values.end() - std::lower_bound(values.begin(), values.end(), infinite));
  const auto count = static_cast<double>(values.size());
  const auto first_above = std::upper_bound(values.begin(), values.end(), 0.0);
  const auto first_not_below = std::lower_bound(values.begin(), values.end(), 0.0);
  spread.share_above_0 = static_cast<double>(values.end() - first_above) / count;
  spread.share_below_0 = static_cast<double>(first_not_below - values.begin()) / count;
  return spread;
}

} // namespace headwater::outputs
