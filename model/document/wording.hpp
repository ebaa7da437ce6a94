// The words of documents: how numbers and kinds of things are said.
#pragma once

#include "model/quantities/levers.hpp"
#include "model/quantities/stocks.hpp"
#include "model/scalars/symbol.hpp"

#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace headwater::model {

/// A number with at most seven significant digits, as short as it goes.
inline std::string number_in_words(double value) {
  std::array<char, 32> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::general, 7).ptr;
  return {digits.data(), end};
}

constexpr std::string_view in_words(Distribution distribution) {
  constexpr std::array<std::string_view, 5> words{"fixed", "triangular", "normal", "lognormal", "logistic_normal"};
  return words[static_cast<std::size_t>(distribution)];
}

constexpr std::string_view in_words(ScalesWith scales_with) {
  constexpr std::array<std::string_view, 3> words{"nothing", "children", "looked-after children"};
  return words[static_cast<std::size_t>(scales_with)];
}

constexpr std::string_view in_words(CostClass cost_class) { return row(cost_class).words; }

constexpr std::string_view in_words(LeverKind kind) { return kind == LeverKind::money ? "money" : "policy"; }

constexpr std::string_view in_words(Grade grade) {
  switch (grade) {
  case Grade::A:
    return "official statistic or trial";
  case Grade::B:
    return "good study or fit";
  case Grade::C:
    return "weak or indirect";
  case Grade::D:
    return "our assumption";
  }
  return "";
}

} // namespace headwater::model
