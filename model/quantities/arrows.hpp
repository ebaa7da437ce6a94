// Arrows: `stock::waiting[b] >> stock::supported[b]` says what a flow leaves and what it joins.
#pragma once

#include "model/quantities/stocks.hpp"

namespace headwater::model {

enum class Boundary : std::uint8_t {
#define BOUNDARY(name, unit, junction, meaning) name,
#include "model/quantities/boundaries.def"
#undef BOUNDARY
};

struct BoundaryRow {
  std::string_view name;
  std::string_view unit;
  bool junction; ///< holds nothing: what flows in flows out at once
  std::string_view meaning;
};

namespace detail {
inline constexpr BoundaryRow boundary_rows[] = {
#define BOUNDARY(name, unit, junction, meaning) {#name, unit, junction, meaning},
#include "model/quantities/boundaries.def"
#undef BOUNDARY
};
} // namespace detail

constexpr std::span<const BoundaryRow> boundaries() { return detail::boundary_rows; }
constexpr const BoundaryRow& row(Boundary boundary) { return boundaries()[static_cast<std::size_t>(boundary)]; }

/// One end of an arrow: a number of the state vector, or a boundary.
struct End {
  std::size_t index; ///< position in the state vector, or number of the boundary
  bool inside;       ///< whether it is in the state vector

  constexpr End(Place place) : index{place.index}, inside{true} {} // NOLINT(google-explicit-constructor)
  constexpr End(Boundary boundary)
      : index{static_cast<std::size_t>(boundary)}, inside{false} {} // NOLINT(google-explicit-constructor)
  template<std::size_t Width>
  constexpr End(detail::Block<Width> block) : End(static_cast<Place>(block)) {} // NOLINT(google-explicit-constructor)

  friend constexpr bool operator==(const End&, const End&) = default;
};

struct Arrow {
  End from;
  End to;
};

constexpr Arrow operator>>(Place from, Place to) { return {from, to}; }
constexpr Arrow operator>>(Place from, Boundary to) { return {from, to}; }
constexpr Arrow operator>>(Boundary from, Place to) { return {from, to}; }
constexpr Arrow operator>>(Boundary from, Boundary to) { return {from, to}; }

/// The stock a position of the state vector belongs to, or nullptr for an accumulator.
constexpr const StockRow* stock_at(std::size_t index) {
  for (const StockRow& row : stocks()) {
    if (index >= row.first && index < row.first + row.bands) {
      return &row;
    }
  }
  return nullptr;
}

} // namespace headwater::model
