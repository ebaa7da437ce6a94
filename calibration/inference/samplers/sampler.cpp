#include "calibration/inference/samplers/sampler.hpp"

namespace headwater::calibration {

std::uint64_t SampledChains::failed_solves() const {
  std::uint64_t sum = 0;
  for (const SampledChain& chain : chains) {
    sum += chain.failed_solves;
  }
  return sum;
}

std::uint64_t SampledChains::divergences() const {
  std::uint64_t sum = 0;
  for (const SampledChain& chain : chains) {
    for (const std::uint8_t one : chain.divergent) {
      sum += one;
    }
  }
  return sum;
}

std::vector<double> SampledChains::pooled_draws() const {
  std::vector<double> pooled;
  for (const SampledChain& chain : chains) {
    pooled.insert(pooled.end(), chain.draws.begin(), chain.draws.end());
  }
  return pooled;
}

} // namespace headwater::calibration
