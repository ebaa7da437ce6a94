// Need: how families come to struggle, and how struggling families are found.
//
//   births ---> coping --need appears--> struggling --found--> waiting
//      '------------------------------------^  |
//                coping <--recovers without help-'
//
// More universal contact finds need sooner, so recorded need rises before it falls.
#pragma once

#include "model/sectors/adult_life.hpp"
#include "model/sectors/climate.hpp"
#include "model/sectors/relationships.hpp"

namespace headwater::model {

template<class T> struct Need {
  Bands<T> onset;       ///< onset_b, families/yr
  T at_birth;           ///< bn, share of new families
  T detection;          ///< det, 1/yr
  T severity_waiting;   ///< mW, crisis hazard relative to struggling
  T severity_closed;    ///< mX
  T severity_supported; ///< mA
};

/// Age multipliers of need onset.
template<class T> Bands<T> onset_by_age(const Parameters<T>& p) {
  return {p.need_onset_0_4, p.need_onset_5_11, p.need_onset_12_15, p.need_onset_16_17};
}

template<class T>
Need<T> need(const Stocks<T>& s, const Parameters<T>& p, const Climate<T>& climate,
             const Relationships<T>& relationships, const AdultLife<T>& adults) {
  Need<T> n;
  const T climate_of_need = named("poverty and reach in need", "pn",
                                  elastic(climate.poverty, p.onset_poverty_elasticity) *
                                      grow(-p.onset_fall_per_reach * (s.universal_reach - p.universal_reach_2011)));
  const Bands<T> age = onset_by_age(p);
  n.onset = by_band<T>("need appears", "onset",
                       [&](std::size_t b) { return T(p.need_onset * age[b] * climate_of_need * s.coping[b]); });
  n.at_birth =
      named("new families already struggling", "bn", p.struggling_at_birth * climate_of_need * adults.next_generation);
  n.detection = named("rate of finding need", "det",
                      (p.detection_base + p.detection_per_reach * s.universal_reach) * relationships.trust);
  const T milder = named(
      "milder need found", "dil",
      elastic(n.detection / (p.detection_base + p.detection_per_reach * p.universal_reach_2011), -p.milder_need_found));
  n.severity_waiting = named("severity, waiting", "mW", p.severity_waiting * milder);
  n.severity_closed = named("severity, closed early", "mX", p.severity_closed_early * milder);
  n.severity_supported = named("severity, supported", "mA",
                               n.severity_waiting * (T(1.0) - p.support_effect) /
                                   (T(1.0) - p.support_effect + p.support_effect * relationships.quality));
  return n;
}

template<class Scene, class Ledger> void need_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();

  ledger.flow("new families cope", Boundary::births >> stock::coping[age_0_4],
              w.climate.births * (T(1.0) - w.need.at_birth));
  ledger.flow("new families struggle", Boundary::births >> stock::struggling[age_0_4],
              w.climate.births * w.need.at_birth);
  for (std::size_t b = 0; b < band_count; ++b) {
    ledger.flow("need appears", stock::coping[b] >> stock::struggling[b], w.need.onset[b]);
    ledger.flow("recover without help", stock::struggling[b] >> stock::coping[b],
                p.recovery_struggling * s.struggling[b]);
    ledger.flow("need is found", stock::struggling[b] >> stock::waiting[b], w.crisis.found[b]);
  }
}

} // namespace headwater::model
