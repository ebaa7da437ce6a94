#include "scenarios/reading/read_csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace headwater::scenarios {
namespace {

constexpr const char* quotes_allowed = "a whole field in double quotes, and each quote inside it doubled";

/// Whether a field holds a control character other than the line breaks and tabs of a quoted text.
bool holds_control(std::string_view field) {
  if (std::all_of(field.begin(), field.end(), [](char c) { return c >= 0x20 && c < 0x7F; })) {
    return false;
  }
  const std::u32string all = characters(field);
  return std::any_of(all.begin(), all.end(),
                     [](char32_t c) { return is_control(c) && c != U'\n' && c != U'\r' && c != U'\t'; });
}

} // namespace

/// Goes past the next bytes, which hold no line break.
void CsvRows::take(std::size_t bytes) {
  const std::string_view taken = rest_.substr(0, bytes);
  at_.column += static_cast<std::size_t>(std::count_if(
      taken.begin(), taken.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  rest_.remove_prefix(taken.size());
}

/// Goes past the rest of the line and its end.
void CsvRows::skip_line() {
  const std::size_t end = rest_.find_first_of("\r\n");
  rest_.remove_prefix(std::min(end, rest_.size()));
  rest_.remove_prefix(rest_.starts_with("\r\n") ? 2U : rest_.empty() ? 0U : 1U);
  at_ = {at_.line + 1, 1};
}

/// Reads a field from its opening quote to its closing one; false, and a problem, where there is none.
bool CsvRows::read_quoted(CsvField& field) {
  take(1);
  while (true) {
    const std::size_t stop = rest_.find_first_of("\"\r\n");
    if (stop == std::string_view::npos) {
      problems_.note(field.at, "a quote is not closed", quotes_allowed);
      rest_ = {};
      return false;
    }
    field.text += rest_.substr(0, stop);
    take(stop);
    if (rest_.front() != '"') {
      field.text += rest_.substr(0, rest_.starts_with("\r\n") ? 2U : 1U);
      skip_line();
    } else if (rest_.starts_with("\"\"")) {
      field.text += '"';
      take(2);
    } else {
      take(1);
      return true;
    }
  }
}

/// Reads the fields of a row and the end of its last line; false, and a problem, where its quotes do not fit.
bool CsvRows::read_row(CsvRow& row) {
  std::size_t count = 0;
  while (true) {
    if (count == row.fields.size()) {
      row.fields.emplace_back();
    }
    CsvField& field = row.fields[count++];
    field.text.clear();
    field.at = at_;
    if (rest_.starts_with('"')) {
      if (!read_quoted(field)) {
        return false;
      }
    } else {
      const std::size_t length = std::min(rest_.find_first_of(",\"\r\n"), rest_.size());
      field.text = rest_.substr(0, length);
      take(length);
    }
    if (holds_control(field.text)) {
      problems_.note(field.at, in_quotes(field.text) + " holds a control character", "printable characters");
    }
    if (rest_.empty() || rest_.front() == '\n' || rest_.front() == '\r') {
      row.fields.resize(count);
      skip_line();
      return true;
    }
    if (rest_.front() != ',') {
      problems_.note(at_, "a quote stands inside a field", quotes_allowed);
      skip_line();
      return false;
    }
    take(1);
  }
}

bool CsvRows::next(CsvRow& row) {
  while (!rest_.empty() && !problems_.full()) {
    const bool is_comment = comments_ == Comments::hash && rest_.front() == '#';
    if (is_comment || rest_.front() == '\n' || rest_.front() == '\r') {
      skip_line();
      continue;
    }
    row.line = at_.line;
    if (read_row(row)) {
      return true;
    }
  }
  return false;
}

Read<std::vector<CsvRow>> read_csv(std::string_view text, const std::string& file, Comments comments) {
  Read<std::vector<CsvRow>> read;
  ProblemList problems(file, read.problems);
  CsvRows rows(text, problems, comments);
  std::vector<CsvRow> all;
  for (CsvRow row; rows.next(row);) {
    all.push_back(row);
  }
  if (read.problems.empty()) {
    read.value = std::move(all);
  }
  return read;
}

std::optional<double> parse_number(std::string_view text) {
  double number = 0.0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stopped == end && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

} // namespace headwater::scenarios
