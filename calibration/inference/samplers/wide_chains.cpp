#include "calibration/inference/samplers/wide_chains.hpp"

#include "calibration/inference/estimate/mode.hpp"

#include <vector>

namespace headwater::calibration {

SampledChains wide_chains(const LogDensity& target, std::span<const double> from, NutsSettings settings) {
  const std::vector<double> scales(target.dimension(), 1.0);
  settings.learns_metric = false;
  return Nuts(std::move(settings)).sample(target, mode_of(target, from, scales).laplace);
}

} // namespace headwater::calibration
