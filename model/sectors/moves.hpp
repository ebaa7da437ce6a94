// Moves: changes of placement, within a setting and between settings.
//
//   kinship <--> foster <--> residential <--> secure
//   kinship <--------------- residential
//
// Moves breed moves (a memory of instability), and caseload adds to them; support for foster families takes away.
#pragma once

#include "model/sectors/load.hpp"
#include "model/sectors/placement.hpp"

namespace headwater::model {

template<class T> struct Moves {
  Bands<T> kinship_to_foster; ///< families/yr, as all of these
  Bands<T> kinship_to_residential;
  Bands<T> foster_to_residential;
  Bands<T> foster_to_kinship;
  Bands<T> residential_to_foster;
  Bands<T> residential_to_kinship;
  Bands<T> residential_to_secure;
  Bands<T> secure_to_residential;
  T unrest;        ///< Bk, moves relative to normal: what the rates of moving within a setting are multiplied by
  T moves;         ///< all moves, children/yr
  T rate;          ///< mrate, moves of a looked-after child, 1/yr
  T rate_relative; ///< mrel, 1 in 2011
};

template<class T>
Moves<T> moves(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now,
               const Climate<T>& climate, const Controls<T>& controls, const Load<T>& load,
               const HomeSupervision<T>& home, const Placement<T>& placement) {
  Moves<T> m;
  const T kap = p.children_per_looked_after_family;
  m.unrest = named("moves relative to normal", "Bk",
                   p.move_scale * grow(now.loop.moves_breed_moves * p.instability_memory * (s.instability - T(1.0)) -
                                       p.moves_fall_with_foster_support * s.foster_capability +
                                       p.moves_rise_with_caseload * load.strain - p.move_decline * climate.data_years));
  const T& unrest = m.unrest;
  const T room_in_foster = (T(1.0) - placement.overflow) / (T(1.0) - r.overflow);
  const T secure_occupancy = named("occupancy of secure beds", "occS", kap * sum(s.secure) / s.secure_beds);
  const T room_in_secure = T(1.0) - s_curve((secure_occupancy - p.secure_full_centre) / p.secure_full_width);
  const Bands<T> leaving_foster{p.foster_to_residential_0_4, p.foster_to_residential_5_11,
                                p.foster_to_residential_12_15, p.foster_to_residential_16_17};
  const Bands<T> old_enough{T(0.0), T(0.0), T(1.0), T(1.0)};

  m.kinship_to_foster = by_band<T>("kinship to foster", "K>F",
                                   [&](std::size_t b) { return T(p.kinship_to_foster * unrest * s.kinship[b]); });
  m.kinship_to_residential = by_band<T>("kinship to residential", "K>R", [&](std::size_t b) {
    return T(p.kinship_to_residential * unrest * s.kinship[b]);
  });
  m.foster_to_residential = by_band<T>("foster to residential", "F>R", [&](std::size_t b) {
    return T(p.foster_to_residential * unrest * leaving_foster[b] * s.foster[b]);
  });
  m.foster_to_kinship = by_band<T>("foster to kinship", "F>K", [&](std::size_t b) {
    return T(p.foster_to_kinship * s.foster[b] * s.kinship_capability / r.kinship_capability);
  });
  m.residential_to_foster = by_band<T>("residential to foster", "R>F", [&](std::size_t b) {
    return T(p.residential_to_foster * s.residential[b] * room_in_foster);
  });
  m.residential_to_kinship = by_band<T>("residential to kinship", "R>K",
                                        [&](std::size_t b) { return T(p.residential_to_kinship * s.residential[b]); });
  m.residential_to_secure = by_band<T>("residential to secure", "R>S", [&](std::size_t b) {
    return T(p.residential_to_secure * controls.secure_admission * s.residential[b] * old_enough[b] * room_in_secure *
             unrest * s.decision_threshold * climate.away_practice);
  });
  m.secure_to_residential = by_band<T>("secure to residential", "S>R",
                                       [&](std::size_t b) { return T(p.secure_to_residential * s.secure[b]); });

  const T within = unrest * (p.moves_within_kinship * sum(s.kinship) + p.moves_within_foster * sum(s.foster) +
                             p.moves_within_residential * sum(s.residential) + p.moves_within_secure * sum(s.secure) +
                             p.moves_at_home * sum(s.at_home));
  const T between = sum(m.kinship_to_foster) + sum(m.kinship_to_residential) + sum(m.foster_to_residential) +
                    sum(m.foster_to_kinship) + sum(m.residential_to_foster) + sum(m.residential_to_kinship) +
                    sum(m.residential_to_secure) + sum(m.secure_to_residential);
  m.moves = named("moves", "moves", kap * (within + between + sum(home.step)));
  m.rate = named("moves of a looked-after child", "mrate", m.moves / load.looked_after);
  m.rate_relative = named("moves relative to 2011", "mrel", m.rate / r.move_rate);
  return m;
}

template<class Scene, class Ledger> void moves_flows(const Scene& w, Ledger& ledger) {
  for (std::size_t b = 0; b < band_count; ++b) {
    ledger.flow("move", stock::kinship[b] >> stock::foster[b], w.moves.kinship_to_foster[b]);
    ledger.flow("move", stock::kinship[b] >> stock::residential[b], w.moves.kinship_to_residential[b]);
    ledger.flow("move", stock::foster[b] >> stock::residential[b], w.moves.foster_to_residential[b]);
    ledger.flow("move", stock::foster[b] >> stock::kinship[b], w.moves.foster_to_kinship[b]);
    ledger.flow("move", stock::residential[b] >> stock::foster[b], w.moves.residential_to_foster[b]);
    ledger.flow("move", stock::residential[b] >> stock::kinship[b], w.moves.residential_to_kinship[b]);
    ledger.flow("move", stock::residential[b] >> stock::secure[b], w.moves.residential_to_secure[b]);
    ledger.flow("move", stock::secure[b] >> stock::residential[b], w.moves.secure_to_residential[b]);
  }
  ledger.count(Counter::moves, w.moves.moves);
  ledger.count(Counter::care_years, w.load.looked_after);
}

} // namespace headwater::model
