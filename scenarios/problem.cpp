#include "scenarios/problem.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace headwater::scenarios {
namespace {

std::size_t bytes_of_character(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// The text with control characters as escapes, cut after `most` characters.
std::string escaped(std::string_view text, std::size_t most) {
  std::string shown;
  std::size_t count = 0;
  for (const char32_t character : characters(text)) {
    const std::size_t length = std::min(text.size(), bytes_of_character(static_cast<unsigned char>(text.front())));
    if (count++ == most) {
      return shown + "...";
    }
    if (is_control(character)) {
      shown += fmt::format("\\u{:04X}", static_cast<std::uint32_t>(character));
    } else {
      shown += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return shown;
}

} // namespace

std::u32string characters(std::string_view utf8) {
  std::u32string result;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto first = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = std::min(bytes_of_character(first), utf8.size() - i);
    char32_t character = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      character = (character << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    }
    result += character;
    i += length;
  }
  return result;
}

bool is_control(char32_t character) {
  return character < 0x20 || (character >= 0x7F && character < 0xA0) || (character >= 0x200E && character <= 0x200F) ||
         (character >= 0x2028 && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
}

std::string in_quotes(std::string_view text) { return "\"" + escaped(text, 60) + "\""; }

std::string to_string(const Problem& problem) {
  constexpr std::size_t all = std::string_view::npos;
  std::string text =
      fmt::format("{}:{}:{}: {}", escaped(problem.file, all), problem.line, problem.column, escaped(problem.what, all));
  if (!problem.allowed.empty()) {
    text += "; allowed: " + escaped(problem.allowed, all);
  }
  if (!problem.nearest.empty()) {
    text += "; did you mean " + in_quotes(problem.nearest) + "?";
  }
  return text;
}

void sort(std::vector<Problem>& problems) {
  std::sort(problems.begin(), problems.end());
  problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
}

} // namespace headwater::scenarios
