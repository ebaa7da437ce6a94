#pragma once
// A table as CSV that a spreadsheet opens without running anything in it.

#include "outputs/tables/table.hpp"

#include <string>

namespace headwater::outputs {

/// RFC 4180: header row first, CRLF line ends, quotes where needed; UTF-8. A text cell that a spreadsheet would take
/// for a formula (it starts with = + - @ tab or the end of a line) gets an apostrophe before it; numbers stay numbers.
std::string csv_text(const Table& table);

} // namespace headwater::outputs
