#include "calibration/inference/identifiability/contraction.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace headwater::calibration {

double Contraction::value() const {
  const double ratio = posterior_sd / prior_sd;
  return 1.0 - ratio * ratio;
}

std::string Contraction::words() const {
  const double taken = value();
  if (taken < 0.0) {
    return fmt::format("{}: the posterior is wider than the prior, {:.3g} times; data and prior disagree, or there are "
                       "too few draws",
                       parameter, posterior_sd / prior_sd);
  }
  // All but the last per cent is told apart: a posterior of a tenth of the prior is not one of a hundredth.
  const double per_cent = 100.0 * taken;
  return per_cent > 99.0
             ? fmt::format("{}: the data took all but {:.2g} % of the prior variance", parameter, 100.0 - per_cent)
             : fmt::format("{}: the data took {:.0f} % of the prior variance", parameter, per_cent);
}

std::vector<Contraction> contractions(const std::vector<std::string>& parameters, std::span<const double> prior_sd,
                                      std::span<const double> posterior_sd) {
  if (prior_sd.size() != parameters.size() || posterior_sd.size() != parameters.size()) {
    throw std::invalid_argument(fmt::format("{} prior and {} posterior standard deviations for {} parameters",
                                            prior_sd.size(), posterior_sd.size(), parameters.size()));
  }
  std::vector<Contraction> all;
  std::string wrong;
  for (std::size_t j = 0; j < parameters.size(); ++j) {
    if (!std::isfinite(prior_sd[j]) || !(prior_sd[j] > 0.0) || !std::isfinite(posterior_sd[j]) ||
        posterior_sd[j] < 0.0) {
      wrong += fmt::format("{}{}: {} before, {} after", wrong.empty() ? "" : "; ", parameters[j], prior_sd[j],
                           posterior_sd[j]);
    }
    all.push_back({parameters[j], prior_sd[j], posterior_sd[j]});
  }
  if (!wrong.empty()) {
    throw std::invalid_argument("standard deviations that are none: " + wrong);
  }
  return all;
}

} // namespace headwater::calibration
