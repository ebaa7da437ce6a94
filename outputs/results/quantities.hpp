// The annual quantities: what annual.csv holds for each fiscal year, and how each is read off a run.
#pragma once

#include "outputs/results/year_view.hpp"

#include <span>
#include <string_view>

namespace headwater::outputs {

/// When a quantity is read: on 31 July, or over the fiscal year.
enum class Basis : std::uint8_t { july, year };

/// What a quantity is made of: a plain number, or GBPm of 2019-20 prices that a price base turns into pounds.
enum class Measure : std::uint8_t { number, money };

/// Which way a quantity should go, all else equal. Spending and what follows from choice (adoptions, say) go neither
/// way.
enum class Better : std::uint8_t { neither, less, more };

struct Quantity {
  std::string_view name;
  std::string_view unit; ///< for money "GBP", in the run's price base
  Basis basis;
  Measure measure;
  Better better;
  std::string_view meaning;
  double (*value)(const YearView&);
  /// Where it is worked out from other numbers: how, in the symbols of model/EQUATIONS.md. Rates are those of 31 July.
  std::string_view formula = {};
};

/// "less", "more" or "neither": which of two values is better, all else equal.
std::string_view words(Better better);

/// Every quantity that one run has by itself, in the order of annual.csv. net_position and net_position_cumulative,
/// which compare a run with its baseline, follow them: see net_position.hpp.
std::span<const Quantity> quantities();

/// A quantity that compares a run with its baseline, worked out in net_position.hpp.
struct Comparison {
  std::string_view name;
  std::string_view unit;
  std::string_view meaning;
};
inline constexpr Comparison comparisons[] = {
    {"net_position", "GBP",
     "What the public purse pays less than with the baseline over the fiscal year; below 0 it pays more"},
    {"net_position_cumulative", "GBP", "The same, added up since the start of the comparison, not discounted"},
};

/// The quantity of this name, or nullptr.
const Quantity* find_quantity(std::string_view name);

/// Whether the view covers what the quantity needs.
bool available(const Quantity& quantity, const YearView& view);

} // namespace headwater::outputs
