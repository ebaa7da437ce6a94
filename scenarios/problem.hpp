// What is wrong with an input, where, and what would be right. Problems are collected and shown together; nothing is
// run while there is one.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::scenarios {

/// A place in a text file, counted from 1; columns count characters, not bytes.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;

  friend auto operator<=>(const Position&, const Position&) = default; // NOLINT(modernize-use-nullptr)
};

struct Problem {
  std::string file; ///< as the user named it
  std::size_t line = 1;
  std::size_t column = 1;
  std::string what;    ///< what is wrong, and why
  std::string allowed; ///< what would be right; may be empty
  std::string nearest; ///< the nearest valid name; may be empty

  friend auto operator<=>(const Problem&, const Problem&) = default; // NOLINT(modernize-use-nullptr)
};

/// `file:line:column: what is wrong; allowed: ...; did you mean "..."?`, leaving out what is empty. On one line always:
/// control characters that came from the input are shown as escapes.
std::string to_string(const Problem& problem);

/// Puts problems in the order of file, line and column, each once.
void sort(std::vector<Problem>& problems);

/// What came of reading something: a value where there is no problem, and never both.
template<class T> struct Read {
  std::optional<T> value;
  std::vector<Problem> problems;
};

/// A text in double quotes as messages show it: control characters as escapes, and cut after 60 characters.
std::string in_quotes(std::string_view text);

/// Whether a character may not stand in a name that goes into tables and on charts: C0, DEL and C1 controls, line and
/// paragraph separators, and marks that change the direction of the text around them.
bool is_control(char32_t character);

/// The characters of a text that is known to be UTF-8.
std::u32string characters(std::string_view utf8);

} // namespace headwater::scenarios
