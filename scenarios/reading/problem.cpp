#include "scenarios/reading/problem.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace headwater::scenarios {
namespace {

std::size_t bytes_of_character(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// The text with control characters and stray bytes as escapes, cut after `most` characters.
std::string escaped(std::string_view text, std::size_t most) {
  std::string shown;
  for (std::size_t count = 0; !text.empty(); ++count) {
    if (count == most) {
      return shown + "...";
    }
    const std::size_t length = character_length(text);
    if (length == 0) {
      const auto byte = static_cast<unsigned char>(text.front());
      shown += byte == 0 ? "\\u0000" : fmt::format("\\x{:02X}", byte);
      text.remove_prefix(1);
      continue;
    }
    const char32_t character = characters(text.substr(0, length)).front();
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

std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) {
    return first == 0 ? 0 : 1;
  }
  if (first >= 0xC2 && first <= 0xDF) {
    return follows(1) ? 2 : 0;
  }
  if (first >= 0xE0 && first <= 0xEF) { // neither overlong nor a surrogate
    return follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    return follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

void ProblemList::note(Position at, std::string what, std::string allowed, std::string nearest) {
  if (full()) {
    return;
  }
  if (++noted_ > most_problems) {
    what = fmt::format("more than {} things are wrong in this file, and no more are shown", most_problems);
    at = {furthest_.line, furthest_.column + 1}; // behind the last one shown
    allowed.clear();
    nearest.clear();
  }
  furthest_ = std::max(furthest_, at);
  all_.push_back({file_, at.line, at.column, std::move(what), std::move(allowed), std::move(nearest)});
}

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
  return character < 0x20 || (character >= 0x7F && character < 0xA0) || character == 0x061C ||
         (character >= 0x200E && character <= 0x200F) || (character >= 0x2028 && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069) || (character >= 0xFDD0 && character <= 0xFDEF) ||
         (character & 0xFFFEU) == 0xFFFE;
}

bool has_control(std::string_view utf8) {
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (std::all_of(utf8.begin(), utf8.end(), is_plain)) {
    return false;
  }
  const std::u32string all = characters(utf8);
  return std::any_of(all.begin(), all.end(), is_control);
}

std::string printable(std::string_view text) { return escaped(text, std::string_view::npos); }

std::string in_quotes(std::string_view text) { return "\"" + escaped(text, 60) + "\""; }

std::string to_string(const Problem& problem) {
  std::string text =
      fmt::format("{}:{}:{}: {}", printable(problem.file), problem.line, problem.column, printable(problem.what));
  if (!problem.allowed.empty()) {
    text += "; allowed: " + printable(problem.allowed);
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
