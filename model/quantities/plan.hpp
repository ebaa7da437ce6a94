// A plan: what levers move, when, how fast and how far, and its settings. Made from a scenario; read by the solver.
// The tables are levers.def, settings.def and loops.def.
#pragma once

#include "model/quantities/levers.hpp"
#include "model/quantities/loops.hpp"

#include <cstddef>
#include <limits>
#include <vector>

namespace headwater::model {

/// One step of one lever: from 0 at `start` smoothly to `amount` at `start + ramp`, and then kept.
struct LeverStep {
  std::size_t lever; ///< position in the table of levers
  double start;      ///< years, for example 2026.25 for 1 April 2026
  double ramp;       ///< years, above 0
  double amount;     ///< money in GBPm/yr of 2019-20 prices, other levers in their own unit
};

inline constexpr double never = std::numeric_limits<double>::infinity();

struct Plan {
  std::vector<LeverStep> steps; ///< steps of one lever add
#define SETTING(name, symbol, key, unit, value, low, high, stated, counts, meaning) double name = value;
#include "model/quantities/settings.def"
#undef SETTING
  std::array<bool, loop_count> cut{}; ///< the loops that are cut, in the order of the table
};

/// How a scenario states a setting.
enum class StatedAs : std::uint8_t { number, fiscal_year, loan_until };
/// When a setting matters to the equations.
enum class Counts : std::uint8_t { always, with_new_money, once_reached };

struct Setting {
  std::string_view name;
  std::string_view symbol;
  std::string_view key; ///< as a scenario calls it
  std::string_view unit;
  double value; ///< the default
  double low;
  double high;
  StatedAs stated;
  Counts counts;
  std::string_view meaning;
  double Plan::*in_plan; ///< where a plan keeps it
};

namespace detail {
inline constexpr Setting setting_rows[] = {
#define SETTING(name, symbol, key, unit, value, low, high, stated, counts, meaning)                                    \
  {#name, symbol, key, unit, value, low, high, StatedAs::stated, Counts::counts, meaning, &Plan::name},
#include "model/quantities/settings.def"
#undef SETTING
};
} // namespace detail

inline constexpr std::size_t setting_count = std::size(detail::setting_rows);
/// Every setting, in the order of the table.
constexpr std::span<const Setting, setting_count> settings() { return detail::setting_rows; }

/// GBP of 2024-25 that buy what one GBP of 2019-20 bought: the equations use the latter, people see the former. The one
/// place it is said: LGBF_SRC_2026 gives 1.232394, and this is its rounding. Pages show prices by a deflator.
inline constexpr double user_prices = 1.2324;

} // namespace headwater::model
