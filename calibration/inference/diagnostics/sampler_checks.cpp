#include "calibration/inference/diagnostics/sampler_checks.hpp"

#include "calibration/inference/diagnostics/moments.hpp"

#include <limits>

namespace headwater::calibration {

double e_bfmi(std::span<const double> energies) {
  if (energies.size() < 2) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  double jumps = 0.0;
  for (std::size_t i = 1; i < energies.size(); ++i) {
    jumps += (energies[i] - energies[i - 1]) * (energies[i] - energies[i - 1]);
  }
  return jumps / (variance_of(energies) * static_cast<double>(energies.size() - 1));
}

SamplerChecks sampler_checks(const Posterior& posterior) {
  SamplerChecks checks{0, posterior.most_doublings, {}, {}, {}};
  for (const Chain& chain : posterior.chains) {
    std::size_t divergent = 0;
    std::size_t saturated = 0;
    std::vector<double> energies;
    for (const Transition& transition : chain.transitions) {
      divergent += transition.divergent ? 1U : 0U;
      saturated += transition.doublings >= posterior.most_doublings ? 1U : 0U;
      energies.push_back(transition.energy);
    }
    checks.transitions += chain.transitions.size();
    checks.divergent.push_back(divergent);
    checks.saturated.push_back(saturated);
    checks.e_bfmi.push_back(e_bfmi(energies));
  }
  return checks;
}

} // namespace headwater::calibration
