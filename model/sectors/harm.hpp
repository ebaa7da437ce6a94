// Harm: both sides, always shown together, so that no plan wins by leaving children at risk.
//
//   families struggling, waiting, supported, closed early, at home ---> harm at home
//   separation, moves, years away ---> harm from separation
//   brothers and sisters kept together ---> less harm from separation
#pragma once

#include "model/sectors/moves.hpp"

namespace headwater::model {

template<class T> struct Harm {
  T siblings_together; ///< sib, share of brothers and sisters who live together
  T at_home;           ///< harm/yr
  T from_separation;   ///< harm/yr
};

template<class T>
Harm<T> harm(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Climate<T>& climate,
             const AdultNeed<T>& adult, const Crisis<T>& crisis, const Placement<T>& placement, const Moves<T>& moves) {
  Harm<T> h;
  const T kap = p.children_per_looked_after_family;
  const T away = sum(s.kinship) + sum(s.foster) + sum(s.residential) + sum(s.secure);
  const T kinship_share = sum(s.kinship) / away;
  const T spare = (T(1.0) - placement.foster_occupancy) - (T(1.0) - p.foster_occupancy_2011);
  h.siblings_together =
      named("brothers and sisters together", "sib",
            p.siblings_in_kinship * kinship_share +
                (T(1.0) - kinship_share) *
                    s_curve(T(r.siblings_level + p.siblings_slope * p.siblings_from_spare_places * spare)));
  h.at_home = named(
      "harm at home", "harm_home",
      p.children_per_family * adult.pressure *
              (p.harm_milder_need *
                   (sum(s.struggling) + sum(s.waiting) + sum(s.closed_early) + p.harm_supported * sum(s.supported)) +
               adult.edge * p.harm_severe_need *
                   (sum(s.struggling_severely) + sum(s.waiting_severe) + sum(s.closed_early_severe) +
                    p.harm_supported * sum(s.supported_severe)) +
               adult.edge * p.harm_at_home_supervised * sum(s.at_home) +
               p.harm_supported *
                   ((T(1.0) - p.long_term_severe) * p.harm_milder_need + p.long_term_severe * p.harm_severe_need) *
                   sum(s.long_term_support) +
               p.shared_care_harm * p.harm_severe_need * sum(s.shared_care)) +
          p.children_per_family * p.harm_removal_not_made * sum(crisis.away) *
              (T(1.0) / s.decision_threshold - T(1.0)));
  h.from_separation = named("harm from separation", "harm_removal",
                            kap * (sum(placement.entering) + climate.arrivals) * p.harm_of_separation *
                                    (p.separation_reference - h.siblings_together) +
                                p.harm_of_move * moves.moves + p.harm_of_care_year * kap * away +
                                p.harm_of_care_year * p.shared_care_separation * kap * sum(s.shared_care));
  return h;
}

template<class Scene, class Ledger> void harm_flows(const Scene& w, Ledger& ledger) {
  ledger.count(Counter::harm_at_home, w.harm.at_home);
  ledger.count(Counter::harm_from_separation, w.harm.from_separation);
}

} // namespace headwater::model
