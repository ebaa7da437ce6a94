// The levers as a struct the equations read and as rows a scenario is checked against. The table is levers.def.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace headwater::model {

enum class LeverKind : std::uint8_t { money, policy };

struct Lever {
  std::string_view name;
  std::string_view symbol;
  LeverKind kind;
  std::string_view unit;     ///< of the amount a scenario states; money in real 2024-25 prices
  double low;                ///< lowest total of the lever at any time
  double high;               ///< highest total of the lever at any time
  double evidence_low;       ///< what is known reaches down to this total ...
  double evidence_high;      ///< ... and up to this one; a plan outside is warned of
  std::string_view evidence; ///< why so far
  std::string_view meaning;
};

namespace detail {
inline constexpr Lever lever_rows[] = {
#define LEVER(name, symbol, kind, unit, low, high, price, evidence_low, evidence_high, evidence, meaning)              \
  {#name, symbol, LeverKind::kind, unit, low, high, evidence_low, evidence_high, evidence, meaning},
#include "model/quantities/levers.def"
#undef LEVER
};
} // namespace detail

inline constexpr std::size_t lever_count = std::size(detail::lever_rows);
constexpr std::span<const Lever, lever_count> levers() { return detail::lever_rows; }

/// The values of the levers at one moment, money in 2019-20 prices, in the order of the table.
template<class T> struct Levers {
#define LEVER(name, ...) T name;
#include "model/quantities/levers.def"
#undef LEVER

  friend bool operator==(const Levers&, const Levers&) = default;
};

template<class T> Levers<T> by_name(const std::array<T, lever_count>& values) {
  std::size_t next = 0;
  return Levers<T>{
#define LEVER(...) values[next++],
#include "model/quantities/levers.def"
#undef LEVER
  };
}

/// The position of a lever by its name or its symbol; lever_count where there is none.
constexpr std::size_t find_lever(std::string_view name) {
  for (std::size_t i = 0; i < lever_count; ++i) {
    if (levers()[i].name == name || levers()[i].symbol == name) {
      return i;
    }
  }
  return lever_count;
}

} // namespace headwater::model
