#include "outputs/charts/unicode.hpp"

namespace headwater::outputs {

namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_high_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDBFF; }
bool is_low_surrogate(char32_t c) { return c >= 0xDC00 && c <= 0xDFFF; }

bool allowed_in_xml(char32_t c) {
  if (c < 0x20)
    return c == '\t' || c == '\n' || c == '\r';
  return !is_high_surrogate(c) && !is_low_surrogate(c) && c != 0xFFFE && c != 0xFFFF && c <= 0x10FFFF;
}

/// Like next_code_point, but lets surrogates through, so that a pair can be joined.
char32_t next_code_unit(std::string_view utf8, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
  const unsigned char first = byte(at++);
  if (first < 0x80)
    return first;
  const int more = first >= 0xF0 && first < 0xF5   ? 3
                   : first >= 0xE0 && first < 0xF0 ? 2
                   : first >= 0xC2 && first < 0xE0 ? 1
                                                   : 0;
  if (more == 0 || at + static_cast<std::size_t>(more) > utf8.size())
    return replacement;
  char32_t c = first & (0x3FU >> more);
  for (std::size_t i = at; i < at + static_cast<std::size_t>(more); ++i) {
    if ((byte(i) & 0xC0U) != 0x80U)
      return replacement;
    c = (c << 6) | (byte(i) & 0x3FU);
  }
  constexpr char32_t smallest[] = {0, 0x80, 0x800, 0x10000};
  if (c < smallest[more] || c > 0x10FFFF)
    return replacement;
  at += static_cast<std::size_t>(more);
  return c;
}

} // namespace

char32_t next_code_point(std::string_view utf8, std::size_t& at) {
  const char32_t c = next_code_unit(utf8, at);
  return is_high_surrogate(c) || is_low_surrogate(c) ? replacement : c;
}

void append_code_point(std::string& utf8, char32_t c) {
  const auto add = [&](char32_t byte) { utf8.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xC0 | (c >> 6));
    add(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    add(0xE0 | (c >> 12));
    add(0x80 | ((c >> 6) & 0x3F));
    add(0x80 | (c & 0x3F));
  } else {
    add(0xF0 | (c >> 18));
    add(0x80 | ((c >> 12) & 0x3F));
    add(0x80 | ((c >> 6) & 0x3F));
    add(0x80 | (c & 0x3F));
  }
}

std::string xml_characters(std::string_view utf8) {
  std::string clean;
  clean.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    char32_t c = next_code_unit(utf8, at);
    if (is_high_surrogate(c) && at < utf8.size()) {
      std::size_t after = at;
      const char32_t low = next_code_unit(utf8, after);
      if (is_low_surrogate(low)) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        at = after;
      }
    }
    append_code_point(clean, allowed_in_xml(c) ? c : replacement);
  }
  return clean;
}

std::string escape_xml(std::string_view utf8) {
  std::string escaped;
  for (const char c : xml_characters(utf8)) {
    switch (c) {
    case '&':
      escaped += "&amp;";
      break;
    case '<':
      escaped += "&lt;";
      break;
    case '>':
      escaped += "&gt;";
      break;
    case '"':
      escaped += "&quot;";
      break;
    case '\'':
      escaped += "&#39;";
      break;
    default:
      escaped += c;
    }
  }
  return escaped;
}

} // namespace headwater::outputs
