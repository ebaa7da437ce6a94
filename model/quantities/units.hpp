// Units: what a number counts. A unit is a product of whole powers of seven dimensions.
//
// "persons", "children" and "places" are one dimension (a place holds one person), so that occupancy is a share;
// "families" are another, so that forgetting the children per family is an error the unit check finds.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace headwater::model {

enum class Dimension : std::uint8_t { family, person, post, household, money, harm, year };
inline constexpr std::size_t dimension_count = 7;

/// A unit of measurement as whole powers of the dimensions; all zero is a plain number.
struct Unit {
  std::array<std::int8_t, dimension_count> power{};
  bool known = true; ///< false where the text of a unit named a word nobody knows

  friend constexpr bool operator==(const Unit&, const Unit&) = default;
};

constexpr Unit operator*(Unit a, const Unit& b) {
  for (std::size_t i = 0; i < dimension_count; ++i) {
    a.power[i] = static_cast<std::int8_t>(a.power[i] + b.power[i]);
  }
  a.known = a.known && b.known;
  return a;
}

constexpr Unit operator/(Unit a, const Unit& b) {
  for (std::size_t i = 0; i < dimension_count; ++i) {
    a.power[i] = static_cast<std::int8_t>(a.power[i] - b.power[i]);
  }
  a.known = a.known && b.known;
  return a;
}

namespace detail {

struct UnitWord {
  std::string_view word;
  int dimension; ///< index of a Dimension, or -1 for a plain number
};

inline constexpr std::array unit_words{
    UnitWord{"1", -1},        UnitWord{"share", -1},     UnitWord{"index", -1}, UnitWord{"logit", -1},
    UnitWord{"family", 0},    UnitWord{"families", 0},   UnitWord{"child", 1},  UnitWord{"children", 1},
    UnitWord{"person", 1},    UnitWord{"persons", 1},    UnitWord{"place", 1},  UnitWord{"places", 1},
    UnitWord{"bed", 1},       UnitWord{"beds", 1},       UnitWord{"post", 2},   UnitWord{"posts", 2},
    UnitWord{"household", 3}, UnitWord{"households", 3}, UnitWord{"GBPm", 4},   UnitWord{"harm", 5},
    UnitWord{"yr", 6},
};

constexpr Unit unit_of_word(std::string_view word) {
  for (const UnitWord& known : unit_words) {
    if (known.word == word) {
      Unit unit;
      if (known.dimension >= 0) {
        unit.power[static_cast<std::size_t>(known.dimension)] = 1;
      }
      return unit;
    }
  }
  Unit unknown;
  unknown.known = false;
  return unknown;
}

} // namespace detail

/// The unit a text such as "GBPm/child/yr" or "children*yr/family" names, read left to right.
constexpr Unit unit(std::string_view text) {
  Unit result;
  char operation = '*';
  while (true) {
    const std::size_t end = text.find_first_of("*/");
    const Unit next = detail::unit_of_word(text.substr(0, end));
    result = operation == '*' ? result * next : result / next;
    if (end == std::string_view::npos) {
      return result;
    }
    operation = text[end];
    text.remove_prefix(end + 1);
  }
}

inline constexpr Unit plain_number{};
inline constexpr Unit year_unit = unit("yr");

/// The unit in words, for example "persons/yr"; "1" for a plain number.
std::string to_string(const Unit& unit);

} // namespace headwater::model
