// Every number that moved between two results folders, the largest first, people before money.
#pragma once

#include "outputs/moved/kept_results.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// What a column of a table of `run` is for, when two such tables are laid side by side.
enum class Role : std::uint8_t {
  scenario,
  when,   ///< a year, a day, a horizon
  what,   ///< tells rows apart
  unit,   ///< tells rows apart too
  number, ///< what may have moved
  aside,  ///< follows from the others, or says what settings say
};
/// Nothing for a heading that no table of `run` has.
std::optional<Role> role_of(std::string_view heading);

/// A number over all the years that it stands in: one column of one quantity of one scenario.
struct MovedSeries {
  std::string table;
  std::string scenario; ///< empty where the table has none
  std::string what;     ///< the cells that tell its rows apart, with " / " between
  std::string unit;
  std::string column;
  bool money; ///< else people
  /// The largest absolute value in either folder, of fiscal years that after 2026; at least a thousandth of the largest
  /// of the same unit and column in the table, so that what is next to nothing is no size to be measured by.
  double size = 0.0;
};

/// A number that moved, or stands in one folder only.
struct Moved {
  std::size_t series; ///< position
  std::string at;     ///< a year, a day, a horizon; empty where the table has none
  std::string from;   ///< as the table has it; empty: it is not there
  std::string to;
  std::optional<double> difference; ///< to - from, of fiscal years in years; nothing where one of them is no number

  bool in_both() const { return !from.empty() && !to.empty(); }
};

/// A table of either folder.
struct ComparedTable {
  std::string name;
  std::size_t numbers = 0; ///< in either folder
  std::size_t moved = 0;
  std::size_t rounding = 0; ///< of those that differ, by less than rounding(): not counted as moved
  std::size_t only_from = 0;
  std::size_t only_to = 0;
};

struct MovedNumbers {
  std::vector<ComparedTable> tables; ///< those whose numbers differ, in the order of the later folder
  std::vector<MovedSeries> series;
  /// Of people, then of money: first where a word stands in place of a number or of another word, then by |difference|
  /// over the size of its series, and of equals as the tables have them; then those that stand in one folder only.
  std::vector<Moved> all;

  const MovedSeries& series_of(const Moved& moved) const { return series[moved.series]; }
  /// |difference| over the size of its series; infinite for words.
  double of_size(const Moved& moved) const;
};

/// Two numbers of a series that differ by less than this, as a share of its size, differ by rounding only.
constexpr double rounding() { return 1e-9; }

/// Compares all tables. A problem is one of a table: a column that is not known, or rows that are told apart by others.
scenarios::Read<MovedNumbers> moved_numbers(const KeptResults& from, const KeptResults& to);

/// All of them, as CSV: table, scenario, quantity, at, unit, column, old, new, difference, of_size, stands_in.
Table moved_table(const MovedNumbers& moved);

} // namespace headwater::outputs
