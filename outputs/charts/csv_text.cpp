#include "outputs/charts/csv_text.hpp"

#include <algorithm>
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

bool looks_like_formula(std::string_view cell) {
  constexpr std::string_view starts = "=+-@\t\r\n";
  return !cell.empty() && starts.find(cell.front()) != std::string_view::npos && !is_number(cell);
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

CsvText::CsvText(std::initializer_list<std::string_view> columns) { append_row(text_, columns); }

void CsvText::row(std::initializer_list<std::string_view> cells) { append_row(text_, cells); }

std::string csv_text(const Table& table) {
  std::string csv;
  append_row(csv, table.columns);
  for (const std::vector<std::string>& row : table.rows)
    append_row(csv, row);
  return csv;
}

} // namespace headwater::outputs
