// The scene: everything the sectors know at one moment, worked out in the order in which it follows. Then each sector
// writes its flows. Flows read the scene and nothing else, so the order in which they are written never matters.
//
//   stocks, parameters, reference of 2011, moment --> climate, new money, ... --> costs, harm --> flows
//
// The table of sectors is sectors.def.
#pragma once

#include "model/sectors/ageing.hpp"
#include "model/sectors/budgets.hpp"
#include "model/sectors/capability.hpp"
#include "model/sectors/capacity.hpp"
#include "model/sectors/harm.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace headwater::model {

struct SectorRow {
  std::string_view words;
  std::size_t written; ///< place in the order in which flows are written, from 1; 0: it has none
  std::size_t page;    ///< place in the documents, from 1
};

namespace detail {
inline constexpr SectorRow sector_rows[] = {
#define SECTOR(name, words, Kept, given, flows, written, page) {words, written, page},
#define FLOWS_ONLY(name, words, flows, written, page) {words, written, page},
#include "model/sectors/sectors.def"
#undef SECTOR
#undef FLOWS_ONLY
};

/// The words of the sectors that have a place, in its order.
template<std::size_t Count> constexpr std::array<std::string_view, Count> in_order(std::size_t SectorRow::*place) {
  std::array<std::string_view, Count> words{};
  for (const SectorRow& row : sector_rows) {
    if (row.*place > 0) {
      words.at(row.*place - 1) = row.words;
    }
  }
  return words;
}

constexpr bool has_all(std::span<const std::string_view> words) {
  for (const std::string_view word : words) {
    if (word.empty()) {
      return false;
    }
  }
  return true;
}

constexpr std::size_t count_flow_sectors() {
  std::size_t count = 0;
  for (const SectorRow& row : sector_rows) {
    count += row.written > 0 ? 1 : 0;
  }
  return count;
}
} // namespace detail

/// Whose flows each function of sector_flows writes.
inline constexpr auto flow_sectors = detail::in_order<detail::count_flow_sectors()>(&SectorRow::written);
/// Every sector, in the order of the documents.
inline constexpr auto sector_pages = detail::in_order<std::size(detail::sector_rows)>(&SectorRow::page);
static_assert(detail::has_all(flow_sectors) && detail::has_all(sector_pages),
              "sectors.def: two sectors have one place, or a place is left out");

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
#include "model/sectors/sectors.def"
#undef SECTOR
#undef FLOWS_ONLY
};

/// Of a sector that moves nothing.
template<class Scene, class Ledger> void no_flows(const Scene& /*w*/, Ledger& /*ledger*/) {}

/// Every sector's flows, each a function of the scene and a ledger, in the order in which they are written.
template<class T, class Ledger>
inline constexpr auto sector_flows = [] {
  std::array<void (*)(const Scene<T>&, Ledger&), flow_sectors.size()> writers{};
  const auto put = [&writers](std::size_t place, void (*writer)(const Scene<T>&, Ledger&)) {
    if (place > 0) {
      writers[place - 1] = writer;
    }
  };
#define SECTOR(name, words, Kept, given, flows, written, page) put(written, &flows<Scene<T>, Ledger>);
#define FLOWS_ONLY(name, words, flows, written, page) put(written, &flows<Scene<T>, Ledger>);
#include "model/sectors/sectors.def"
#undef SECTOR
#undef FLOWS_ONLY
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
