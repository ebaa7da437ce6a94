#include "outputs/workbook/book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace headwater::outputs {
namespace {

constexpr std::size_t first_row = 2; // as a spreadsheet counts: the header is row 1

/// "A" to "Z", "AA" and on.
std::string letters(std::size_t column) {
  constexpr std::size_t alphabet = 26;
  std::string text;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / alphabet) {
    text.insert(text.begin(), static_cast<char>('A' + (left - 1) % alphabet));
  }
  return text;
}

/// The address that a name stands for in a row of a sheet.
std::string address(const Book& book, const Sheet& here, std::size_t row, std::string_view name) {
  const std::size_t mark = name.find('!');
  if (mark == std::string_view::npos) {
    return letters(here.column(name)) + std::to_string(row + first_row);
  }
  const Sheet& sheet = book.sheet(name.substr(0, mark));
  std::string_view key = name.substr(mark + 1);
  const std::size_t at = key.find('@');
  std::size_t only = 0;
  if (at != std::string_view::npos) {
    std::from_chars(key.data() + at + 1, key.data() + key.size(), only);
    key = key.substr(0, at);
  }
  const std::string column = letters(sheet.column(key));
  return at != std::string_view::npos
             ? fmt::format("'{}'!${}${}", sheet.name, column, only + first_row)
             : fmt::format("'{0}'!${1}${2}:${1}${3}", sheet.name, column, first_row, sheet.rows.size() + 1);
}

std::string with_addresses(const Book& book, const Sheet& here, std::size_t row, std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    result += text.substr(0, open);
    text.remove_prefix(open);
    if (!text.empty()) {
      const std::size_t close = text.find('}');
      result += address(book, here, row, text.substr(1, close - 1));
      text.remove_prefix(close + 1);
    }
  }
  return result;
}

} // namespace

std::size_t Sheet::column(std::string_view key) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].key == key) {
      return i;
    }
  }
  throw std::invalid_argument(fmt::format("sheet {} has no column {}", name, key));
}

const Sheet& Book::sheet(std::string_view name) const {
  for (const Sheet& sheet : sheets) {
    if (sheet.name == name) {
      return sheet;
    }
  }
  throw std::invalid_argument(fmt::format("the workbook has no sheet {}", name));
}

void resolve(Book& book) {
  for (Sheet& sheet : book.sheets) {
    if (sheet.rows.empty()) {
      sheet.rows.emplace_back(sheet.columns.size());
      sheet.rows.front().front() = std::string("none");
    }
  }
  for (Sheet& sheet : book.sheets) {
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      for (Cell& cell : sheet.rows[row]) {
        if (auto* formula = std::get_if<Formula>(&cell)) {
          formula->text = with_addresses(book, sheet, row, formula->text);
        }
      }
    }
  }
}

} // namespace headwater::outputs
