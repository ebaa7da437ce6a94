#pragma once
// A table as CSV that a spreadsheet opens without running anything in it.

#include "outputs/tables/table.hpp"

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace headwater::outputs {

/// RFC 4180: header row first, CRLF line ends, quotes where needed; UTF-8. A text cell that a spreadsheet would take
/// for a formula (it starts with = + - @ tab or the end of a line) gets an apostrophe before it; numbers stay numbers.
std::string csv_text(const Table& table);

/// The same, written row by row: for tables too long to be held as cells first.
class CsvText {
public:
  using Cell = std::variant<std::string_view, double>; ///< a number is written as exact() writes it

  /// `room`: bytes that the whole will hardly be longer than; memory for them is asked for once.
  explicit CsvText(std::initializer_list<std::string_view> columns, std::size_t room = 0);
  /// `more`: cells after those.
  void row(std::initializer_list<Cell> cells, std::span<const std::string> more = {});
  std::string take() { return std::move(text_); }

private:
  std::string text_;
};

} // namespace headwater::outputs
