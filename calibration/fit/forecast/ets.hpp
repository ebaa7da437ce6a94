// Exponential smoothing of a yearly series, with the model chosen by the series itself.
//
//     y(t) = l(t-1) + phi b(t-1) + e(t)        l(t) = l(t-1) + phi b(t-1) + alpha e(t)        level
//                                              b(t) = phi b(t-1) + beta e(t)                  slope
//
//     simple  ETS(A,N,N)    no b                      Holt    ETS(A,A,N)    phi = 1
//     damped  ETS(A,Ad,N)   phi from 0.80 to 0.98
//
// alpha, beta, phi and the state at the start are those with the least sum of squared errors, which is the greatest
// likelihood; 0.0001 <= beta <= alpha <= 0.9999. Of the three kinds the least AICc is taken: R. J. Hyndman, A. B.
// Koehler, J. K. Ord and R. D. Snyder, "Forecasting with exponential smoothing", 2008, chapters 2, 5 to 7.
//
// As R's forecast::ets(additive.only = TRUE) does it, its search included: all numbers at once, by Nelder and Mead from
// one start. On a flat likelihood that search stops before the top, with two or three numbers to smooth by often well
// before it. Benchmarks are worth what people know them for, so this one stops where R's does.
#pragma once

#include "calibration/fit/forecast/benchmarks.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace headwater::calibration {

enum class EtsKind : std::uint8_t { simple, holt, damped };

/// "ETS(A,N,N)" and so on.
std::string_view name_of(EtsKind kind);

struct EtsFit {
  EtsKind kind;
  double alpha;
  double beta; ///< 0 in the simple model
  double phi;  ///< 1 but in the damped model
  double first_level;
  double first_slope;
  double level; ///< after the last figure
  double slope;
  double sum_of_squares;
  double sd;   ///< of an error: sum of squares / (figures - fitted numbers), the error's own variance not counted
  double aicc; ///< n log(sum of squares) + 2 k + 2 k (k + 1) / (n - k - 1), k with the error's variance
};

/// The fit of one kind; nothing where there are too few figures for its AICc (5 simple, 7 Holt, 8 damped), or
/// where it fits without any error.
std::optional<EtsFit> fit_ets(std::span<const double> figures, EtsKind kind);

/// The kind with the least AICc among those that can be fitted; nothing where none can.
std::optional<EtsFit> best_ets(std::span<const double> figures);

/// The figure `lead` years after the last: mean level + (phi + ... + phi^h) slope, variance sd^2 (1 + sum over
/// j = 1 ... h - 1 of (alpha + beta (phi + ... + phi^j))^2) (the same book, table 6.1).
NormalForecast ets_forecast(const EtsFit& fit, int lead);

} // namespace headwater::calibration
