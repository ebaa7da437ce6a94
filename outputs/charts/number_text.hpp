#pragma once
// Numbers as a chart shows them, and as a table keeps them.

#include <string>
#include <vector>

namespace headwater::outputs {

/// For a reader: "16,200", "−3.5". Zero never carries a minus sign; a number that is not finite reads "–".
std::string readable_number(double value, int decimals);

/// Decimals that suit values shown together: none when the largest is 100 or more, at most one from 10, at most two
/// below, and no more than the values need.
int readable_decimals(const std::vector<double>& values);

/// For a table: up to ten significant digits, no separators; empty for a number that is not finite.
std::string plain_number(double value);

/// A year as a column entry: "2026", or "2026.58" within a year.
std::string year_text(double year);

} // namespace headwater::outputs
