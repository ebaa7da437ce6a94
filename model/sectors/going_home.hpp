// Going home: how care ends before 16, and for some at 16-17.
//
//   kinship, foster, residential, secure ---> going home ---> looked after at home
//                                                        ---> recovering    (supported after removal)
//                                                        ---> closed early  (left alone; of either severity)
//   kinship --order--> coping      foster --adoption--> coping
#pragma once

#include "model/sectors/adult_need.hpp"

namespace headwater::model {

template<class T> struct GoingHome {
  Bands<T> from_kinship; ///< families/yr, as all of these
  Bands<T> from_foster;
  Bands<T> from_residential;
  Bands<T> from_secure;
  Bands<T> back;           ///< all of those
  Bands<T> supervised;     ///< bH_b
  Bands<T> supported;      ///< bV_b
  Bands<T> alone;          ///< bX_b
  Bands<T> kinship_orders; ///< perm_b
  Bands<T> adoptions;      ///< ado_b
};

template<class T>
GoingHome<T> going_home(const Stocks<T>& s, const Parameters<T>& p, const Climate<T>& climate,
                        const AdultNeed<T>& adult) {
  GoingHome<T> g;
  const T returning = named("returns to birth family", "rup",
                            p.return_scale *
                                grow(p.return_rises_with_support *
                                     (s.after_removal_cover - p.after_removal_cover_2011) / p.after_removal_unit) *
                                climate.exits * adult.going_home);
  g.from_kinship = by_band<T>([&](std::size_t b) { return T(returning * p.return_from_kinship * s.kinship[b]); });
  g.from_foster = by_band<T>([&](std::size_t b) { return T(returning * p.return_from_foster * s.foster[b]); });
  g.from_residential =
      by_band<T>([&](std::size_t b) { return T(returning * p.return_from_residential * s.residential[b]); });
  g.from_secure = by_band<T>([&](std::size_t b) { return T(p.secure_to_home * climate.exits * s.secure[b]); });
  g.back = by_band<T>("go home", "back", [&](std::size_t b) {
    return T(g.from_kinship[b] + g.from_foster[b] + g.from_residential[b] + g.from_secure[b]);
  });
  g.supervised = by_band<T>("go home under supervision", "bH",
                            [&](std::size_t b) { return T(p.return_via_home_supervision * g.back[b]); });
  g.supported = by_band<T>("go home with support", "bV", [&](std::size_t b) {
    return T((T(1.0) - p.return_via_home_supervision) * s.after_removal_cover * g.back[b]);
  });
  g.alone = by_band<T>("go home alone", "bX", [&](std::size_t b) {
    return T((T(1.0) - p.return_via_home_supervision) * (T(1.0) - s.after_removal_cover) * g.back[b]);
  });

  const Bands<T> before_16{T(1.0), T(1.0), T(1.0), T(0.0)};
  g.kinship_orders = by_band<T>("kinship orders", "perm", [&](std::size_t b) {
    return T(p.kinship_order * before_16[b] * climate.exits * s.kinship[b]);
  });
  const Bands<T> adoption{p.adoption_0_4, p.adoption_5_11, p.adoption_12_15, T(0.0)};
  const T trend = grow(-p.adoption_decline * climate.adoption_years);
  g.adoptions = by_band<T>("adoptions", "ado",
                           [&](std::size_t b) { return T(adoption[b] * trend * climate.exits * s.foster[b]); });
  return g;
}

template<class Scene, class Ledger> void going_home_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const auto& g = w.going_home;
  for (std::size_t b = 0; b < band_count; ++b) {
    ledger.flow("go home", stock::kinship[b] >> Boundary::going_home, g.from_kinship[b]);
    ledger.flow("go home", stock::foster[b] >> Boundary::going_home, g.from_foster[b]);
    ledger.flow("go home", stock::residential[b] >> Boundary::going_home, g.from_residential[b]);
    ledger.flow("go home", stock::secure[b] >> Boundary::going_home, g.from_secure[b]);
    ledger.flow("home under supervision", Boundary::going_home >> stock::at_home[b], g.supervised[b]);
    ledger.flow("home with support", Boundary::going_home >> stock::recovering[b], g.supported[b]);
    ledger.flow("home alone", Boundary::going_home >> stock::closed_early[b],
                (T(1.0) - p.severe_home_alone) * g.alone[b]);
    ledger.flow("home alone, severe need", Boundary::going_home >> stock::closed_early_severe[b],
                p.severe_home_alone * g.alone[b]);
    ledger.flow("kinship order", stock::kinship[b] >> stock::coping[b], g.kinship_orders[b]);
    ledger.flow("adoption", stock::foster[b] >> stock::coping[b], g.adoptions[b]);
  }
  ledger.count(Counter::adoptions, p.children_per_looked_after_family * sum(g.adoptions));
  ledger.count(Counter::reunifications, p.children_per_looked_after_family * sum(g.back));
}

} // namespace headwater::model
