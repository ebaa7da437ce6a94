// Ageing: families move from band to band with the age of the index child, first order.
//
//   0-4 --1/5 a year--> 5-11 --1/7--> 12-15 --1/4--> 16-17 --1/2--> grown up
//
// Leaving care at 16-17 is not ageing: see leaving_care.hpp.
#pragma once

#include "model/sectors/bands.hpp"

namespace headwater::model {

template<class T> Bands<T> ageing_rates(const Parameters<T>& p) {
  return {T(1.0) / p.years_0_4, T(1.0) / p.years_5_11, T(1.0) / p.years_12_15, T(1.0) / p.years_16_17};
}

template<class Scene, class Ledger> void ageing_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const Bands<T> rate = ageing_rates(p);

  const auto grow_older = [&](auto place, const Bands<T>& families) {
    for (std::size_t b = age_0_4; b < age_16_17; ++b) {
      ledger.flow("grow older", place[b] >> place[b + 1], rate[b] * families[b]);
    }
  };
  const auto grow_up = [&](auto place, const Bands<T>& families) {
    grow_older(place, families);
    ledger.flow("turn 18", place[age_16_17] >> Boundary::grown_up, rate[age_16_17] * families[age_16_17]);
  };
  grow_up(stock::coping, s.coping);
  grow_up(stock::struggling, s.struggling);
  grow_up(stock::struggling_severely, s.struggling_severely);
  grow_up(stock::waiting, s.waiting);
  grow_up(stock::waiting_severe, s.waiting_severe);
  grow_up(stock::supported, s.supported);
  grow_up(stock::supported_severe, s.supported_severe);
  grow_up(stock::closed_early, s.closed_early);
  grow_up(stock::closed_early_severe, s.closed_early_severe);
  grow_up(stock::recovering, s.recovering);
  grow_up(stock::long_term_support, s.long_term_support);
  grow_up(stock::shared_care, s.shared_care);
  grow_older(stock::at_home, s.at_home);
  grow_older(stock::kinship, s.kinship);
  grow_older(stock::foster, s.foster);
  grow_older(stock::residential, s.residential);
  grow_older(stock::secure, s.secure);
}

} // namespace headwater::model
