// The sectors in their two orders: that in which flows are written, and that of the documents. The rows are sectors.def.
#pragma once

#include <array>
#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>

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
#include "model/quantities/sectors.def"
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

} // namespace headwater::model
