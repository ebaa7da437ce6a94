// Spread: how the draws of one number lie.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace headwater::outputs {

/// Percentiles of the draws that have a place, in the unit of the number, and where they lie about 0. A percentile is
/// infinite where it falls among draws that lie beyond any value, and not a number where the draws are too few for it.
struct Spread {
  double p05 = 0.0;
  double p25 = 0.0;
  double p50 = 0.0;
  double p75 = 0.0;
  double p95 = 0.0;
  double share_above_0 = 0.0; ///< of the draws that have a place
  double share_below_0 = 0.0;
  std::size_t counted = 0; ///< draws that have a place: what the percentiles rest on
  std::size_t below = 0;   ///< of these, before any value: minus infinity
  std::size_t above = 0;   ///< of these, after any value: infinity
};

/// The percentiles of a spread, in order, by the names that tables give them.
struct NamedPercentile {
  const char* name;
  double share;
  double Spread::*value;
};
inline constexpr NamedPercentile percentiles[] = {{"p05", 0.05, &Spread::p05},
                                                  {"p25", 0.25, &Spread::p25},
                                                  {"p50", 0.50, &Spread::p50},
                                                  {"p75", 0.75, &Spread::p75},
                                                  {"p95", 0.95, &Spread::p95}};

/// The fewest draws that have a percentile of this share: one of them lies in the tail beyond it. 20 for 1 in 20.
std::size_t fewest_draws(double share);

/// Whether so many draws stand for all: no more than 1 in 20 of them have no place. Percentiles of the others would be
/// of a chosen few.
bool stand_for_all(std::size_t counted, std::size_t all);

/// The same without its percentiles.
Spread without_percentiles(Spread spread);

/// "p05 and p95 need 20 draws or more": the percentiles that so many draws do not have; empty where they have all.
std::string too_few_in_words(std::size_t draws);

/// The spread of draws in any order, of which those that are not a number have no place. Percentiles are exact: linear
/// between the two order statistics about (n - 1) p, as R's type 7 and numpy do it (Hyndman and Fan 1996); beside an
/// infinite one, infinite too. Infinite values count. Puts `values` in order.
Spread spread_of(std::vector<double>& values);

} // namespace headwater::outputs
