#include "calibration/fit/standard_prior.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::calibration {

std::vector<double> StandardPrior::own(std::span<const double> u) const {
  std::vector<double> z(u.size());
  for (std::size_t i = 0; i < u.size(); ++i) {
    z[i] = posterior_->prior(i).at_standard(u[i]).z;
  }
  return z;
}

std::optional<double> StandardPrior::evaluate(std::span<const double> u, std::span<double> gradient) const {
  std::vector<double> z(u.size());
  std::vector<double> slopes(u.size());
  for (std::size_t i = 0; i < u.size(); ++i) {
    const PlacedAt placed = posterior_->prior(i).at_standard(u[i]);
    if (!std::isfinite(placed.z) || !std::isfinite(placed.slope)) {
      return std::nullopt; // so far out that the prior has no number left
    }
    z[i] = placed.z;
    slopes[i] = placed.slope;
  }
  const std::optional<double> value = posterior_->evaluate(z, gradient);
  if (!value) {
    return std::nullopt;
  }
  double sum = *value;
  for (std::size_t i = 0; i < u.size(); ++i) {
    const LogDensityAt prior = posterior_->prior(i).log_density(z[i]);
    sum -= prior.value + 0.5 * u[i] * u[i];
    gradient[i] = (gradient[i] - prior.slope) * slopes[i] - u[i];
  }
  return sum;
}

double StandardPrior::log_volume(std::span<const double> u) const {
  double sum = 0.0;
  for (std::size_t i = 0; i < u.size(); ++i) {
    const Prior& prior = posterior_->prior(i);
    sum += prior.log_density(prior.at_standard(u[i]).z).value + 0.5 * u[i] * u[i];
  }
  return sum;
}

} // namespace headwater::calibration
