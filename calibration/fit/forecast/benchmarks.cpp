#include "calibration/fit/forecast/benchmarks.hpp"

#include <cmath>

namespace headwater::calibration {

std::optional<NormalForecast> random_walk_forecast(std::span<const double> figures, int lead) {
  double squares = 0.0;
  for (std::size_t i = 1; i < figures.size(); ++i) {
    squares += (figures[i] - figures[i - 1]) * (figures[i] - figures[i - 1]);
  }
  if (figures.size() < 2 || squares == 0.0) {
    return std::nullopt;
  }
  const auto changes = static_cast<double>(figures.size() - 1);
  return NormalForecast{figures.back(), std::sqrt(squares / changes * lead)};
}

std::optional<NormalForecast> drift_forecast(std::span<const double> figures, int lead) {
  if (figures.size() < 3) {
    return std::nullopt;
  }
  const auto changes = static_cast<double>(figures.size() - 1);
  const double drift = (figures.back() - figures.front()) / changes;
  double squares = 0.0;
  for (std::size_t i = 1; i < figures.size(); ++i) {
    const double off = figures[i] - figures[i - 1] - drift;
    squares += off * off;
  }
  if (squares == 0.0) {
    return std::nullopt;
  }
  const double h = lead;
  return NormalForecast{figures.back() + h * drift, std::sqrt(squares / (changes - 1.0) * (h + h * h / changes))};
}

} // namespace headwater::calibration
