// What is wrong with an input, where, and what would be right. Problems are collected and shown together; nothing is
// run while there is one.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

/// So many problems of one file are noted, and that there are more: nobody mends more at a time, and a file that is
/// something else by mistake has one in each of its lines.
inline constexpr std::size_t most_problems = 100;

/// What is wrong with one file, noted while it is read.
class ProblemList {
public:
  /// Problems of the file named `file` are added to `all`, which must outlive the list.
  ProblemList(std::string file, std::vector<Problem>& all) : file_{std::move(file)}, all_{all} {}

  void note(Position at, std::string what, std::string allowed = "", std::string nearest = "");

  /// Whether there are so many that reading on would help nobody: the last one noted then says so.
  bool full() const { return noted_ > most_problems; }

  const std::string& file() const { return file_; }

private:
  std::string file_;
  std::vector<Problem>& all_;
  Position furthest_;
  std::size_t noted_ = 0;
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

/// A text in double quotes as messages show it: as `printable`, and cut after 60 characters.
std::string in_quotes(std::string_view text);

/// A text on one line that a terminal, a page and JSON take as it stands: control characters as escapes (\u001B), bytes
/// that are not UTF-8 too (\xE9). Any other text is left as it is.
std::string printable(std::string_view text);

/// Whether a character may not stand in a name that goes into tables and on charts: C0, DEL and C1 controls, line and
/// paragraph separators, marks that change the direction of the text around them, and code points that are no
/// characters, which XML cannot hold.
bool is_control(char32_t character);

/// Whether there is one of those in a text that is known to be UTF-8. Quick where all of it is ASCII.
bool has_control(std::string_view utf8);

/// How many bytes the UTF-8 character at the start of a text, which is not empty, takes; 0 where there is none (NUL is
/// none).
std::size_t character_length(std::string_view text);

/// The characters of a text that is known to be UTF-8.
std::u32string characters(std::string_view utf8);

} // namespace headwater::scenarios
