// Need: how families come to struggle, how need gets worse or eases by itself, and how it is found.
//
//   births ---> coping --need appears--> struggling <--gets worse, eases--> struggling severely
//      '-------------------------------------^  |                                |
//                coping <--recovers without help-'--found--> waiting              '--found--> waiting, severe
//
// Severity belongs to the family, not to where it stands: being found, waiting, being helped or being closed never
// changes it by itself. More universal contact finds need sooner, so recorded need rises before it falls.
#pragma once

#include "model/sectors/adult_life.hpp"
#include "model/sectors/climate.hpp"
#include "model/sectors/relationships.hpp"

namespace headwater::model {

template<class T> struct Need {
  Bands<T> onset;         ///< onset_b, families/yr
  T at_birth;             ///< bn, share of new families
  T severe_at_onset;      ///< o2, share of new need
  T recovery;             ///< sig_1, recovery of milder need without services, 1/yr
  T recovery_supported;   ///< sig_A, the same while supported, 1/yr
  T easing;               ///< eas, severe need eases to milder, 1/yr
  T escalation;           ///< esc, milder need becomes severe while not supported, 1/yr
  T detection;            ///< det1, milder need, 1/yr
  T detection_severe;     ///< det2, severe need, 1/yr
  T supported_hazard;     ///< mA, crisis hazard while supported relative to the same severity unsupported
  T escalation_supported; ///< esc', milder need becomes severe while supported, 1/yr
};

/// Age multipliers of need onset.
template<class T> Bands<T> onset_by_age(const Parameters<T>& p) {
  return {p.need_onset_0_4, p.need_onset_5_11, p.need_onset_12_15, p.need_onset_16_17};
}

template<class T>
Need<T> need(const Stocks<T>& s, const Parameters<T>& p, const Moment<T>& now, const Climate<T>& climate,
             const AdultNeed<T>& adult, const Relationships<T>& relationships, const AdultLife<T>& adults) {
  Need<T> n;
  const T climate_of_need = named("poverty and reach in need", "pn",
                                  elastic(climate.poverty, p.onset_poverty_elasticity) *
                                      grow(-p.onset_fall_per_reach * (s.universal_reach - p.universal_reach_2011)));
  const Bands<T> age = onset_by_age(p);
  n.onset = by_band<T>("need appears", "onset", [&](std::size_t b) {
    return T(p.need_onset * age[b] * climate_of_need * adult.onset * s.coping[b]);
  });
  n.at_birth = named("new families already struggling", "bn",
                     p.struggling_at_birth * climate_of_need * adults.next_generation * adult.onset *
                         (T(1.0) - p.perinatal_effect_at_birth * adult.perinatal_cover));
  n.severe_at_onset = named("severe at onset", "o2'", p.severe_at_onset * adult.escalation);
  n.recovery = named("recovery without help", "sig_1'", p.recovery_milder_need * adult.recovery);
  n.recovery_supported =
      named("recovery while supported, not because of it", "sig_A'", p.recovery_while_supported * n.recovery);
  n.easing = named("severe need eases", "eas'", p.easing * adult.recovery);
  n.escalation = named("need gets worse", "esc_u", p.escalation * adult.escalation);
  const T reach = named("universal reach that finds need", "UCd",
                        p.universal_reach_2011 + now.loop.reach_finds * (s.universal_reach - p.universal_reach_2011));
  n.detection = named("rate of finding milder need", "det1",
                      (p.detection_base + p.detection_per_reach * reach) * relationships.trust_when_found);
  // Police, hospital and school notice severe need of families who ask for nothing: trust does not come into it.
  n.detection_severe =
      named("rate of finding severe need", "det2",
            p.detection_base_severe * (T(1.0) + p.noticing_needs_trust * (relationships.trust_when_found - T(1.0))) +
                p.severe_need_visibility * p.detection_per_reach * reach * relationships.trust_when_found);
  n.supported_hazard =
      named("crisis hazard while supported", "mA",
            (T(1.0) - p.support_effect) / (T(1.0) - p.support_effect + p.support_effect * relationships.quality));
  n.escalation_supported = named("getting worse while supported", "esc'", n.escalation * (T(1.0) - p.support_effect));
  return n;
}

template<class Scene, class Ledger> void need_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();

  const T born_struggling = w.climate.births * w.need.at_birth;
  ledger.flow("new families cope", Boundary::births >> stock::coping[age_0_4],
              w.climate.births * (T(1.0) - w.need.at_birth));
  ledger.flow("new families struggle", Boundary::births >> stock::struggling[age_0_4],
              born_struggling * (T(1.0) - p.severe_at_birth));
  ledger.flow("new families struggle severely", Boundary::births >> stock::struggling_severely[age_0_4],
              born_struggling * p.severe_at_birth);
  for (std::size_t b = 0; b < band_count; ++b) {
    ledger.flow("need appears", stock::coping[b] >> stock::struggling[b],
                (T(1.0) - w.need.severe_at_onset) * w.need.onset[b]);
    ledger.flow("severe need appears", stock::coping[b] >> stock::struggling_severely[b],
                w.need.severe_at_onset * w.need.onset[b]);
    ledger.flow("recover without help", stock::struggling[b] >> stock::coping[b], w.need.recovery * s.struggling[b]);
    ledger.flow("need gets worse", stock::struggling[b] >> stock::struggling_severely[b],
                w.need.escalation * s.struggling[b]);
    ledger.flow("need eases", stock::struggling_severely[b] >> stock::struggling[b],
                w.need.easing * s.struggling_severely[b]);
    ledger.flow("need is found", stock::struggling[b] >> stock::waiting[b], w.crisis.found_milder[b]);
    ledger.flow("severe need is found", stock::struggling_severely[b] >> stock::waiting_severe[b],
                w.crisis.found_severe[b]);
  }
}

} // namespace headwater::model
