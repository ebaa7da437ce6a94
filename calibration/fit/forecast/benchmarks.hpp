// The two simplest forecasts of a yearly series. A better forecaster has to beat them.
//
// R. J. Hyndman and G. Athanasopoulos, "Forecasting: principles and practice", sections 5.2 and 5.5; as R's forecast
// package has them: naive() and rwf(drift = TRUE).
#pragma once

#include <optional>
#include <span>

namespace headwater::calibration {

/// Mean and standard deviation of a figure to come.
struct NormalForecast {
  double mean;
  double sd;
};

/// The last figure again: sd = sqrt(mean square of the yearly changes) sqrt(h). `lead`: h, years after the last figure.
/// Nothing for fewer than 2 figures, or where none ever changed.
std::optional<NormalForecast> random_walk_forecast(std::span<const double> figures, int lead);

/// The last figure and h times the mean yearly change b: sd = s sqrt(h + h^2 / m), with s that of the m changes (m - 1
/// in the divisor); the second part is the error of b. Nothing for fewer than 3 figures, or where all changes are one.
std::optional<NormalForecast> drift_forecast(std::span<const double> figures, int lead);

} // namespace headwater::calibration
