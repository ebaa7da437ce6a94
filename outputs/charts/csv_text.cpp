#include "outputs/charts/csv_text.hpp"

#include <fmt/compile.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace headwater::outputs {

namespace {

bool is_number(std::string_view cell) {
  double value = 0;
  const char* end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value);
  return error == std::errc{} && stop == end && std::isfinite(value); // "-inf" is a formula to a spreadsheet
}

bool begins_a_formula(char c) {
  switch (c) {
  case '=':
  case '+':
  case '-':
  case '@':
  case '\t':
  case '\r':
  case '\n':
    return true;
  default:
    return false;
  }
}

bool looks_like_formula(std::string_view cell) {
  return !cell.empty() && begins_a_formula(cell.front()) && !is_number(cell);
}

void append_cell(std::string& csv, std::string_view cell) {
  const char* const apostrophe = looks_like_formula(cell) ? "'" : "";
  if (std::none_of(cell.begin(), cell.end(), [](char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; })) {
    csv += apostrophe;
    csv += cell;
    return;
  }
  csv += '"';
  csv += apostrophe;
  for (const char c : cell) {
    if (c == '"')
      csv += '"';
    csv += c;
  }
  csv += '"';
}

void append_number(std::string& csv, double value) {
  if (std::isfinite(value)) {
    std::array<char, 32> digits{}; // 24 at most: "-2.2250738585072014e-308"
    csv.append(digits.data(), fmt::format_to(digits.data(), FMT_COMPILE("{}"), value));
  } else {
    append_cell(csv, exact(value));
  }
}

template<class Cells> void append_row(std::string& csv, const Cells& cells) {
  const char* before = "";
  for (const std::string_view cell : cells) {
    csv += before;
    append_cell(csv, cell);
    before = ",";
  }
  csv += "\r\n";
}

} // namespace

CsvText::CsvText(std::initializer_list<std::string_view> columns, std::size_t room) {
  text_.reserve(room);
  append_row(text_, columns);
}

void CsvText::row(std::initializer_list<Cell> cells, std::span<const std::string> more) {
  bool is_first = true;
  const auto begin_cell = [&] {
    if (!std::exchange(is_first, false)) {
      text_ += ',';
    }
  };
  for (const Cell& cell : cells) {
    begin_cell();
    if (const auto* number = std::get_if<double>(&cell)) {
      append_number(text_, *number);
    } else {
      append_cell(text_, std::get<std::string_view>(cell));
    }
  }
  for (const std::string& cell : more) {
    begin_cell();
    append_cell(text_, cell);
  }
  text_ += "\r\n";
}

std::string csv_text(const Table& table) {
  std::string csv;
  append_row(csv, table.columns);
  for (const std::vector<std::string>& row : table.rows)
    append_row(csv, row);
  return csv;
}

} // namespace headwater::outputs
