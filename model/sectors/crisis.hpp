// Crisis: when need becomes danger and children come to be looked after, at home or away from it.
//
//   struggling, waiting, supported, closed early, each of either severity, and recovering ---> looked after at home
//                                                                                         '--> entering away
//   severe need that is found ---> statutory measures at once (a share)
//
// placement.hpp takes on from entering away.
#pragma once

#include "model/sectors/controls.hpp"
#include "model/sectors/need.hpp"

namespace headwater::model {

template<class T> struct Crisis {
  Bands<T> hazard_away;    ///< hA_b, 1/yr for a family with milder need
  Bands<T> hazard_at_home; ///< hH_b, 1/yr for a family with milder need
  Bands<T> direct_away;    ///< dcpA_b, families/yr straight from being found
  Bands<T> direct_at_home; ///< dcpH_b, families/yr straight from being found
  Bands<T> away;           ///< sA_b, families/yr whose children start to be looked after away from home
  Bands<T> at_home;        ///< sH_b, families/yr whose children start to be looked after at home
  Bands<T> families;       ///< sA_b + sH_b
  T long_term_hazard;      ///< mL, crisis hazard in long-term support relative to milder need
  Bands<T> found_milder;   ///< dW1_b, families/yr found with milder need and waiting for support
  Bands<T> found_severe;   ///< dW2_b, families/yr found with severe need and waiting for support
  Bands<T> found;          ///< detW_b, both
};

/// How far support for parents after a removal has come from that of 2011 to that of all parents: 0 to 1.
template<class T> T cover_after_removal_gained(const Stocks<T>& s, const Parameters<T>& p) {
  return (s.after_removal_cover - p.after_removal_cover_2011) / (T(1.0) - p.after_removal_cover_2011);
}

template<class T>
Crisis<T> crisis(const Stocks<T>& s, const Parameters<T>& p, const Climate<T>& climate, const AdultNeed<T>& adult,
                 const Controls<T>& controls, const AdultLife<T>& adults, const Need<T>& need) {
  Crisis<T> c;
  const Bands<T> age_away{p.crisis_away_0_4, p.crisis_away_5_11, p.crisis_away_12_15, p.crisis_away_16_17};
  const Bands<T> age_at_home{p.crisis_at_home_0_4, p.crisis_at_home_5_11, p.crisis_at_home_12_15,
                             p.crisis_at_home_16_17};
  const T repeated = cover_after_removal_gained(s, p);
  const T under_5 = named("crises of the youngest", "ig_0",
                          adults.next_generation * (T(1.0) - p.perinatal_effect_under_5 * adult.perinatal_cover) *
                              (T(1.0) - p.repeat_removal_share * p.repeat_removal_effect * repeated));
  const Bands<T> youngest{under_5, T(1.0), T(1.0), T(1.0)};
  const T hardship = elastic(climate.poverty, p.crisis_poverty_elasticity);
  c.hazard_away = by_band<T>("hazard of living away from home", "hA", [&](std::size_t b) {
    return T(p.crisis_hazard_away * age_away[b] * hardship * s.decision_threshold * climate.away_practice *
             youngest[b] * adult.crisis * adult.imprisonment_hazard);
  });
  c.hazard_at_home = by_band<T>("hazard of being looked after at home", "hH", [&](std::size_t b) {
    return T(p.crisis_hazard_at_home * age_at_home[b] * hardship * sqrt(s.decision_threshold) *
             climate.at_home_practice * youngest[b] * adult.crisis);
  });
  c.long_term_hazard =
      named("crisis hazard in long-term support", "mL",
            need.supported_hazard * (T(1.0) - p.long_term_severe + p.long_term_severe * p.severity_of_severe_need));
  const Bands<T> exposed = by_band<T>("families exposed, by severity", "expo", [&](std::size_t b) {
    return T(s.struggling[b] + s.waiting[b] + s.closed_early[b] + need.supported_hazard * s.supported[b] +
             p.severity_of_severe_need * (s.struggling_severely[b] + s.waiting_severe[b] + s.closed_early_severe[b] +
                                          need.supported_hazard * s.supported_severe[b]) +
             p.severity_recovering * s.recovering[b] + c.long_term_hazard * s.long_term_support[b]);
  });
  const Bands<T> direct = by_band<T>("straight to statutory measures", "dcp", [&](std::size_t b) {
    return T(need.detection_severe * p.child_protection_share * s.struggling_severely[b] * s.decision_threshold *
             adult.hazard * adult.edge);
  });
  c.direct_away = by_band<T>("straight to living away", "dcpA", [&](std::size_t b) {
    return T(p.child_protection_away * direct[b] * climate.away_practice);
  });
  c.direct_at_home = by_band<T>("straight to home supervision", "dcpH", [&](std::size_t b) {
    return T((T(1.0) - p.child_protection_away) * direct[b] * climate.at_home_practice);
  });
  c.away = by_band<T>("start to be looked after away", "sA",
                      [&](std::size_t b) { return T(c.hazard_away[b] * exposed[b] + c.direct_away[b]); });
  c.at_home = by_band<T>("start to be looked after at home", "sH",
                         [&](std::size_t b) { return T(c.hazard_at_home[b] * exposed[b] + c.direct_at_home[b]); });
  c.families = by_band<T>([&](std::size_t b) { return T(c.away[b] + c.at_home[b]); });
  c.found_milder = by_band<T>("milder need found and waiting", "dW1",
                              [&](std::size_t b) { return T(need.detection * controls.accepted * s.struggling[b]); });
  c.found_severe = by_band<T>("severe need found and waiting", "dW2", [&](std::size_t b) {
    return T(need.detection_severe * s.struggling_severely[b] - c.direct_away[b] - c.direct_at_home[b]);
  });
  c.found =
      by_band<T>("found and waiting", "detW", [&](std::size_t b) { return T(c.found_milder[b] + c.found_severe[b]); });
  return c;
}

template<class Scene, class Ledger> void crisis_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();

  const auto leave_home = [&](auto from, std::size_t b, const T& exposed) {
    ledger.flow("come to live away from home", from >> Boundary::entering_away, w.crisis.hazard_away[b] * exposed);
    ledger.flow("come to be looked after at home", from >> stock::at_home[b], w.crisis.hazard_at_home[b] * exposed);
  };
  const T severe = p.severity_of_severe_need;
  for (std::size_t b = 0; b < band_count; ++b) {
    leave_home(stock::struggling[b], b, s.struggling[b]);
    leave_home(stock::waiting[b], b, s.waiting[b]);
    leave_home(stock::supported[b], b, w.need.supported_hazard * s.supported[b]);
    leave_home(stock::closed_early[b], b, s.closed_early[b]);
    leave_home(stock::struggling_severely[b], b, severe * s.struggling_severely[b]);
    leave_home(stock::waiting_severe[b], b, severe * s.waiting_severe[b]);
    leave_home(stock::supported_severe[b], b, severe * w.need.supported_hazard * s.supported_severe[b]);
    leave_home(stock::closed_early_severe[b], b, severe * s.closed_early_severe[b]);
    leave_home(stock::recovering[b], b, p.severity_recovering * s.recovering[b]);
    leave_home(stock::long_term_support[b], b, w.crisis.long_term_hazard * s.long_term_support[b]);
    ledger.flow("straight to living away from home", stock::struggling_severely[b] >> Boundary::entering_away,
                w.crisis.direct_away[b]);
    ledger.flow("straight to home supervision", stock::struggling_severely[b] >> stock::at_home[b],
                w.crisis.direct_at_home[b]);
  }

  const T kap = p.children_per_looked_after_family;
  const auto& known = w.known(); // Clang 14 does not let a lambda use s and p as bound above
  const T again = sum(by_band<T>([&](std::size_t b) {
    return T((w.crisis.hazard_away[b] + w.crisis.hazard_at_home[b]) *
             (known.s.closed_early[b] + known.p.severity_of_severe_need * known.s.closed_early_severe[b] +
              known.p.severity_recovering * known.s.recovering[b]));
  }));
  ledger.count(Counter::reentries, kap * p.reentry_share * again);
}

} // namespace headwater::model
