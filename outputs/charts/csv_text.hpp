#pragma once
// A table as CSV that a spreadsheet opens without running anything in it.

#include "outputs/tables/table.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace headwater::outputs {

/// RFC 4180: header row first, CRLF line ends, quotes where needed; UTF-8. A text cell that a spreadsheet would take
/// for a formula (it starts with = + - @ tab or the end of a line) gets an apostrophe before it; numbers stay numbers.
std::string csv_text(const Table& table);

/// The same, written row by row: for tables too long to be held as cells first.
class CsvText {
public:
  explicit CsvText(std::initializer_list<std::string_view> columns);
  void row(std::initializer_list<std::string_view> cells);
  std::string take() { return std::move(text_); }

private:
  std::string text_;
};

} // namespace headwater::outputs
