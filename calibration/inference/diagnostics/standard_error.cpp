#include "calibration/inference/diagnostics/standard_error.hpp"

#include "calibration/inference/diagnostics/convergence.hpp"
#include "calibration/inference/diagnostics/moments.hpp"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headwater::calibration {

double mcse_mean(const ChainDraws& draws) { return deviation_of(draws.all()) / std::sqrt(ess_mean(draws)); }

double mcse_median(const ChainDraws& draws) { return mcse_quantile(draws, 0.5); }

double mcse_sd(const ChainDraws& draws) {
  const double mean = mean_of(draws.all());
  std::vector<double> squares;
  std::vector<double> fourths;
  for (const double value : draws.all()) {
    const double square = (value - mean) * (value - mean);
    squares.push_back(square);
    fourths.push_back(square * square);
  }
  const double variance = mean_of(squares);
  const double kurtosis = mean_of(fourths); // not over the squared variance
  const double error = (kurtosis - variance * variance) / ess_mean({draws.chains(), std::move(squares)});
  return std::sqrt(error / variance / 4.0);
}

double mcse_quantile(const ChainDraws& draws, double probability) {
  const double ess = ess_quantile(draws, probability);
  if (std::isnan(ess)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  std::vector<double> sorted(draws.all().begin(), draws.all().end());
  std::sort(sorted.begin(), sorted.end());
  const auto count = static_cast<double>(sorted.size());
  // One standard deviation of a normal on either side.
  const double low = boost::math::ibeta_inv(ess * probability + 1.0, ess * (1.0 - probability) + 1.0, 0.1586553);
  const double high = boost::math::ibeta_inv(ess * probability + 1.0, ess * (1.0 - probability) + 1.0, 0.8413447);
  const double from = std::max(std::floor(low * count), 1.0);
  const double to = std::min(std::ceil(high * count), count);
  return (sorted[static_cast<std::size_t>(to) - 1] - sorted[static_cast<std::size_t>(from) - 1]) / 2.0;
}

} // namespace headwater::calibration
