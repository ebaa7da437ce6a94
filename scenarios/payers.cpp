#include "scenarios/payers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::scenarios {
namespace {

struct PayerWords {
  std::string_view name;
  std::string_view label;
  std::string_view in_a_sentence;
};
constexpr std::array<PayerWords, payer_count> payer_words{{
    {"council", "Councils", ""}, // called as the place has it
    {"nhs", "NHS", "the NHS"},
    {"scottish_government", "Scottish Government", "the Scottish Government"},
    {"justice", "Justice", "justice"},
    {"uk_government", "UK Government", "the UK Government"},
    {"household", "People", "people"},
}};

} // namespace

std::string_view name(Payer payer) { return payer_words[static_cast<std::size_t>(payer)].name; }
std::string_view label(Payer payer) { return payer_words[static_cast<std::size_t>(payer)].label; }

std::string in_words(Payer payer, std::string_view council) {
  return std::string(payer == Payer::council ? council : payer_words[static_cast<std::size_t>(payer)].in_a_sentence);
}

std::vector<std::string> payer_names(bool public_only) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < (public_only ? public_payer_count : payer_count); ++i) {
    names.emplace_back(payer_words[i].name);
  }
  return names;
}

std::optional<Payer> find_payer(std::string_view name) {
  const auto found =
      std::find_if(payer_words.begin(), payer_words.end(), [&](const PayerWords& words) { return words.name == name; });
  return found == payer_words.end() ? std::nullopt : std::optional(static_cast<Payer>(found - payer_words.begin()));
}

std::string in_words(const PayerShares& shares, std::string_view council) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < payer_count; ++i) {
    if (shares[i] != 0.0) {
      const std::string who = in_words(static_cast<Payer>(i), council);
      parts.push_back(shares[i] == 1.0 ? who : fmt::format("{:.4g}% {}", 100.0 * shares[i], who));
    }
  }
  std::string words;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    words += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  }
  return words;
}

} // namespace headwater::scenarios
