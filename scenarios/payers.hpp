// Payers: the public bodies, and people, whose money a plan or a cost is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::scenarios {

enum class Payer : std::uint8_t { council, nhs, scottish_government, justice, uk_government, household };
inline constexpr std::size_t payer_count = 6;
inline constexpr std::size_t public_payer_count = 5; ///< all but households, which come last

/// "scottish_government".
std::string_view name(Payer payer);
/// As people say it: "Councils", "NHS", "Scottish Government".
std::string_view label(Payer payer);
/// As a sentence says it: "the council", "the NHS". `council` is what councils are called there.
std::string in_words(Payer payer, std::string_view council = "the council");

/// The names of all, in their order; only of public bodies where that is asked for.
std::vector<std::string> payer_names(bool public_only = false);
/// The payer of this name; nothing where there is none.
std::optional<Payer> find_payer(std::string_view name);

/// How a sum is shared, by payer: shares that add to 1, or the parts of a sum.
using PayerShares = std::array<double, payer_count>;

/// All of it by one payer.
constexpr PayerShares all_by(Payer payer) {
  PayerShares shares{};
  shares.at(static_cast<std::size_t>(payer)) = 1.0;
  return shares;
}

/// "the council", or "60% the council and 40% the NHS".
std::string in_words(const PayerShares& shares, std::string_view council = "the council");

} // namespace headwater::scenarios
