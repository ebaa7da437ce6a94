// Reading a TOML file so that every problem in it is found at once: each value is asked for by its key and type, and
// what is wrong with it is noted with its line and column while reading goes on.
#pragma once

#include "model/solve/fiscal_year.hpp"
#include "scenarios/reading/problem.hpp"

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwater::scenarios {

/// A value and where the file states it.
template<class T> struct Stated {
  T value;
  Position at;
};

class TomlReader {
public:
  /// Reads for the file named `file`; what is wrong is added to `problems`, which must outlive the reader.
  TomlReader(std::string file, std::vector<Problem>& problems) : problems_{std::move(file), problems} {}

  /// The whole text as a table; nothing, and a problem that says what to write instead, where it is not TOML.
  std::optional<toml::table> parse(std::string_view text);

  void problem(Position at, std::string what, std::string allowed = "", std::string nearest = "");

  /// Whether so many problems are noted that reading on would help nobody.
  bool full() const { return problems_.full(); }

  /// Notes every key of a table that is not one of `keys`. `place` says where, for example "in [[lever]]".
  void only_keys(const toml::table& table, const std::vector<std::string>& keys, std::string_view place);

  /// The values of a key; nothing where the key is not there, and a problem where its type is another.
  std::optional<Stated<double>> number(const toml::table& table, std::string_view key);
  /// A text may have several lines, but no other control characters.
  std::optional<Stated<std::string>> text(const toml::table& table, std::string_view key);
  /// The texts of a list, each on one line; empty where the key is not there.
  std::vector<Stated<std::string>> texts(const toml::table& table, std::string_view key);
  std::optional<Stated<bool>> yes_or_no(const toml::table& table, std::string_view key);
  const toml::table* table(const toml::table& table, std::string_view key);
  /// The tables of `[[key]]` or of `key = [{...}, ...]`; empty where there are none.
  std::vector<const toml::table*> tables(const toml::table& table, std::string_view key);

  /// A number inside low..high. `unit` is put behind the range in the message; may be empty.
  std::optional<Stated<double>> number_within(const toml::table& table, std::string_view key, double low, double high,
                                              std::string_view unit);

  /// A text of one line without control characters, not empty and of at most `longest` characters.
  std::optional<Stated<std::string>> one_line(const toml::table& table, std::string_view key, std::size_t longest);

  /// A fiscal year written "2026-27" that a run covers.
  std::optional<Stated<model::FiscalYear>> fiscal_year(const toml::table& table, std::string_view key);

private:
  /// A text with whatever it holds.
  std::optional<Stated<std::string>> any_text(const toml::table& table, std::string_view key);

  /// A node as a finite number; a whole one that a double would round is refused.
  std::optional<Stated<double>> number_of(const toml::node& node, std::string_view key);

  ProblemList problems_;
};

Position position(const toml::node& node);
Position position(const toml::key& key);

/// "a to b", with the unit behind it where there is one.
std::string range_in_words(double low, double high, std::string_view unit);

} // namespace headwater::scenarios
