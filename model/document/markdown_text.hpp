// What every generated page is written with: cells, tables, and the line that says how a page is renewed.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace headwater::model {

inline std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

// Text as it stands in a cell: a bar would end the cell, and plain text must not turn into markup.
inline std::string plain(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    escaped += (c == '|' || c == '_' || c == '*' || c == '<') ? "\\" : "";
    escaped += c;
  }
  return escaped;
}

inline std::string capitalised(std::string_view text) {
  std::string result(text);
  if (!result.empty() && result[0] >= 'a' && result[0] <= 'z') {
    result[0] = static_cast<char>(result[0] - 'a' + 'A');
  }
  return result;
}

/// A table, whose heads stand once it is made and which ends with it.
class Table {
public:
  Table(std::string& to, std::initializer_list<std::string_view> heads) : to_{to} {
    std::string rule = "|";
    to_ += "|";
    for (const std::string_view head : heads) {
      to_ += " " + std::string(head) + " |";
      rule += "---|";
    }
    to_ += "\n" + rule + "\n";
  }
  ~Table() { to_ += "\n"; }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  Table(Table&&) = delete;
  Table& operator=(Table&&) = delete;

  void row(std::initializer_list<std::string> cells) {
    to_ += "|";
    for (const std::string& cell : cells) {
      to_ += " " + cell + (cell.empty() ? "|" : " |");
    }
    to_ += "\n";
  }

private:
  std::string& to_;
};

inline std::string generated(std::string_view title, std::string_view what, std::string_view verb) {
  return "# " + std::string(title) + "\n\nGenerated from " + std::string(what) + " by `headwater export " +
         std::string(verb) + "`. Do not edit this page: edit those, then generate it again.\n\n";
}

} // namespace headwater::model
