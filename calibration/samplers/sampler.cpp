#include "calibration/samplers/sampler.hpp"

namespace headwater::calibration {

std::uint64_t Chains::failed_solves() const {
  std::uint64_t sum = 0;
  for (const Chain& chain : chains) {
    sum += chain.failed_solves;
  }
  return sum;
}

std::uint64_t Chains::divergences() const {
  std::uint64_t sum = 0;
  for (const Chain& chain : chains) {
    for (const std::uint8_t one : chain.divergent) {
      sum += one;
    }
  }
  return sum;
}

std::vector<double> Chains::pooled_draws() const {
  std::vector<double> pooled;
  for (const Chain& chain : chains) {
    pooled.insert(pooled.end(), chain.draws.begin(), chain.draws.end());
  }
  return pooled;
}

} // namespace headwater::calibration
