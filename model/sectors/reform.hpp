// Reform: pressure to reorganise, which costs some of what plans deliver. Off by default: its size has no evidence.
//
//   children looked after ---> pressure to reorganise ---> churn ---> fidelity of new money (new_money.hpp)
#pragma once

#include "model/sectors/load.hpp"

namespace headwater::model {

/// Pressure to reorganise where `looked_after` children are looked after for each in 2011, share.
template<class T> T reform_pressure(const T& looked_after, const Parameters<T>& p) {
  return s_curve(T((looked_after - p.reform_pressure_centre) / p.reform_pressure_width));
}

template<class Scene, class Ledger> void reform_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const T pressure =
      named("pressure to reorganise", "CH*", reform_pressure(T(w.load.looked_after / r.looked_after), p));
  ledger.adjust("churn of reform builds or fades", stock::reform_churn,
                (pressure - s.reform_churn) / p.reform_churn_time);
}

} // namespace headwater::model
