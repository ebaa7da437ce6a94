// What the headings of results tables mean, and the names that stand below `measure`, `line`, `kind` and `quantity` and
// are no annual quantity: for `headwater explain`.
#pragma once

#include <span>
#include <string_view>

namespace headwater::outputs {

struct Heading {
  std::string_view name; ///< as tables have it; YYYY stands for a year
  std::string_view unit; ///< "" where it has none, or the table says
  std::string_view where;
  std::string_view meaning;
};

/// Every heading of every table that `run`, `sensitivity`, `explain-difference` and `calibrate` write, each once, and
/// the names of measures.
std::span<const Heading> headings();

/// The heading of a name, with or without its year (`cashable_saving_by_2036`); nullptr where there is none.
const Heading* find_heading(std::string_view name);

} // namespace headwater::outputs
