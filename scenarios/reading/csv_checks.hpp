// What every reader of comma-separated text checks, in words that name what was seen and show what would be right:
// headers, the number of fields in a row, numbers and fiscal years. People save such files from spreadsheets, which
// part fields by `;` or tabs, leave commas at the ends of lines, and write 1,200 or £12.
#pragma once

#include "scenarios/reading/problem.hpp"
#include "scenarios/reading/read_csv.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace headwater::scenarios {

/// What was written in place of something else.
struct Slip {
  std::string what;  ///< what was seen
  std::string right; ///< how it is written
};

/// A text that is not a number, though somebody meant one: `1,200`, `£12`, `12,5`, `“12”`, `12%`, `(12)`, `12 m`.
/// Nothing where none can be told from it.
std::optional<Slip> number_slip(std::string_view text);

/// A text that is not a fiscal year, though somebody meant one: `2026/27`, `2026-2027`, `FY 2026-27`, `“2026-27”`,
/// `2026`.
std::optional<Slip> fiscal_year_slip(std::string_view text);

/// A line that is parted by something other than commas.
std::optional<Slip> separator_slip(const CsvRow& row);

/// Whether a row is the header `names`, parted by commas; notes what it is instead where it is not. `what` is the file
/// it would be the header of, such as "a schedule".
bool is_header(const CsvRow& row, std::string_view names, std::string_view what, ProblemList& problems);

/// Whether a row has so many fields; notes what it has instead, and `allowed`, where it has not.
bool has_width(const CsvRow& row, std::size_t fields, std::string_view allowed, ProblemList& problems);

/// The number that a field is; notes what it is instead where it is none.
std::optional<double> number_in(const CsvField& field, ProblemList& problems);

/// Notes what a field is that is no number. `name` of its column may be empty.
void note_no_number(const CsvField& field, std::string_view name, std::string_view allowed, ProblemList& problems);

} // namespace headwater::scenarios
