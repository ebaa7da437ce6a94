#include "calibration/forecast/scores.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace headwater::calibration {
namespace {

constexpr double no_score = std::numeric_limits<double>::quiet_NaN();

double mean_of(std::span<const double> numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
}

bool holds(const Interval& interval, double outcome) { return interval.low <= outcome && outcome <= interval.high; }

} // namespace

TheilShares theil_shares(std::span<const double> foreseen, std::span<const double> outcomes) {
  if (foreseen.size() != outcomes.size() || foreseen.empty()) {
    throw std::invalid_argument("shares of an error need as many forecasts as outcomes, and one at least");
  }
  const double mean_f = mean_of(foreseen);
  const double mean_y = mean_of(outcomes);
  double square = 0.0;
  double square_f = 0.0;
  double square_y = 0.0;
  double product = 0.0;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const double error = foreseen[i] - outcomes[i];
    square += error * error;
    square_f += (foreseen[i] - mean_f) * (foreseen[i] - mean_f);
    square_y += (outcomes[i] - mean_y) * (outcomes[i] - mean_y);
    product += (foreseen[i] - mean_f) * (outcomes[i] - mean_y);
  }
  if (square == 0.0) {
    return {no_score, no_score, no_score};
  }
  // All three times n: (1 - r) s_f s_y is s_f s_y less the covariance.
  const double deviations = std::sqrt(square_f * square_y);
  const double difference = std::sqrt(square_f) - std::sqrt(square_y);
  return {static_cast<double>(outcomes.size()) * (mean_f - mean_y) * (mean_f - mean_y) / square,
          difference * difference / square, 2.0 * (deviations - product) / square};
}

Scores scores_of(std::span<const Outcome> outcomes) {
  Scores scores{outcomes.size(), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, {no_score, no_score, no_score}};
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
    scores.mean_absolute_percentage_error += 100.0 * std::abs(median / one.outcome - 1.0);
    scores.root_mean_square_error += (median - one.outcome) * (median - one.outcome);
  }
  for (double* sum : {&scores.crps, &scores.crps_per_cent, &scores.covered_80, &scores.covered_95,
                      &scores.mean_absolute_percentage_error, &scores.root_mean_square_error}) {
    *sum /= count;
  }
  scores.root_mean_square_error = std::sqrt(scores.root_mean_square_error);
  if (!outcomes.empty()) {
    scores.theil = theil_shares(foreseen, came);
  }
  return scores;
}

} // namespace headwater::calibration
