// What moving a lever costs of itself, apart from all that follows from it: the column `price` of levers.def.
#pragma once

#include "model/quantities/levers.hpp"

namespace headwater::model {

enum class LeverPrice : std::uint8_t {
  paid,    ///< it moves a cost category at once, or moves people to where each costs
  rule,    ///< it moves none: what it changes is free, so that a page that shows its gain has to say so
  transfer ///< it moves the class of transfers, which is shown apart and never added
};

namespace detail {
inline constexpr LeverPrice lever_prices[] = {
#define LEVER(name, symbol, kind, unit, low, high, price, ...) LeverPrice::price,
#include "model/quantities/levers.def"
#undef LEVER
};
} // namespace detail

/// Of the lever at a position in the table.
constexpr LeverPrice price_of_lever(std::size_t lever) { return detail::lever_prices[lever]; }

/// As tables and documents say it.
constexpr std::string_view in_words(LeverPrice price) {
  switch (price) {
  case LeverPrice::paid:
    return "paid";
  case LeverPrice::rule:
    return "rule, not price";
  case LeverPrice::transfer:
    return "transfer apart";
  }
  return "";
}

} // namespace headwater::model
