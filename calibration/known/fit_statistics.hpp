// How well a fitted series follows the published one: how far off, what kind of error it is, and whether it lasts.
//
// Figures in, figures out: what fitted, and what the figures count, does not matter here.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

// ---- of two lists ---------------------------------------------------------------------------------------------------
// Each throws std::invalid_argument for lists of different lengths or empty ones.

/// Mean of |fitted / observed - 1|, in per cent. Where a figure of 0 was observed there is none: infinity, or not a
/// number where 0 was fitted, too.
double mean_absolute_percentage_error(std::span<const double> fitted, std::span<const double> observed);

/// In the unit of the figures.
double root_mean_square_error(std::span<const double> fitted, std::span<const double> observed);

/// Where a mean squared error comes from, as shares that sum to 1 (H. Theil, "Applied economic forecasting", 1966; J.
/// D. Sterman, "Appropriate summary statistics for evaluating the historical fit of system dynamics models", 1984):
///   bias        (mean f - mean y)^2 / MSE       U_M
///   variation   (s_f - s_y)^2 / MSE             U_S
///   covariation 2 (1 - r) s_f s_y / MSE         U_C     s with n in the divisor
/// Not numbers where the error is 0. Of a single figure all is bias.
struct TheilShares {
  double bias;
  double variation;
  double covariation;
};
TheilShares theil_shares(std::span<const double> fitted, std::span<const double> observed);

/// Theil's inequality coefficient U, RMSE / (root mean square of f + root mean square of y): 0 where all is right, 1
/// where one of them is always 0 or they are of opposite sign and in proportion (H. Theil, "Economic forecasts and
/// policy", 1961). Not a number where all are 0.
double theil_u(std::span<const double> fitted, std::span<const double> observed);

// ---- of a series in time --------------------------------------------------------------------------------------------

struct FittedPair {
  int year;
  double observed;
  double fitted;
};

/// How alike residuals of neighbouring years are, r_1 of G. E. P. Box and G. M. Jenkins, "Time series analysis" (1970),
/// as R's acf() has it with gaps passed over: a year without a figure has no neighbour.
struct ResidualAutocorrelation {
  /// Between -1 and 1; not a number where all residuals are the same, fewer than 3 figures are there or no two
  /// neighbours.
  double lag_1;
  /// Half the width of the 95 % band of independent residuals, 1.96 / sqrt(n) round 0. It is rough: independent
  /// residuals have -1/n on average and not 0, so below some 20 figures it flags too little above and too much below.
  double band;

  bool outside_band() const; ///< false where there is no number
};

/// Everything of one series, for a line of a report.
struct FitStatistics {
  std::size_t figures;
  double mean_absolute_percentage_error;
  double root_mean_square_error;
  TheilShares theil;
  double theil_u;
  ResidualAutocorrelation residuals;

  /// "13 figures: off by 0.5 % on average, RMSE 83.1; of its square 12 % bias, 8 % variation, 80 % covariation; ..."
  std::string words() const;
};

/// Throws std::invalid_argument, naming the year, for pairs that are not in order of years, a year twice, and numbers
/// that are not finite; and where there is no pair.
FitStatistics fit_statistics(std::span<const FittedPair> series);

} // namespace headwater::calibration
