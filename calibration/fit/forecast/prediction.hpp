// A prediction of one figure: a normal distribution, or an ensemble of draws.
#pragma once

#include <vector>

namespace headwater::calibration {

struct Interval {
  double low;
  double high;
};

/// A distribution of one figure.
class Prediction {
public:
  /// Throws std::invalid_argument unless both are finite and sd is above 0.
  static Prediction normal(double mean, double sd);
  /// At least two draws, each as likely as the other; throws std::invalid_argument for fewer or one that is no number.
  static Prediction ensemble(std::vector<double> draws);

  /// The single figure to quote: the median is nearest to the outcome on average.
  double median() const;

  /// The interval that holds the outcome with probability `share`; as much is left out below as above. Of m draws the
  /// p-quantile is at place p (m + 1) of the sorted draws (type 6 of R. J. Hyndman and Y. Fan, 1996; type 7, as
  /// experiments::quantile has it, gives intervals of small ensembles that are too narrow). If outcome and draws come
  /// from one distribution, the interval holds as often as it says. It never goes beyond the outermost draws.
  Interval interval(double share) const;

  /// The continuous ranked probability score, in the unit of the figure: 0 is best; for a single figure it is the
  /// absolute error.
  double crps(double outcome) const;

private:
  Prediction() = default;

  double mean_ = 0.0;
  double sd_ = 0.0;
  std::vector<double> sorted_; ///< empty for a normal distribution
};

/// Of a normal distribution: sd (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi)), z = (outcome - mean) / sd
/// (T. Gneiting and A. E. Raftery, "Strictly proper scoring rules, prediction, and estimation", 2007, equation 21).
double normal_crps(double mean, double sd, double outcome);

/// The same of a sample of m draws: mean |x - outcome| less half the mean |x - x'| over all pairs of different draws.
/// Unlike the score of the draws themselves it does not reward small ensembles for being too narrow (C. A. T. Ferro,
/// "Fair scores for ensemble forecasts", 2014). It may be below 0. Draws are sorted; at least two.
double fair_crps(const std::vector<double>& sorted_draws, double outcome);

} // namespace headwater::calibration
