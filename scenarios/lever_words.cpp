#include "scenarios/lever_words.hpp"

#include "scenarios/reading/toml_reader.hpp"

#include <fmt/format.h>

namespace headwater::scenarios {

bool has_money_to_take(std::size_t lever) {
  return lever == model::find_lever("universal_support") || lever == model::find_lever("intensive_support");
}

double lowest_amount(std::size_t lever) {
  const model::Lever& row = model::levers()[lever];
  return has_money_to_take(lever) ? -row.high : row.low;
}

std::string range_of_lever(std::size_t lever) {
  const model::Lever& row = model::levers()[lever];
  return has_money_to_take(lever) ? fmt::format("all that is spent there taken out, to {}", row.high)
                                  : fmt::format("{} to {}", row.low, row.high);
}

std::string unit_in_words(std::string_view unit) {
  if (unit == "1" || unit == "share" || unit == "index" || unit == "logit") {
    return "";
  }
  std::string words;
  while (true) {
    const std::size_t end = unit.find('/');
    const std::string_view word = unit.substr(0, end);
    words += word == "GBPm" ? "GBP million" : word == "yr" ? (words.empty() ? "years" : "year") : word;
    if (end == std::string_view::npos) {
      return words.starts_with("1 ") ? words.substr(2) : words;
    }
    unit.remove_prefix(end + 1);
    words += unit.substr(0, unit.find('/')) == "yr" ? " a " : " per ";
  }
}

std::string evidence_in_words(const model::Lever& lever) {
  return fmt::format("Known for {}. {}.",
                     range_in_words(lever.evidence_low, lever.evidence_high, unit_in_words(lever.unit)),
                     lever.evidence);
}

} // namespace headwater::scenarios
