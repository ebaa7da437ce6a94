// Settled points: what each was while the equations were held against an independent implementation. The table is
// settled.def.
#pragma once

#include "model/quantities/parameters.hpp"

namespace headwater::model {

struct SettledPoint {
  std::string_view parameter; ///< by name
  std::string_view point;     ///< where the doubt was raised: see settled.def
  double before;              ///< the value that gives the independent implementation back
  std::string_view why;

  /// The position of the parameter in its table.
  constexpr std::size_t position() const { return find_parameter(parameter); }
  /// Whether it is no change of an equation, but a number fitted again after all of them.
  constexpr bool is_refit() const { return point == "refit"; }
};

namespace detail {
inline constexpr SettledPoint settled_rows[] = {
#define SETTLED(parameter, point, before, why) {#parameter, point, before, why},
#include "model/quantities/settled.def"
#undef SETTLED
};
} // namespace detail

/// Every settled point, in the order of the table.
constexpr std::span<const SettledPoint> settled_points() { return detail::settled_rows; }

/// Whether a parameter is a way of stating an equation that was settled: never drawn, though it may be set within its
/// range.
constexpr bool is_settled(std::string_view parameter) {
  for (const SettledPoint& row : settled_points()) {
    if (row.parameter == parameter) {
      return !row.is_refit();
    }
  }
  return false;
}

/// The defaults before anything was settled: what the independent implementation has.
constexpr ParameterValues<double> values_before_settling() {
  ParameterValues<double> values = default_values();
  for (const SettledPoint& row : settled_points()) {
    values[row.position()] = row.before;
  }
  return values;
}

} // namespace headwater::model
