// Shared care: part of the week with a foster family, or a carer who lives in, so that a child need not leave home.
//
//   coming to live away from home --a place, and it would do--> shared care --ends well--> recovering
//   families with severe need -----------------------------------^   '--breaks down--> coming to live away
//
// Not every family in shared care would have lost its child: for each that would, others come who would not.
#pragma once

#include "model/sectors/crisis.hpp"

namespace headwater::model {

template<class T> struct SharedCare {
  T places;           ///< Pm, families
  T used;             ///< share of them in which a family is
  Bands<T> diverted;  ///< divP_b, families/yr who would have come to live away
  Bands<T> taken;     ///< take_b, 1/yr, out of each stock of severe need that is known
  Bands<T> ends_well; ///< outP_b, families/yr
  Bands<T> breakdown; ///< brP_b, families/yr
  Bands<T> away;      ///< families/yr who start to be looked after away from home
  Bands<T> starts;    ///< families/yr who start to be looked after, away or at home
};

template<class T>
SharedCare<T> shared_care(const Stocks<T>& s, const Parameters<T>& p, const Climate<T>& climate,
                          const NewMoney<T>& money, const AdultNeed<T>& adult, const Crisis<T>& crisis) {
  SharedCare<T> c;
  c.places = named("places of shared care", "Pm",
                   money.shared_care.working /
                       (climate.wage_growth * p.cost_shared_care * p.children_per_looked_after_family));
  c.used = named("share of places of shared care in use", "usedP",
                 min(T(sum(s.shared_care) / (c.places + p.one_family)), T(1.0)));
  const T offered = fourth_power(c.places);
  const T free = named("chance of a place of shared care", "vP",
                       offered / (offered + fourth_power(sum(s.shared_care)) + fourth_power(p.one_family)));
  const Bands<T> would_do{p.shared_care_0_4, p.shared_care_5_11, p.shared_care_12_15, p.shared_care_16_17};
  c.diverted =
      by_band<T>("shared care instead", "divP", [&](std::size_t b) { return T(would_do[b] * free * crisis.away[b]); });
  c.taken = by_band<T>("severe families who come as well", "take", [&](std::size_t b) {
    return T((T(1.0) / p.shared_care_targeting - T(1.0)) * c.diverted[b] /
             (s.waiting_severe[b] + s.supported_severe[b] + s.closed_early_severe[b] + p.one_family));
  });
  c.ends_well = by_band<T>("shared care ends well", "outP",
                           [&](std::size_t b) { return T(p.shared_care_success * s.shared_care[b]); });
  c.breakdown = by_band<T>("shared care breaks down", "brP",
                           [&](std::size_t b) { return T(p.shared_care_breakdown * adult.hazard * s.shared_care[b]); });
  c.away = by_band<T>("start to be looked after away, with shared care", "sA'",
                      [&](std::size_t b) { return T(crisis.away[b] - c.diverted[b] + c.breakdown[b]); });
  c.starts = by_band<T>([&](std::size_t b) { return T(c.away[b] + crisis.at_home[b]); });
  return c;
}

template<class Scene, class Ledger> void shared_care_flows(const Scene& w, Ledger& ledger) {
  const auto& [s, p, r, now] = w.known();
  const auto& c = w.shared_care;
  for (std::size_t b = 0; b < band_count; ++b) {
    ledger.flow("shared care instead", Boundary::entering_away >> stock::shared_care[b], c.diverted[b]);
    ledger.flow("into shared care", stock::waiting_severe[b] >> stock::shared_care[b],
                c.taken[b] * s.waiting_severe[b]);
    ledger.flow("into shared care", stock::supported_severe[b] >> stock::shared_care[b],
                c.taken[b] * s.supported_severe[b]);
    ledger.flow("into shared care", stock::closed_early_severe[b] >> stock::shared_care[b],
                c.taken[b] * s.closed_early_severe[b]);
    ledger.flow("shared care ends well", stock::shared_care[b] >> stock::recovering[b], c.ends_well[b]);
    ledger.flow("shared care breaks down", stock::shared_care[b] >> Boundary::entering_away, c.breakdown[b]);
  }
  // Starts are counted here, once it is known who comes to shared care instead.
  const auto kap = p.children_per_looked_after_family;
  ledger.count(Counter::starts, kap * (sum(c.starts) + w.climate.arrivals));
  ledger.count(Counter::starts_under_5, kap * c.starts[age_0_4]);
  ledger.count(Counter::crisis_entries, sum(c.starts));
}

} // namespace headwater::model
