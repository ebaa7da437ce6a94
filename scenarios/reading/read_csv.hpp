// Comma-separated text as fields with their places, so that a message can point at the field that is wrong.
#pragma once

#include "scenarios/reading/problem.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::scenarios {

struct CsvField {
  std::string text;
  Position at; ///< of its first character; a quoted field may be in a later line than its row
};

struct CsvRow {
  std::size_t line = 1; ///< in which it begins, from 1
  std::vector<CsvField> fields;
};

/// Whether a line that opens with `#`, outside quotes, is a comment, or a row like any other.
enum class Comments : std::uint8_t { none, hash };

/// Goes through a text row by row: fields parted by commas, quoted with `"` where they hold one, a quote (doubled) or a
/// line break; lines ended by LF, CRLF or CR. Empty lines are left out. Takes time in proportion to the text, and
/// memory for one row.
class CsvRows {
public:
  /// `text` must outlive this; problems go to `problems`, and so must they.
  CsvRows(std::string_view text, ProblemList& problems, Comments comments = Comments::none)
      : rest_{text}, problems_{problems}, comments_{comments} {}

  /// The next row into `row`, whose memory is used again. False at the end of the text, and where the problems are so
  /// many that reading stops. A row whose quotes do not fit, or that holds control characters, is noted and left out.
  bool next(CsvRow& row);

private:
  bool read_row(CsvRow& row);
  bool read_quoted(CsvField& field);
  void skip_line();
  void take(std::size_t bytes);

  std::string_view rest_;
  Position at_;
  ProblemList& problems_;
  Comments comments_;
};

/// All rows of a text. `file` is named in the problems.
Read<std::vector<CsvRow>> read_csv(std::string_view text, const std::string& file, Comments comments = Comments::none);

/// A number with a decimal point; nothing where the text is anything else, infinite or not a number.
std::optional<double> parse_number(std::string_view text);

} // namespace headwater::scenarios
