// Home supervision: children looked after at home.
//
//   crises ---> looked after at home --ends--> recovering
//                       '--step--> entering away (placement.hpp)
#pragma once

#include "model/sectors/climate.hpp"

namespace headwater::model {

template<class T> struct HomeSupervision {
  Bands<T> ends; ///< Hout_b, families/yr
  Bands<T> step; ///< step_b, families/yr who come to live away from home
};

template<class T>
HomeSupervision<T> home_supervision(const Stocks<T>& s, const Parameters<T>& p, const Moment<T>& now,
                                    const Climate<T>& climate) {
  const T support = now.lever.home_supervision_support;
  return {
      .ends = by_band<T>("home supervision ends", "Hout",
                         [&](std::size_t b) {
                           return T(p.home_supervision_end * climate.exits * s.at_home[b] *
                                    (T(1.0) + p.home_support_ends_sooner * support));
                         }),
      .step = by_band<T>("from home supervision to living away", "step",
                         [&](std::size_t b) {
                           return T(p.home_supervision_to_away * s.at_home[b] * s.decision_threshold *
                                    (T(1.0) - p.home_support_prevents_steps * support));
                         }),
  };
}

template<class Scene, class Ledger> void home_supervision_flows(const Scene& w, Ledger& ledger) {
  for (std::size_t b = 0; b < band_count; ++b) {
    ledger.flow("home supervision ends", stock::at_home[b] >> stock::recovering[b], w.home_supervision.ends[b]);
    ledger.flow("come to live away from home", stock::at_home[b] >> Boundary::entering_away,
                w.home_supervision.step[b]);
  }
}

} // namespace headwater::model
