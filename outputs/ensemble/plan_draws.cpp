#include "outputs/ensemble/plan_draws.hpp"

namespace headwater::outputs {

std::vector<PlanDraws> plan_draws(const Ensemble& ensemble, std::size_t runs) {
  std::vector<PlanDraws> found;
  for (std::size_t run = 0; run < runs; ++run) {
    for (const Perspective perspective : {Perspective::public_purse, Perspective::council}) {
      const Spread* npv = ensemble.of(run, perspective, "npv");
      if (npv == nullptr) {
        continue;
      }
      PlanDraws draws{run, perspective, *npv, {}};
      for (std::size_t i = 0; i < break_even_marches.size(); ++i) {
        draws.broken_even[i] = ensemble.broken_even_by(run, perspective, {break_even_marches[i] - 1});
      }
      found.push_back(draws);
    }
  }
  return found;
}

} // namespace headwater::outputs
