// The scene: everything the sectors know at one moment, worked out in the order in which it follows. Then each sector
// writes its flows. Flows read the scene and nothing else, so the order in which they are written never matters.
//
//   stocks, parameters, reference of 2011, moment --> climate, new money, ... --> costs, harm --> flows
//
// The table of sectors is sectors.def.
#pragma once

#include "model/quantities/sectors.hpp"
#include "model/sectors/ageing.hpp"
#include "model/sectors/budgets.hpp"
#include "model/sectors/capability.hpp"
#include "model/sectors/capacity.hpp"
#include "model/sectors/harm.hpp"
#include "model/sectors/reform.hpp"

#include <algorithm>
#include <array>

namespace headwater::model {

/// What was given: the stocks, the parameters, the reference of 2011, the moment.
template<class T> struct Known {
  const Stocks<T>& s;
  const Parameters<T>& p;
  const Reference<T>& r;
  const Moment<T>& now;
};

/// What was given and, one member a sector, all that follows from it.
template<class T> struct Scene : Known<T> {
  using number = T;
  using Known<T>::s;
  using Known<T>::p;
  using Known<T>::r;
  using Known<T>::now;

  Scene(const Stocks<T>& stocks, const Parameters<T>& parameters, const Reference<T>& reference,
        const Moment<T>& moment)
      : Known<T>{stocks, parameters, reference, moment} {}

  const Known<T>& known() const { return *this; }

#define SECTOR(name, words, Kept, given, flows, written, page) Kept<T> name = model::name given;
#define FLOWS_ONLY(name, words, flows, written, page)
#include "model/quantities/sectors.def"
#undef SECTOR
#undef FLOWS_ONLY
};

/// Of a sector that moves nothing.
template<class Scene, class Ledger> void no_flows(const Scene& /*w*/, Ledger& /*ledger*/) {}

/// Every sector's flows, each a function of the scene and a ledger, in the order in which they are written.
template<class T, class Ledger>
inline constexpr auto sector_flows = [] {
  using Writer = void (*)(const Scene<T>&, Ledger&);
  std::array<Writer, flow_sectors.size() + 1> by_place{}; // place 0 is of those that move nothing
#define SECTOR(name, words, Kept, given, flows, written, page) by_place[written] = &flows<Scene<T>, Ledger>;
#define FLOWS_ONLY(name, words, flows, written, page) by_place[written] = &flows<Scene<T>, Ledger>;
#include "model/quantities/sectors.def"
#undef SECTOR
#undef FLOWS_ONLY
  std::array<Writer, flow_sectors.size()> writers{};
  std::copy(by_place.begin() + 1, by_place.end(), writers.begin());
  return writers;
}();

/// Writes every flow of the scene into the ledger.
template<class T, class Ledger> void all_flows(const Scene<T>& scene, Ledger& ledger) {
  constexpr auto& sectors = sector_flows<T, Ledger>;
  // Each is a constant of its own, so that a compiler may write it out in place.
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (std::integral_constant<decltype(+sectors[I]), sectors[I]>::value(scene, ledger), ...);
  }
  (std::make_index_sequence<sectors.size()>{});
}

} // namespace headwater::model
