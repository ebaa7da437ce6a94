// Relationships: trust between families and workers, the quality it gives support, and what moves both.
//
//   reach, standing by, quality ---> trust <--- crises as first contact
//   caseload, incidents ---> decision threshold <--- supervision, practice
//   moves ---> instability (a memory of two years or so)
#pragma once

#include "model/sectors/adult_need.hpp"

namespace headwater::model {

template<class T> struct Relationships {
  T trust;               ///< T, trust relative to 2011
  T trust_after_contact; ///< T3, the same where families drop out of support or ask again
  T trust_when_found;    ///< Td, the same where need is found
  T quality;             ///< Q, quality of support, 1 in 2011
};

template<class T>
Relationships<T> relationships(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now,
                               const AdultNeed<T>& adult) {
  Relationships<T> c;
  const T experience = named("experienced share of support workers", "xs",
                             s.support_workers_experienced / (s.support_workers_new + s.support_workers_experienced));
  c.trust = named("trust relative to 2011", "T", s.trust / p.trust_2011);
  c.trust_after_contact =
      named("trust after contact", "T3", T(1.0) + now.loop.trust_after_contact * (c.trust - T(1.0)));
  c.trust_when_found = named("trust when found", "Td", T(1.0) + now.loop.fear_conceals * (c.trust - T(1.0)));
  c.quality = named("quality of support", "Q",
                    adult.engagement * grow(now.loop.experience_quality *
                                                (p.quality_from_experience * (experience - r.support_experience) +
                                                 p.quality_from_trust * (s.trust - p.trust_2011)) +
                                            p.quality_from_supervision * (s.supervision - p.supervision_2011)));
  return c;
}

/// What the sectors downstream say about crises, load, moves and support: see scene.hpp.
template<class Scene, class Ledger> void relationship_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();

  const T first_contacts = sum(w.shared_care.starts) + w.support.starts;
  const T crisis_share =
      named("share of first contacts that are crises", "coer", sum(w.shared_care.starts) / first_contacts);
  const T trust_target =
      named("where trust is heading", "TR*",
            s_curve(r.trust_level + p.trust_from_reach * (s.universal_reach - p.universal_reach_2011) -
                    now.loop.fear_conceals * p.trust_lost_to_crisis * (crisis_share - r.crisis_share) +
                    now.loop.trust_after_contact * p.trust_from_standing_by *
                        (w.support.relapse_met - p.relapse_met_with_support) +
                    now.loop.experience_quality * p.trust_from_quality * (w.relationships.quality - T(1.0))));
  ledger.adjust("trust builds or fades", stock::trust, (trust_target - s.trust) / p.trust_time);

  const T threshold_target = named("where the decision threshold is heading", "RK*",
                                   grow(now.loop.caseload_threshold * p.caseload_moves_threshold * w.load.strain -
                                        p.supervision_steadies_threshold * (s.supervision - p.supervision_2011) -
                                        now.lever.decision_practice + now.lever.incident));
  ledger.adjust("decision threshold moves", stock::decision_threshold,
                (threshold_target - s.decision_threshold) / p.threshold_time);

  ledger.adjust("instability is remembered", stock::instability,
                (w.moves.rate_relative - s.instability) / p.instability_memory_time);
}

} // namespace headwater::model
