// The parameters as a struct the equations read and as rows everything else reads. The table is parameters.def.
#pragma once

#include "model/quantities/sources.hpp"
#include "model/quantities/units.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace headwater::model {

enum class Distribution : std::uint8_t { fixed, triangular, normal, lognormal, logistic_normal };
/// As tables and scripts name it.
constexpr std::string_view name(Distribution distribution) {
  switch (distribution) {
  case Distribution::fixed:
    return "fixed";
  case Distribution::triangular:
    return "triangular";
  case Distribution::normal:
    return "normal";
  case Distribution::lognormal:
    return "lognormal";
  case Distribution::logistic_normal:
    break;
  }
  return "logistic_normal";
}

enum class Grade : char { A = 'A', B = 'B', C = 'C', D = 'D' };

/// What an area's size multiplies a quantity by: nothing, its share of children, or its share of looked-after children.
enum class ScalesWith : std::uint8_t { none, population, looked_after };

struct Parameter {
  std::string_view name;
  std::string_view symbol;
  std::string_view unit;
  double value; ///< the default
  double low;
  double high;
  Distribution distribution;
  Grade grade;
  std::string_view source; ///< keys of sources.def, separated by "; "
  ScalesWith scales_with;
  std::string_view meaning;
};

namespace detail {
inline constexpr Parameter parameter_rows[] = {
#define PARAMETER(name, symbol, unit, value, low, high, distribution, grade, source, scales_with, meaning)             \
  {#name,  symbol, unit, value, low, high, Distribution::distribution, Grade::grade, source, ScalesWith::scales_with,  \
   meaning},
#include "model/quantities/parameters.def"
#undef PARAMETER
};
} // namespace detail

inline constexpr std::size_t parameter_count = std::size(detail::parameter_rows);

/// Every parameter, in the order of the table.
constexpr std::span<const Parameter, parameter_count> parameters() { return detail::parameter_rows; }

/// The values of one run, one named member a parameter, in the order of the table.
template<class T> struct Parameters {
#define PARAMETER(name, symbol, unit, value, low, high, distribution, grade, source, scales_with, meaning) T name;
#include "model/quantities/parameters.def"
#undef PARAMETER
};

/// Values in the order of the table, from which `by_name` makes the struct the equations read.
template<class T> using ParameterValues = std::array<T, parameter_count>;

template<class T> Parameters<T> by_name(const ParameterValues<T>& values) {
  std::size_t next = 0;
  // Braced initialisers are evaluated left to right, so each member takes the next value.
  return Parameters<T>{
#define PARAMETER(name, symbol, unit, value, low, high, distribution, grade, source, scales_with, meaning)             \
  values[next++],
#include "model/quantities/parameters.def"
#undef PARAMETER
  };
}

constexpr ParameterValues<double> default_values() {
  ParameterValues<double> values{};
  for (std::size_t i = 0; i < parameter_count; ++i) {
    values[i] = parameters()[i].value;
  }
  return values;
}

/// Whether the value was found by a fit to published figures: its range is what that left likely, not what may be.
constexpr bool is_fitted(const Parameter& row) { return row.source.starts_with("fitted"); }

/// The whole that a row is a share of: its symbol up to the bracket (shares of a whole have symbols that differ only
/// inside); empty where it is no share of a whole. The shares of a whole sum to 1.
constexpr std::string_view whole_of(const Parameter& row) {
  return row.distribution == Distribution::logistic_normal ? row.symbol.substr(0, row.symbol.find('['))
                                                           : std::string_view();
}

/// The position of a parameter by its name or its symbol; parameter_count where there is none.
constexpr std::size_t find_parameter(std::string_view name) {
  for (std::size_t i = 0; i < parameter_count; ++i) {
    if (parameters()[i].name == name || parameters()[i].symbol == name) {
      return i;
    }
  }
  return parameter_count;
}

} // namespace headwater::model
