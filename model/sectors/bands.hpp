// Helpers to write an equation once for the four age bands.
#pragma once

#include "model/quantities/arrows.hpp"
#include "model/scalars/smooth.hpp"

#include <cstdint>

namespace headwater::model {

enum : std::size_t { age_0_4 = 0, age_5_11 = 1, age_12_15 = 2, age_16_17 = 3 };

/// One value a band from a rule `T rule(std::size_t band)`.
template<class T, class Rule> Bands<T> by_band(const Rule& rule) {
  return {rule(age_0_4), rule(age_5_11), rule(age_12_15), rule(age_16_17)};
}

/// The same, with each value given its name.
template<class T, class Rule> Bands<T> by_band(std::string_view name, std::string_view symbol, const Rule& rule) {
  return by_band<T>([&](std::size_t b) { return named_in_band(name, symbol, b, rule(b)); });
}

template<class T, std::size_t N> T sum(const std::array<T, N>& values) {
  T total = values[0];
  for (std::size_t i = 1; i < N; ++i) {
    total = total + values[i];
  }
  return total;
}

} // namespace headwater::model
