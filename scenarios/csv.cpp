#include "scenarios/csv.hpp"

#include <charconv>
#include <cmath>

namespace headwater::scenarios {
namespace {

/// Reads the fields of one line; false where a quote is not closed or stands inside a field.
bool split(std::string_view line, std::vector<CsvField>& fields) {
  std::size_t i = 0;
  while (true) {
    CsvField field{"", characters(line.substr(0, i)).size() + 1};
    const bool starts_quoted = i < line.size() && line[i] == '"';
    if (starts_quoted) {
      for (++i;; ++i) {
        if (i >= line.size()) {
          return false;
        }
        if (line[i] == '"' && (i + 1 == line.size() || line[i + 1] != '"')) {
          break;
        }
        i += line[i] == '"' ? 1U : 0U;
        field.text += line[i];
      }
      ++i;
    } else {
      while (i < line.size() && line[i] != ',') {
        if (line[i] == '"') {
          return false;
        }
        field.text += line[i++];
      }
    }
    fields.push_back(std::move(field));
    if (i == line.size()) {
      return true;
    }
    if (line[i++] != ',') {
      return false;
    }
  }
}

} // namespace

Read<std::vector<CsvRow>> read_csv(std::string_view text, const std::string& file) {
  Read<std::vector<CsvRow>> read;
  std::vector<CsvRow> rows;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.empty()) {
      continue;
    }
    rows.push_back({number, {}});
    if (!split(line, rows.back().fields)) {
      read.problems.push_back({file, number, 1, "a quote is not closed, or stands inside a field", "", ""});
    }
  }
  if (read.problems.empty()) {
    read.value = std::move(rows);
  }
  return read;
}

std::string without_comments(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool comment = false;
  bool line_starts = true;
  for (const char c : text) {
    comment = c != '\n' && (line_starts ? c == '#' : comment);
    line_starts = c == '\n';
    if (!comment) {
      result += c;
    }
  }
  return result;
}

std::optional<double> parse_number(std::string_view text) {
  double number = 0.0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stopped == end && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

} // namespace headwater::scenarios
