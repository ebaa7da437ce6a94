// Whether a posterior predicts the figures it was fitted to: how often its intervals hold them (coverage), and where
// each lies among the draws.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

/// A figure and draws of it from the posterior predictive distribution: model, discrepancy, shock and scatter.
struct PredictedFigure {
  double low;  ///< of a rounded or suppressed figure, how low it may lie; of an exact one the figure
  double high; ///< the same as `low` where it is exact
  std::vector<double> draws;
};

/// Central intervals of one share, over all figures.
struct IntervalCoverage {
  double share; ///< that they should hold
  std::size_t held;
  std::size_t figures;

  double covered() const { return static_cast<double>(held) / static_cast<double>(figures); }
};

/// Where a figure lies in the distribution of its draws. As much is known of it: an exact figure that k of m draws lie
/// below has rank k, of 0 ... m, and lies between k / (m + 1) and (k + 1) / (m + 1); a rounded one, or one that equals
/// some draws, lies in a wider interval (the non-randomised form of C. Czado, T. Gneiting and L. Held, "Predictive
/// model assessment for count data", 2009). Uniform over figures where the posterior foresees as it should.
struct ProbabilityTransform {
  std::size_t rank; ///< draws below the figure, or below the lowest that it may be
  double low;
  double high;

  double middle() const { return 0.5 * (low + high); }
};

struct PredictiveCheck {
  std::vector<IntervalCoverage> coverage;       ///< of 50, 80, 90 and 95 %
  std::vector<ProbabilityTransform> transforms; ///< by figure

  /// "of 13 figures the 50 % intervals hold 8, ...".
  std::string words() const;
};

/// The intervals are `Prediction::interval`'s, which hold as often as they say also where draws are few. A rounded or
/// suppressed figure counts as held where an interval overlaps what it may be: that counts in the posterior's favour.
/// Figures that were fitted are held more often than those to come; so this finds intervals that are too narrow, and
/// only held-out figures find more. Throws std::invalid_argument, naming every position, where `low` is above `high` or
/// one of them no number, or where there are fewer than two draws or one is no number; and where there is no figure.
PredictiveCheck predictive_check(std::span<const PredictedFigure> figures);

} // namespace headwater::calibration
