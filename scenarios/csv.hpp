// Comma-separated text as fields with their places, so that a message can point at the field that is wrong.
#pragma once

#include "scenarios/problem.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace headwater::scenarios {

struct CsvField {
  std::string text;
  std::size_t column; ///< of its first character in the line, from 1
};

struct CsvRow {
  std::size_t line; ///< from 1
  std::vector<CsvField> fields;
};

/// The rows of a text: fields parted by commas, quoted with `"` where they hold one (a quote inside doubled), one row a
/// line, lines ended by LF or CRLF. Empty lines are left out. `file` is named in the problems.
Read<std::vector<CsvRow>> read_csv(std::string_view text, const std::string& file);

/// The text with its comments emptied, lines that open with `#`, so that line numbers hold.
std::string without_comments(std::string_view text);

/// A number with a decimal point; nothing where the text is anything else, infinite or not a number.
std::optional<double> parse_number(std::string_view text);

} // namespace headwater::scenarios
