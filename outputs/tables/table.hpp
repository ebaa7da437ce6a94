// A table of results: columns and rows of text, ready to be a CSV file. Numbers are written so that reading them back
// gives the same bits.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

namespace headwater::outputs {

/// Text, one row a line; numbers are plain (no thousands separator), a missing one is empty.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

/// The shortest decimal that reads back as the same number.
inline std::string exact(double value) { return fmt::format("{}", value); }

} // namespace headwater::outputs
