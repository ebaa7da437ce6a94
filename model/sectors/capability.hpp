// Capability: what money builds up over time, and lets fade when it stops.
//
//   universal money ---> reach            kinship money ---> support for kinship families
//   after-removal money ---> cover        foster money ---> support for foster families
//   supervision money ---> supervision    aftercare money ---> aftercare places
//
// Money buys less as real pay and prices grow, and builds more slowly during a reform pause.
#pragma once

#include "model/sectors/controls.hpp"
#include "model/sectors/placement.hpp"

namespace headwater::model {

template<class Scene, class Ledger> void capability_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const auto& money = w.new_money;
  const T prices = w.climate.wage_growth;
  const auto& controls = w.controls;

  const T reach = coverage(p.universal_reach_2011,
                           T((money.universal.working + money.base_universal) / prices - money.base_universal_2011),
                           p.reach_money_scale);
  ledger.adjust(
      "universal reach builds", stock::universal_reach,
      built_up(T(p.reach_floor + positive_part(T(reach - p.reach_floor), p.reach_smoothing) - s.universal_reach),
               controls) /
          p.reach_time);
  ledger.adjust("support after removal builds", stock::after_removal_cover,
                built_up(T(coverage(p.after_removal_cover_2011, T(money.after_removal.working / prices),
                                    p.after_removal_money_scale) -
                           s.after_removal_cover),
                         controls) /
                    p.after_removal_time);
  ledger.adjust("kinship capability builds", stock::kinship_capability,
                built_up(T(coverage(w.placement.kinship_capability_trend, T(money.kinship.working / prices),
                                    p.kinship_money_scale) -
                           s.kinship_capability),
                         controls) /
                    p.kinship_time);
  ledger.adjust(
      "foster capability builds", stock::foster_capability,
      built_up(T(coverage(T(0.0), T(money.foster.working / prices), p.foster_money_scale) - s.foster_capability),
               controls) /
          p.foster_time);
  ledger.adjust(
      "supervision builds", stock::supervision,
      built_up(T(coverage(p.supervision_2011, T(money.supervision.working / prices), p.supervision_money_scale) -
                 s.supervision),
               controls) /
          p.supervision_time);
  ledger.adjust("aftercare places open", stock::aftercare_capacity,
                built_up(T(p.aftercare_capacity_2011 * grow(p.aftercare_capacity_growth * w.climate.data_years) +
                           money.aftercare.working / prices / p.cost_per_aftercare_place - s.aftercare_capacity),
                         controls) /
                    p.aftercare_capacity_time);
}

} // namespace headwater::model
