#include "outputs/charts/text_metrics.hpp"

#include "outputs/charts/unicode.hpp"

#include <array>

namespace headwater::outputs {

namespace {

// Advance widths in thousandths of the font size, from U+0020 to U+007E.
using Widths = std::array<int, 95>;

constexpr Widths regular_widths = {278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
                                   556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
                                   1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
                                   667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
                                   333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
                                   556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};

constexpr Widths bold_widths = {278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
                                556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
                                975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
                                667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
                                333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
                                611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584};

int letter_width(char32_t c, const Widths& widths) {
  if (c >= 0x20 && c <= 0x7E)
    return widths[c - 0x20];
  if (c == 0xA3 || c == 0x2013)
    return 556; // £ and en dash
  if (c == 0x2212)
    return 584; // minus
  if (c >= 0xA0 && c <= 0x24F)
    return 722; // accented letters: no wider than this, but for a few capitals
  return 1000;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool in_word = false;
  for (const char c : text) {
    if (is_space(c)) {
      in_word = false;
    } else {
      if (!in_word)
        words.emplace_back();
      words.back() += c;
      in_word = true;
    }
  }
  return words;
}

/// How many bytes of `text` fit in `width`, never splitting a character, and at least one character.
std::size_t fitting_bytes(std::string_view text, double width, double size, Weight weight) {
  std::size_t end = 0;
  next_code_point(text, end);
  while (end < text.size()) {
    std::size_t next = end;
    next_code_point(text, next);
    if (text_width(text.substr(0, next), size, weight) > width)
      break;
    end = next;
  }
  return end;
}

std::string shortened(std::string line, double width, double size, Weight weight) {
  const std::string ellipsis = "…";
  const double room = width - text_width(ellipsis, size, weight);
  if (text_width(line, size, weight) > room)
    line.resize(fitting_bytes(line, room, size, weight));
  return line + ellipsis;
}

} // namespace

double text_width(std::string_view utf8, double size, Weight weight) {
  const Widths& widths = weight == Weight::bold ? bold_widths : regular_widths;
  int thousandths = 0;
  for (std::size_t at = 0; at < utf8.size();)
    thousandths += letter_width(next_code_point(utf8, at), widths);
  return thousandths * size / 1000;
}

std::vector<std::string> wrap_text(std::string_view utf8, double width, double size, Weight weight,
                                   std::size_t max_lines) {
  std::vector<std::string> lines(1);
  for (std::string word : words_of(utf8)) {
    const std::string extended = lines.back().empty() ? word : lines.back() + ' ' + word;
    if (text_width(extended, size, weight) <= width) {
      lines.back() = extended;
      continue;
    }
    if (!lines.back().empty())
      lines.emplace_back();
    while (text_width(word, size, weight) > width) {
      const std::size_t fitting = fitting_bytes(word, width, size, weight);
      if (fitting == word.size())
        break;
      lines.back() = word.substr(0, fitting);
      lines.emplace_back();
      word.erase(0, fitting);
    }
    lines.back() = word;
  }
  if (lines.size() > max_lines) {
    lines.resize(max_lines);
    lines.back() = shortened(lines.back(), width, size, weight);
  }
  return lines;
}

std::string join_lines(const std::vector<std::string>& lines) {
  std::string joined;
  for (const std::string& line : lines)
    joined += (joined.empty() ? "" : "\n") + line;
  return joined;
}

} // namespace headwater::outputs
