#include "outputs/ensemble/plan_draws.hpp"

namespace headwater::outputs {

std::vector<PlanDraws> plan_draws(const Ensemble& ensemble, std::size_t runs, int horizon) {
  std::vector<PlanDraws> found;
  for (std::size_t run = 0; run < runs; ++run) {
    for (const Perspective perspective : {Perspective::public_purse, Perspective::council}) {
      PlanDraws draws{run, perspective, {}, {}};
      for (const FiscalYear to : appraised_to(horizon)) {
        if (const Spread* npv = ensemble.of(run, perspective, "npv", to)) {
          draws.npv.push_back({to, *npv});
        }
      }
      if (draws.npv.empty()) {
        continue;
      }
      for (std::size_t i = 0; i < break_even_marches.size(); ++i) {
        draws.broken_even[i] = ensemble.broken_even_by(run, perspective, {break_even_marches[i] - 1});
      }
      found.push_back(std::move(draws));
    }
  }
  return found;
}

} // namespace headwater::outputs
