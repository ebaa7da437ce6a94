#include "calibration/fit/forecast/scores.hpp"

#include <limits>
#include <vector>

namespace headwater::calibration {
namespace {

constexpr double no_score = std::numeric_limits<double>::quiet_NaN();

bool holds(const Interval& interval, double outcome) { return interval.low <= outcome && outcome <= interval.high; }

} // namespace

Scores scores_of(std::span<const Outcome> outcomes) {
  Scores scores{outcomes.size(), 0.0, 0.0, 0.0, 0.0, no_score, no_score, {no_score, no_score, no_score}};
  std::vector<double> foreseen;
  std::vector<double> came;
  const auto count = outcomes.empty() ? no_score : static_cast<double>(outcomes.size());
  for (const Outcome& one : outcomes) {
    const double median = one.prediction.median();
    const double crps = one.prediction.crps(one.outcome);
    foreseen.push_back(median);
    came.push_back(one.outcome);
    scores.crps += crps;
    scores.crps_per_cent += 100.0 * crps / one.outcome;
    scores.covered_80 += holds(one.prediction.interval(0.80), one.outcome) ? 1.0 : 0.0;
    scores.covered_95 += holds(one.prediction.interval(0.95), one.outcome) ? 1.0 : 0.0;
  }
  for (double* sum : {&scores.crps, &scores.crps_per_cent, &scores.covered_80, &scores.covered_95}) {
    *sum /= count;
  }
  if (!outcomes.empty()) {
    scores.mean_absolute_percentage_error = mean_absolute_percentage_error(foreseen, came);
    scores.root_mean_square_error = root_mean_square_error(foreseen, came);
    scores.theil = theil_shares(foreseen, came);
  }
  return scores;
}

} // namespace headwater::calibration
