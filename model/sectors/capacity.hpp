// Capacity: the homes and places children live in away from home.
//
//   other households --approve--> foster households --give up--> other households
//   residential places, secure beds <--- opened and closed with need, slowly
//   empty residential places ---> sold outside Scotland, so that falling need releases little
#pragma once

#include "model/sectors/moves.hpp"

namespace headwater::model {

template<class Scene, class Ledger> void capacity_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const T kap = p.children_per_looked_after_family;

  const T scarcity =
      elastic(T(w.placement.foster_occupancy / p.foster_occupancy_2011), T(p.scarcity_recruits_households / T(4.0)));
  ledger.flow("foster households approved", Boundary::other_households >> stock::foster_households,
              p.foster_household_turnover * r.foster_households *
                  grow(-p.foster_recruitment_decline * w.climate.trend_years) * fourth_power(scarcity) *
                  (T(1.0) + p.support_recruits_households * s.foster_capability + now.lever.sibling_slack));
  ledger.flow("foster households give up", stock::foster_households >> Boundary::other_households,
              p.foster_household_turnover * s.foster_households *
                  grow(now.loop.moves_cost_households * p.moves_cost_households * (w.moves.rate_relative - T(1.0)) -
                       p.foster_support_keeps * s.foster_capability));

  const T in_residential = kap * sum(s.residential) + s.continuing_residential;
  const T sold =
      p.cross_border_places_2011 + now.loop.places_sold * (s.cross_border_places - p.cross_border_places_2011);
  const T gap = named("residential places wanted, less open", "gRC",
                      (in_residential + sold) / p.residential_occupancy_target - s.residential_places);
  const T cap = now.lever.residential_cap;
  ledger.adjust(
      "residential places open and close", stock::residential_places,
      two_speed(gap, p.places_smoothing, T((T(1.0) - cap) * w.controls.opening / p.time_to_open_places),
                T(T(1.0) / p.time_to_close_places)) -
          p.residential_cap_closure * cap *
              positive_part(T(s.residential_places - in_residential - s.cross_border_places), p.residential_cap_spare));

  const T beds_wanted =
      p.secure_beds_floor +
      positive_part(T(p.secure_beds_per_child * kap * sum(s.secure) + p.secure_beds_spare - p.secure_beds_floor),
                    p.secure_beds_smoothing);
  ledger.adjust("secure beds open and close", stock::secure_beds, (beds_wanted - s.secure_beds) / p.secure_beds_time);

  const T sellable =
      p.cross_border_fill *
      positive_part(T(p.cross_border_full * s.residential_places - in_residential), p.cross_border_spare) *
      (T(1.0) - now.lever.cross_border_limit);
  ledger.adjust("places sold outside Scotland", stock::cross_border_places,
                (sellable - s.cross_border_places) / p.cross_border_time);
}

} // namespace headwater::model
