// The feedback loops as a struct the equations read and as rows a scenario is checked against. The table is loops.def.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace headwater::model {

struct Loop {
  std::string_view name;
  std::string_view symbol;
  std::string_view held; ///< what stands still where the loop is cut
  std::string_view meaning;
};

namespace detail {
inline constexpr Loop loop_rows[] = {
#define LOOP(name, symbol, held, through, meaning) {#name, symbol, held, meaning},
#include "model/quantities/loops.def"
#undef LOOP
};
} // namespace detail

inline constexpr std::size_t loop_count = std::size(detail::loop_rows);
constexpr std::span<const Loop, loop_count> loops() { return detail::loop_rows; }

/// The switches of the loops, in the order of the table: 1 on, 0 cut.
template<class T> struct Loops {
#define LOOP(name, symbol, held, through, meaning) T name;
#include "model/quantities/loops.def"
#undef LOOP

  friend bool operator==(const Loops&, const Loops&) = default;
};

template<class T> Loops<T> loops_by_name(const std::array<T, loop_count>& values) {
  std::size_t next = 0;
  return Loops<T>{
#define LOOP(name, symbol, held, through, meaning) values[next++],
#include "model/quantities/loops.def"
#undef LOOP
  };
}

/// The position of a loop by its name or its symbol; loop_count where there is none.
constexpr std::size_t find_loop(std::string_view name) {
  for (std::size_t i = 0; i < loop_count; ++i) {
    if (loops()[i].name == name || loops()[i].symbol == name) {
      return i;
    }
  }
  return loop_count;
}

} // namespace headwater::model
