// Support: intensive family support, from asking to lasting recovery, for families of either severity.
//
//   waiting --place--> supported --success--> recovering --> coping
//      |  ^               |  |                    | |
//      |  '--asks again   |  '--drops out-.       | '--relapses: straight back to support
//      '--gives up------> closed early <--'<------'     or left without
//                         (time limit)
//   closing early --offer of support without an end--> long-term support --> recovering
//                                                          '--drops out--> closed early
//
//   supported, severe --support eases need--> supported --...
//   milder <--gets worse, eases--> severe, wherever a family stands (more slowly where it is supported)
//
// A family with severe need starts sooner and takes more places. Under a queue every use of a place displaces another;
// a longer queue shortens support, which lengthens the queue. What a plan adds to stays, by its limit or by meeting
// relapses, needs places of its own.
#pragma once

#include "model/sectors/controls.hpp"
#include "model/sectors/need.hpp"

namespace headwater::model {

template<class T> struct Support {
  T capacity;                   ///< Cap, places
  T in_use;                     ///< Aw, places
  T in_long_term;               ///< AwL, places that long-term support takes
  T places_a_start;             ///< kbar, places a family that starts takes, on average
  T starts;                     ///< families/yr
  Bands<T> starting;            ///< st1_b, milder need, families/yr
  Bands<T> starting_severe;     ///< st2_b, families/yr
  T wait;                       ///< yr
  T pressure;                   ///< pr, queue pressure, 1 in 2011
  T stay;                       ///< Dm, mean stay of a family with milder need, yr
  Bands<T> success;             ///< succ_b, families/yr
  Bands<T> eased;               ///< stepd_b, families/yr whose severe need support eases
  Bands<T> early;               ///< early_1_b, families/yr
  Bands<T> early_severe;        ///< early_2_b, families/yr
  Bands<T> dropout;             ///< drop_1_b, families/yr
  Bands<T> dropout_severe;      ///< drop_2_b, families/yr
  T asking;                     ///< rrX, rate of asking again after early closure, 1/yr
  Bands<T> asking_again;        ///< families/yr with milder need whose support closed early
  Bands<T> asking_again_severe; ///< the same, severe
  Bands<T> to_long_term;        ///< toL_1_b, families/yr whose support goes on without an end
  Bands<T> to_long_term_severe; ///< toL_2_b
  Bands<T> long_term_ends;      ///< outL_b, families/yr
  Bands<T> long_term_dropout;   ///< drL_b, families/yr
  T relapsing;                  ///< relapse of recovering families, 1/yr
  T relapse_met;                ///< lam', share of relapses that go straight back to support
  T extra_places;               ///< places that the plan's limits and relapse support need beyond those of 2011
};

/// Places that support workers can hold: the capacity of the workforce.
template<class T> T support_capacity(const Stocks<T>& s, const Parameters<T>& p) {
  return p.families_per_support_worker *
         (s.support_workers_experienced + p.new_support_worker_capacity * s.support_workers_new) *
         (T(1.0) - p.supervision_takes_capacity * (s.supervision - p.supervision_2011));
}

/// Places that families in support take.
template<class T> T places_in_use(const Stocks<T>& s, const Parameters<T>& p) {
  return p.places_milder * sum(s.supported) + p.places_severe * sum(s.supported_severe);
}

/// Share of a stay of mean length `stay` (yr) that is left once a relationship is built.
template<class T> T relationship_share(const T& stay, const Parameters<T>& p) {
  return stay / (stay + p.relationship_time);
}

/// Families with milder need who wait, and never none: means over the queue exist where nobody is counted.
template<class T> T milder_queue(const Stocks<T>& s, const Parameters<T>& p) {
  return sum(s.waiting) + p.queue_at_least;
}

/// Places a family that starts support takes, on average, where `priority` is that of severe need.
template<class T> T places_a_start(const Stocks<T>& s, const Parameters<T>& p, const T& priority) {
  const T milder = milder_queue(s, p);
  const T severe = priority * sum(s.waiting_severe);
  return (p.places_milder * milder + p.places_severe * severe) / (milder + severe);
}

template<class T>
Support<T> support(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now,
                   const AdultNeed<T>& adult, const Controls<T>& controls, const Relationships<T>& relationships,
                   const Need<T>& need) {
  Support<T> c;
  c.capacity = named("capacity of support", "Cap", support_capacity(s, p));
  c.in_use = named("places in use", "Aw", places_in_use(s, p));

  c.in_long_term = named("places of long-term support", "AwL", p.long_term_places * sum(s.long_term_support));

  // starting
  const T priority = named("priority of severe need", "pri'", p.severe_priority + now.lever.severe_need_first);
  c.places_a_start = named("places a start takes", "kbar", places_a_start(s, p, priority));
  const T fill = named("starts that free places allow", "fill",
                       positive_part(T(c.capacity - c.in_use - c.in_long_term), p.family_smoothing) /
                           (p.time_to_fill_place * c.places_a_start));
  const T milder_waiting = milder_queue(s, p);
  const T place_rate =
      named("places for a waiting family", "ps", fill / (milder_waiting + priority * sum(s.waiting_severe)));
  const T quickest = T(1.0) / p.time_to_start;
  const T rate_milder = named("start of support, milder need", "rho_1", soft_min(quickest, place_rate));
  const T rate_severe = named("start of support, severe need", "rho_2", soft_min(quickest, T(priority * place_rate)));
  c.starting = by_band<T>("support starts", "st1", [&](std::size_t b) { return T(rate_milder * s.waiting[b]); });
  c.starting_severe = by_band<T>("support starts, severe need", "st2",
                                 [&](std::size_t b) { return T(rate_severe * s.waiting_severe[b]); });
  c.starts = named("all support starts", "starts", sum(c.starting) + sum(c.starting_severe));
  const T queue = milder_waiting + sum(s.waiting_severe);
  const T leaving_queue = c.starts + rate_milder * p.queue_at_least;
  c.wait = named("wait for support", "wait", queue / leaving_queue);
  c.pressure = named("queue pressure", "pr",
                     (T(1.0) / p.wait_at_start + p.pressure_floor) / (leaving_queue / queue + p.pressure_floor));

  // staying
  const auto limit_of = [&p](const T& years) {
    return T(p.limit_floor + positive_part(T(years - p.limit_floor), p.limit_smoothing));
  };
  const T limit =
      named("effective time limit", "cap", limit_of(T(p.support_time_limit + now.lever.support_time_limit)));
  const T limit_of_2011 = named("effective time limit without the plan", "capr", limit_of(p.support_time_limit));
  const T impatience =
      elastic(T(T(1.0) + now.loop.queue_closes_support * (c.pressure - T(1.0))), p.queue_shortens_support);
  const T closing = named("rate of early closure", "rc", impatience / limit);
  const T closing_of_2011 = named("rate of early closure without the plan", "rc_ref", impatience / limit_of_2011);
  const T dropping =
      named("rate of dropping out", "rd", p.support_dropout / relationships.trust_after_contact / adult.engagement);
  const T succeeding = p.support_success * relationships.quality;
  c.stay = named("mean stay", "Dm", T(1.0) / (succeeding + closing + dropping));
  const T stay_of_2011 =
      named("mean stay without the plan", "stay_ref", T(1.0) / (succeeding + closing_of_2011 + dropping));
  const T depth = named("depth of the working relationship", "gD", relationship_share(c.stay, p) / r.relationship);

  // leaving
  c.success =
      by_band<T>("support succeeds", "succ", [&](std::size_t b) { return T(succeeding * depth * s.supported[b]); });
  c.eased = by_band<T>("support eases severe need", "stepd", [&](std::size_t b) {
    return T(p.support_eases * relationships.quality * depth * s.supported_severe[b]);
  });
  c.early = by_band<T>("support closes early", "early_1", [&](std::size_t b) { return T(closing * s.supported[b]); });
  c.early_severe = by_band<T>("support closes early, severe need", "early_2",
                              [&](std::size_t b) { return T(closing * s.supported_severe[b]); });
  c.dropout = by_band<T>("drop out", "drop_1", [&](std::size_t b) { return T(dropping * s.supported[b]); });
  c.dropout_severe =
      by_band<T>("drop out, severe need", "drop_2", [&](std::size_t b) { return T(dropping * s.supported_severe[b]); });
  c.asking = named("rate of asking again", "rrX", p.rereferral * relationships.trust_after_contact);
  c.asking_again = by_band<T>("ask again after early closure", "ask_1",
                              [&](std::size_t b) { return T(c.asking * s.closed_early[b]); });
  c.asking_again_severe = by_band<T>("ask again after early closure, severe need", "ask_2",
                                     [&](std::size_t b) { return T(c.asking * s.closed_early_severe[b]); });
  const T lasting = now.lever.long_term_support * p.long_term_need;
  c.to_long_term = by_band<T>("support goes on", "toL_1", [&](std::size_t b) { return T(lasting * c.early[b]); });
  c.to_long_term_severe = by_band<T>("support goes on, severe need", "toL_2",
                                     [&](std::size_t b) { return T(lasting * c.early_severe[b]); });
  c.long_term_ends = by_band<T>("long-term support ends", "outL",
                                [&](std::size_t b) { return T(s.long_term_support[b] / p.long_term_time); });
  c.long_term_dropout = by_band<T>("drop out of long-term support", "drL", [&](std::size_t b) {
    return T(p.long_term_dropout * dropping * s.long_term_support[b]);
  });
  c.relapsing = named("rate of relapse", "rho'", p.relapse * adult.relapse);
  c.relapse_met = named("relapses met with support", "lam'",
                        p.relapse_met_with_support + (T(1.0) - p.relapse_met_with_support) * now.lever.relapse_support);

  const T places_a_relapse = p.places_milder * (T(1.0) - p.severe_at_relapse) + p.places_severe * p.severe_at_relapse;
  c.extra_places =
      named("places that the plan's rules need", "extra",
            now.places_funded * (c.in_use * (T(1.0) - stay_of_2011 / c.stay) +
                                 (c.relapse_met - p.relapse_met_with_support) * c.relapsing * sum(s.recovering) *
                                     places_a_relapse * c.stay +
                                 c.in_long_term +
                                 p.places_milder * c.stay * (controls.accepted - controls.accepted_by_budget) *
                                     need.detection * sum(s.struggling)));
  return c;
}

template<class Scene, class Ledger> void support_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const auto& c = w.support;

  const T milder_relapse = T(1.0) - p.severe_at_relapse;
  for (std::size_t b = 0; b < band_count; ++b) {
    ledger.flow("start support", stock::waiting[b] >> stock::supported[b], c.starting[b]);
    ledger.flow("start support", stock::waiting_severe[b] >> stock::supported_severe[b], c.starting_severe[b]);
    ledger.flow("give up waiting", stock::waiting[b] >> stock::closed_early[b], p.give_up_waiting * s.waiting[b]);
    ledger.flow("give up waiting", stock::waiting_severe[b] >> stock::closed_early_severe[b],
                w.controls.giving_up_severe * s.waiting_severe[b]);
    ledger.flow("recover while waiting", stock::waiting[b] >> stock::coping[b], w.need.recovery * s.waiting[b]);
    ledger.flow("need gets worse while waiting", stock::waiting[b] >> stock::waiting_severe[b],
                w.need.escalation * s.waiting[b]);
    ledger.flow("need eases while waiting", stock::waiting_severe[b] >> stock::waiting[b],
                w.need.easing * s.waiting_severe[b]);

    ledger.flow("support succeeds", stock::supported[b] >> stock::recovering[b], c.success[b]);
    ledger.flow("recover while supported", stock::supported[b] >> stock::coping[b],
                w.need.recovery_supported * s.supported[b]);
    ledger.flow("support eases severe need", stock::supported_severe[b] >> stock::supported[b], c.eased[b]);
    ledger.flow("need eases while supported", stock::supported_severe[b] >> stock::supported[b],
                w.need.easing * s.supported_severe[b]);
    ledger.flow("need gets worse while supported", stock::supported[b] >> stock::supported_severe[b],
                w.need.escalation_supported * s.supported[b]);
    ledger.flow("support closes early", stock::supported[b] >> stock::closed_early[b], c.early[b] - c.to_long_term[b]);
    ledger.flow("support closes early", stock::supported_severe[b] >> stock::closed_early_severe[b],
                c.early_severe[b] - c.to_long_term_severe[b]);
    ledger.flow("support goes on", stock::supported[b] >> stock::long_term_support[b], c.to_long_term[b]);
    ledger.flow("support goes on", stock::supported_severe[b] >> stock::long_term_support[b], c.to_long_term_severe[b]);
    ledger.flow("long-term support ends", stock::long_term_support[b] >> stock::recovering[b], c.long_term_ends[b]);
    ledger.flow("drop out of long-term support", stock::long_term_support[b] >> stock::closed_early[b],
                c.long_term_dropout[b]);
    ledger.flow("drop out of support", stock::supported[b] >> stock::closed_early[b], c.dropout[b]);
    ledger.flow("drop out of support", stock::supported_severe[b] >> stock::closed_early_severe[b],
                c.dropout_severe[b]);

    ledger.flow("ask again", stock::closed_early[b] >> stock::waiting[b], c.asking_again[b]);
    ledger.flow("ask again", stock::closed_early_severe[b] >> stock::waiting_severe[b], c.asking_again_severe[b]);
    ledger.flow("recover after early closure", stock::closed_early[b] >> stock::coping[b],
                w.need.recovery * s.closed_early[b]);
    ledger.flow("need gets worse after early closure", stock::closed_early[b] >> stock::closed_early_severe[b],
                w.need.escalation * s.closed_early[b]);
    ledger.flow("need eases after early closure", stock::closed_early_severe[b] >> stock::closed_early[b],
                w.need.easing * s.closed_early_severe[b]);

    const T relapse = c.relapsing * s.recovering[b];
    const T met = c.relapse_met * relapse;
    const T left = relapse - met;
    ledger.flow("recover for good", stock::recovering[b] >> stock::coping[b], s.recovering[b] / p.recovery_time);
    ledger.flow("relapse, back to support", stock::recovering[b] >> stock::supported[b], milder_relapse * met);
    ledger.flow("relapse, back to support", stock::recovering[b] >> stock::supported_severe[b],
                p.severe_at_relapse * met);
    ledger.flow("relapse, left without", stock::recovering[b] >> stock::closed_early[b], milder_relapse * left);
    ledger.flow("relapse, left without", stock::recovering[b] >> stock::closed_early_severe[b],
                p.severe_at_relapse * left);
  }
  ledger.count(Counter::early_closures, sum(c.early) + sum(c.early_severe));
  ledger.count(Counter::support_starts, c.starts);
  ledger.count(Counter::rereferrals, sum(c.asking_again) + sum(c.asking_again_severe));
}

} // namespace headwater::model
