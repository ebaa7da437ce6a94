// Reform: pressure to reorganise, which costs some of what plans deliver. Off by default: its size has no evidence.
//
//   children looked after ---> pressure to reorganise ---> churn ---> fidelity of new money (new_money.hpp)
#pragma once

#include "model/sectors/load.hpp"

namespace headwater::model {

template<class Scene, class Ledger> void reform_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const T pressure =
      named("pressure to reorganise", "CH*",
            s_curve(T((w.load.looked_after / r.looked_after - p.reform_pressure_centre) / p.reform_pressure_width)));
  ledger.adjust("churn of reform builds or fades", stock::reform_churn,
                (pressure - s.reform_churn) / p.reform_churn_time);
}

} // namespace headwater::model
