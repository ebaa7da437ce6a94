#include "calibration/fit/forecast/prediction.hpp"

#include "model/scalars/exact_functions.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

/// Between the draws on either side of place p (m + 1), counted from 1.
double quantile_of_draws(const std::vector<double>& sorted, double p) {
  const auto count = static_cast<double>(sorted.size());
  const double place = std::clamp(p * (count + 1.0), 1.0, count);
  const auto below = static_cast<std::size_t>(place) - 1;
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - std::floor(place)) * (sorted[above] - sorted[below]);
}

} // namespace

Prediction Prediction::normal(double mean, double sd) {
  if (!std::isfinite(mean) || !std::isfinite(sd) || sd <= 0.0) {
    throw std::invalid_argument("a prediction has no finite mean or no spread");
  }
  Prediction prediction;
  prediction.mean_ = mean;
  prediction.sd_ = sd;
  return prediction;
}

Prediction Prediction::ensemble(std::vector<double> draws) {
  if (draws.size() < 2 || !std::all_of(draws.begin(), draws.end(), [](double x) { return std::isfinite(x); })) {
    throw std::invalid_argument("an ensemble has fewer than two draws, or one that is no number");
  }
  Prediction prediction;
  prediction.sorted_ = std::move(draws);
  std::sort(prediction.sorted_.begin(), prediction.sorted_.end());
  return prediction;
}

double Prediction::median() const { return sorted_.empty() ? mean_ : quantile_of_draws(sorted_, 0.5); }

Interval Prediction::interval(double share) const {
  const double below = 0.5 * (1.0 - share);
  if (sorted_.empty()) {
    const double half = -model::exact::normal_quantile(below) * sd_;
    return {mean_ - half, mean_ + half};
  }
  return {quantile_of_draws(sorted_, below), quantile_of_draws(sorted_, 1.0 - below)};
}

double Prediction::crps(double outcome) const {
  return sorted_.empty() ? normal_crps(mean_, sd_, outcome) : fair_crps(sorted_, outcome);
}

double normal_crps(double mean, double sd, double outcome) {
  constexpr double pi = 3.14159265358979323846;
  const double z = (outcome - mean) / sd;
  const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * pi);
  return sd * (z * std::erf(z / std::sqrt(2.0)) + 2.0 * density - 1.0 / std::sqrt(pi));
}

double fair_crps(const std::vector<double>& sorted_draws, double outcome) {
  const auto m = static_cast<double>(sorted_draws.size());
  double distance = 0.0;
  double spread = 0.0; // sum over pairs of x(j) - x(i), j above i: x(i) is taken i - 1 times less m - i times
  for (std::size_t i = 0; i < sorted_draws.size(); ++i) {
    distance += std::abs(sorted_draws[i] - outcome);
    spread += (2.0 * static_cast<double>(i) + 1.0 - m) * (sorted_draws[i] - sorted_draws.front());
  }
  return distance / m - spread / (m * (m - 1.0));
}

} // namespace headwater::calibration
