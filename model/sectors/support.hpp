// Support: intensive family support, from asking to lasting recovery.
//
//   waiting --place--> supported --success--> recovering --> coping
//      |  ^               |  |                    | |
//      |  '--asks again   |  '--drops out-.       | '--relapses: straight back to support
//      '--gives up------> closed early <--'<------'     or left without
//                         (time limit)
//
// Under a queue every use of a place displaces another; a longer queue shortens support, which lengthens the queue.
#pragma once

#include "model/sectors/need.hpp"
#include "model/sectors/new_money.hpp"

namespace headwater::model {

template<class T> struct Support {
  T capacity;            ///< Cap, families
  T starts;              ///< families/yr
  Bands<T> starting;     ///< st_b, families/yr
  T wait;                ///< yr
  T pressure;            ///< pr, queue pressure, 1 in 2011
  Bands<T> success;      ///< succ_b, families/yr
  Bands<T> early;        ///< early_b, families/yr
  Bands<T> dropout;      ///< drop_b, families/yr
  Bands<T> asking_again; ///< families/yr whose support closed early
  T relapse_met;         ///< lam', share of relapses that go straight back to support
};

/// Families per year that support workers can hold, families: the capacity of the workforce.
template<class T> T support_capacity(const Stocks<T>& s, const Parameters<T>& p) {
  return p.families_per_support_worker *
         (s.support_workers_experienced + p.new_support_worker_capacity * s.support_workers_new) *
         (T(1.0) - p.supervision_takes_capacity * (s.supervision - p.supervision_2011));
}

/// Share of a stay of mean length `stay` (yr) that is left once a relationship is built.
template<class T> T relationship_share(const T& stay, const Parameters<T>& p) {
  return stay / (stay + p.relationship_time);
}

template<class T>
Support<T> support(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now,
                   const Relationships<T>& relationships) {
  Support<T> c;
  const T queue = sum(s.waiting);
  c.capacity = named("capacity of support", "Cap", support_capacity(s, p));
  const T fill = named("free places filled", "fill",
                       positive_part(T(c.capacity - sum(s.supported)), p.family_smoothing) / p.time_to_fill_place);
  c.starts = named("support starts", "starts", soft_min(T(queue / p.time_to_start), fill));
  c.starting =
      by_band<T>("support starts, by age", "st", [&](std::size_t b) { return T(c.starts * s.waiting[b] / queue); });
  c.wait = named("wait for support", "wait", queue / c.starts);
  c.pressure = named("queue pressure", "pr",
                     (T(1.0) / p.wait_at_start + p.pressure_floor) / (c.starts / queue + p.pressure_floor));

  const T limit =
      named("effective time limit", "cap",
            p.limit_floor + positive_part(T(p.support_time_limit + now.lever.support_time_limit - p.limit_floor),
                                          p.limit_smoothing));
  const T closing = named("rate of early closure", "rc", elastic(c.pressure, p.queue_shortens_support) / limit);
  const T dropping = named("rate of dropping out", "rd", p.support_dropout / relationships.trust);
  const T stay = named("mean stay", "Dm", T(1.0) / (p.support_success * relationships.quality + closing + dropping));
  const T depth = named("depth of the working relationship", "gD", relationship_share(stay, p) / r.relationship);

  c.success = by_band<T>("support succeeds", "succ", [&](std::size_t b) {
    return T(p.support_success * relationships.quality * depth * s.supported[b]);
  });
  c.early = by_band<T>("support closes early", "early", [&](std::size_t b) { return T(closing * s.supported[b]); });
  c.dropout = by_band<T>("drop out", "drop", [&](std::size_t b) { return T(dropping * s.supported[b]); });
  c.asking_again = by_band<T>("ask again after early closure", "ask_X",
                              [&](std::size_t b) { return T(p.rereferral * relationships.trust * s.closed_early[b]); });
  c.relapse_met = named("relapses met with support", "lam'",
                        p.relapse_met_with_support + (T(1.0) - p.relapse_met_with_support) * now.lever.relapse_support);
  return c;
}

template<class Scene, class Ledger> void support_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();

  for (std::size_t b = 0; b < band_count; ++b) {
    ledger.flow("start support", stock::waiting[b] >> stock::supported[b], w.support.starting[b]);
    ledger.flow("give up waiting", stock::waiting[b] >> stock::closed_early[b], p.give_up_waiting * s.waiting[b]);
    ledger.flow("recover while waiting", stock::waiting[b] >> stock::coping[b], p.recovery_waiting * s.waiting[b]);
    ledger.flow("need eases while waiting", stock::waiting[b] >> stock::struggling[b],
                p.need_eases_waiting * s.waiting[b]);

    ledger.flow("support succeeds", stock::supported[b] >> stock::recovering[b], w.support.success[b]);
    ledger.flow("support closes early", stock::supported[b] >> stock::closed_early[b], w.support.early[b]);
    ledger.flow("drop out of support", stock::supported[b] >> stock::closed_early[b], w.support.dropout[b]);

    ledger.flow("ask again", stock::closed_early[b] >> stock::waiting[b], w.support.asking_again[b]);
    ledger.flow("recover after early closure", stock::closed_early[b] >> stock::coping[b],
                p.recovery_closed_early * s.closed_early[b]);
    ledger.flow("need eases after early closure", stock::closed_early[b] >> stock::struggling[b],
                p.need_eases_closed_early * s.closed_early[b]);

    const T relapse = p.relapse * s.recovering[b];
    const T met = w.support.relapse_met * relapse;
    ledger.flow("recover for good", stock::recovering[b] >> stock::coping[b], s.recovering[b] / p.recovery_time);
    ledger.flow("relapse, back to support", stock::recovering[b] >> stock::supported[b], met);
    ledger.flow("relapse, left without", stock::recovering[b] >> stock::closed_early[b], relapse - met);
  }
  ledger.count(Counter::early_closures, sum(w.support.early));
  ledger.count(Counter::support_starts, w.support.starts);
  ledger.count(Counter::rereferrals, sum(w.support.asking_again));
}

} // namespace headwater::model
