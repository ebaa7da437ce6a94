// Placement: where children who come to live away from home first live.
//
//   entering away ---> kinship       more with support for kin, less with age
//                 ---> foster        until foster households are nearly full
//                 ---> residential   by age, and the overflow of foster care
//                 ---> secure        a few, from 12
//   arrivals -----> foster, residential
#pragma once

#include "model/sectors/crisis.hpp"
#include "model/sectors/home_supervision.hpp"
#include "model/sectors/shared_care.hpp"

namespace headwater::model {

template<class T> struct Placement {
  Bands<T> entering;          ///< newA_b, families/yr
  Bands<T> to_kinship;        ///< toK_b, families/yr
  Bands<T> to_foster;         ///< toF_b, families/yr
  Bands<T> to_residential;    ///< toR_b, families/yr
  Bands<T> to_secure;         ///< toS_b, families/yr
  Bands<T> kinship_share;     ///< kin_b, share
  T foster_occupancy;         ///< occF, share
  T overflow;                 ///< x, from 0 to 1
  T kinship_capability_trend; ///< ksb, index: the historical shift to kinship
};

/// The historical shift of support to kinship families at a time, index.
template<class T> T kinship_capability_trend(const T& time, const Parameters<T>& p) {
  return p.kinship_support_before +
         p.kinship_support_gain * s_curve((time - p.kinship_law_midpoint) / p.kinship_law_width);
}

/// How far entries overflow from foster to residential care at an occupancy, 0 to 1.
template<class T> T overflow_at(const T& occupancy, const Parameters<T>& p) {
  return s_curve((occupancy - p.overflow_centre) / p.overflow_width);
}

/// Occupancy of foster households, share.
template<class T> T foster_occupancy(const Stocks<T>& s, const Parameters<T>& p) {
  return (p.children_per_looked_after_family * sum(s.foster) + s.continuing_family) /
         (s.foster_households * p.children_per_foster_household);
}

template<class T>
Placement<T> placement(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now,
                       const AdultNeed<T>& adult, const Controls<T>& controls, const SharedCare<T>& shared,
                       const HomeSupervision<T>& home) {
  Placement<T> c;
  c.entering = by_band<T>("come to live away from home", "newA",
                          [&](std::size_t b) { return T(shared.away[b] + home.step[b]); });

  c.kinship_capability_trend = named("historical shift to kinship", "ksb", kinship_capability_trend(now.time, p));
  const T at_imprisonment = named("to kin when a parent is imprisoned, with planning", "kPR",
                                  adult.imprisonment_share * p.imprisonment_kin * adult.planning_cover);
  const Bands<T> kinship_age{p.kinship_age_0_4, p.kinship_age_5_11, p.kinship_age_12_15, p.kinship_age_16_17};
  c.kinship_share = by_band<T>("kinship share of entries", "kin", [&](std::size_t b) {
    const T share = s_curve(
        T(p.kinship_base_logit +
          p.kinship_support_slope * (c.kinship_capability_trend - r.kinship_capability +
                                     p.kinship_money_effect * (s.kinship_capability - c.kinship_capability_trend)) +
          p.kinship_age_slope * kinship_age[b]));
    return T(share + (T(1.0) - share) * at_imprisonment);
  });

  c.foster_occupancy = named("occupancy of foster households", "occF", foster_occupancy(s, p));
  c.overflow = named("overflow to residential care", "x", overflow_at(c.foster_occupancy, p));
  const Bands<T> base{p.residential_share_0_4, p.residential_share_5_11, p.residential_share_12_15,
                      p.residential_share_16_17};
  const Bands<T> reach{p.overflow_0_4, p.overflow_5_11, p.overflow_12_15, p.overflow_16_17};
  const Bands<T> residential_share = by_band<T>("residential share of entries not to kin", "rsh", [&](std::size_t b) {
    const T share = base[b] * p.residential_share_scale;
    return staying_positive(T(share + (T(1.0) - share) * reach[b] * (c.overflow - r.overflow)),
                            T(p.residential_share_floor * share));
  });
  const Bands<T> secure_share{T(0.0), T(0.0), p.secure_share_12_15 * controls.secure_admission,
                              p.secure_share_16_17 * controls.secure_admission};

  const Bands<T> open = by_band<T>([&](std::size_t b) { return T(c.entering[b] * (T(1.0) - secure_share[b])); });
  const Bands<T> not_kin = by_band<T>([&](std::size_t b) { return T(open[b] * (T(1.0) - c.kinship_share[b])); });
  c.to_secure = by_band<T>("to secure care", "toS", [&](std::size_t b) { return T(c.entering[b] * secure_share[b]); });
  c.to_kinship = by_band<T>("to kinship care", "toK", [&](std::size_t b) { return T(open[b] * c.kinship_share[b]); });
  c.to_residential =
      by_band<T>("to residential care", "toR", [&](std::size_t b) { return T(not_kin[b] * residential_share[b]); });
  c.to_foster = by_band<T>("to foster care", "toF",
                           [&](std::size_t b) { return T(not_kin[b] * (T(1.0) - residential_share[b])); });
  return c;
}

template<class Scene, class Ledger> void placement_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();

  for (std::size_t b = 0; b < band_count; ++b) {
    ledger.flow("placed with kin", Boundary::entering_away >> stock::kinship[b], w.placement.to_kinship[b]);
    ledger.flow("placed in foster care", Boundary::entering_away >> stock::foster[b], w.placement.to_foster[b]);
    ledger.flow("placed in residential care", Boundary::entering_away >> stock::residential[b],
                w.placement.to_residential[b]);
    ledger.flow("placed in secure care", Boundary::entering_away >> stock::secure[b], w.placement.to_secure[b]);
  }
  ledger.flow("arrive, to foster care", Boundary::arrivals >> stock::foster[age_16_17],
              p.arrivals_to_foster * w.climate.arrivals);
  ledger.flow("arrive, to residential care", Boundary::arrivals >> stock::residential[age_16_17],
              (T(1.0) - p.arrivals_to_foster) * w.climate.arrivals);
  ledger.count(Counter::entries_away,
               p.children_per_looked_after_family * (sum(w.placement.entering) + w.climate.arrivals));
}

} // namespace headwater::model
