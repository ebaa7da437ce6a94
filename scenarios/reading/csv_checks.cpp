#include "scenarios/reading/csv_checks.hpp"

#include "model/solve/fiscal_year.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>
#include <vector>

namespace headwater::scenarios {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::array<std::string_view, 4> spaces{" ", "\u00A0", "\u2009", "\u202F"};
constexpr std::array<std::string_view, 5> curly_quotes{"\u201C", "\u201D", "\u2018", "\u2019", "\u201E"};
constexpr std::array<std::string_view, 3> currencies{"£", "€", "$"};
constexpr std::array<std::string_view, 3> dashes{"\u2013", "\u2212", "\u2014"};
constexpr std::array<std::string_view, 7> units{"million", "bn", "mn", "m", "M", "k", "K"};

/// Takes every one of `words` out of a text; whether there was one.
template<class Words> bool take_out(std::string& text, const Words& words, std::string_view put_in = "") {
  bool found = false;
  for (const std::string_view word : words) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + put_in.size())) {
      text.replace(at, word.size(), put_in);
      found = true;
    }
  }
  return found;
}

/// The text without spaces of any width at its ends.
std::string trimmed(std::string_view text) {
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view space : spaces) {
      if (text.starts_with(space)) {
        text.remove_prefix(space.size());
        more = true;
      }
      if (text.ends_with(space)) {
        text.remove_suffix(space.size());
        more = true;
      }
    }
  }
  return std::string(text);
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

/// "1,200" or "-12,345,678.5": digits in threes.
bool in_thousands(std::string_view text) {
  text.remove_prefix(text.starts_with('-') || text.starts_with('+') ? 1U : 0U);
  text = text.substr(0, text.find('.'));
  const std::size_t comma = text.find(',');
  if (comma > 3 || !all_digits(text.substr(0, comma))) {
    return false;
  }
  for (text.remove_prefix(comma); !text.empty(); text.remove_prefix(4)) {
    if (text.size() < 4 || text.front() != ',' || !all_digits(text.substr(1, 3))) {
      return false;
    }
  }
  return true;
}

std::string without(std::string_view text, char unwanted) {
  std::string result(text);
  std::erase(result, unwanted);
  return result;
}

/// Reads what somebody wrote as a number step by step, and remembers what was in the way.
class MeantNumber {
public:
  explicit MeantNumber(std::string_view text) : left_{text} {
    note(take_out(left_, curly_quotes), "curly quotes around it");
    note(std::exchange(left_, trimmed(left_)) != left_, "spaces around it");
    if (left_.size() > 2 && left_.front() == '(' && left_.back() == ')') {
      left_ = "-" + left_.substr(1, left_.size() - 2);
      note(true, "brackets in place of a minus");
    }
    note(take_out(left_, dashes, "-"), "a dash in place of a minus");
    note(take_out(left_, currencies), "a currency sign");
    if (left_.ends_with('%')) {
      left_.pop_back();
      percent_ = true;
    }
    const auto unit = std::find_if(units.begin(), units.end(), [&](std::string_view word) { return ends_in(word); });
    if (unit != units.end()) {
      left_.resize(left_.size() - unit->size());
      note(true, "a unit behind it");
    }
    left_ = trimmed(left_);
    note(take_out(left_, spaces), "spaces between its digits");
    if (in_thousands(left_)) {
      left_ = without(left_, ',');
      note(true, "commas between its thousands");
    } else if (std::count(left_.begin(), left_.end(), ',') == 1 && left_.find('.') == std::string::npos) {
      std::replace(left_.begin(), left_.end(), ',', '.');
      note(true, "a decimal comma");
    }
  }

  std::optional<Slip> slip(std::string_view text) const {
    const std::optional<double> number = parse_number(left_);
    if (!number || (seen_.empty() && !percent_)) {
      return std::nullopt;
    }
    const std::string quoted = in_quotes(text);
    if (percent_) {
      return Slip{quoted + " is in per cent", fmt::format("{:.12g}, a share of 1", *number / 100.0)};
    }
    return Slip{fmt::format("{} has {}", quoted, seen_), left_};
  }

private:
  void note(bool found, std::string_view what) {
    if (found) {
      seen_ += (seen_.empty() ? "" : " and ") + std::string(what);
    }
  }

  bool ends_in(std::string_view word) const {
    return left_.ends_with(word) && left_.find_first_of(digits) != std::string::npos;
  }

  std::string left_;
  std::string seen_;
  bool percent_ = false;
};

/// Fields at the end of a row that hold nothing.
std::size_t empty_at_end(const CsvRow& row) {
  const auto last = std::find_if(row.fields.rbegin(), row.fields.rend(),
                                 [](const CsvField& field) { return !trimmed(field.text).empty(); });
  return static_cast<std::size_t>(last - row.fields.rbegin());
}

/// "a" and "b" of "a,b".
std::vector<std::string_view> parted(std::string_view names) {
  std::vector<std::string_view> all;
  while (true) {
    const std::size_t end = names.find(',');
    all.push_back(names.substr(0, end));
    if (end == std::string_view::npos) {
      return all;
    }
    names.remove_prefix(end + 1);
  }
}

/// A name without what a spreadsheet or a keyboard changes in it.
std::string plain_name(std::string_view text) {
  std::string name(text);
  take_out(name, curly_quotes);
  name = trimmed(name);
  for (char& c : name) {
    c = c == ' ' ? '_' : 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return name;
}

std::string commas_too_many(std::size_t count) {
  return count == 1 ? "a comma too many" : fmt::format("{} commas too many", count);
}

/// Two fields that were one number before its comma parted them.
struct PartedNumber {
  const CsvField* first;
  std::string written;
  std::string right;
};

std::optional<PartedNumber> parted_number(const CsvRow& row, std::size_t fields) {
  if (row.fields.size() != fields + 1) {
    return std::nullopt;
  }
  for (const bool thousands : {true, false}) {
    for (std::size_t i = 0; i + 1 < row.fields.size(); ++i) {
      const std::string whole = trimmed(row.fields[i].text);
      const std::string rest = trimmed(row.fields[i + 1].text);
      if (!whole.empty() && !rest.empty() && digits.find(whole.back()) != std::string_view::npos &&
          digits.find(rest.front()) != std::string_view::npos && in_thousands(whole + "," + rest) == thousands) {
        std::string written = whole + "," + rest;
        if (const std::optional<Slip> slip = number_slip(written)) {
          return PartedNumber{&row.fields[i], std::move(written), slip->right};
        }
      }
    }
  }
  return std::nullopt;
}

} // namespace

std::optional<Slip> number_slip(std::string_view text) {
  constexpr std::size_t longest = 60; // no number is longer, and looking has its price
  return text.size() > longest || parse_number(text) ? std::nullopt : MeantNumber(text).slip(text);
}

std::optional<Slip> fiscal_year_slip(std::string_view text) {
  if (text.size() > 60 || model::parse_fiscal_year(text)) {
    return std::nullopt;
  }
  std::string left(text);
  std::string seen;
  const auto note = [&](bool found, std::string_view what) {
    if (found) {
      seen += (seen.empty() ? " has " : " and ") + std::string(what);
    }
  };
  note(take_out(left, curly_quotes), "curly quotes around it");
  note(take_out(left, spaces), "spaces in it");
  note(take_out(left, dashes, "-"), "another dash than a hyphen");
  note(take_out(left, std::array{std::string_view("/")}, "-"), "a slash in place of the hyphen");
  for (const std::string_view word : {"FY", "fy"}) {
    if (left.starts_with(word)) {
      left.erase(0, word.size());
      note(true, "letters before it");
    }
  }
  const std::size_t hyphen = left.find('-');
  const std::string first = left.substr(0, hyphen);
  const std::string second = hyphen == std::string::npos ? "" : left.substr(hyphen + 1);
  if (!all_digits(first) || (first.size() != 4 && !(first.size() == 2 && !second.empty())) ||
      (!second.empty() && !all_digits(second))) {
    return std::nullopt;
  }
  const int year = (first.size() == 2 ? 2000 : 0) + std::stoi(first);
  std::string right = model::FiscalYear{year}.label();
  if (hyphen == std::string::npos) {
    seen = " is one calendar year";
  } else if (left != right && seen.empty()) {
    seen = second.size() == 4 ? " has four digits in its second year" : " is not two years that follow each other";
  }
  return Slip{in_quotes(text) + seen, std::move(right)};
}

std::optional<Slip> separator_slip(const CsvRow& row) {
  if (row.fields.empty()) {
    return std::nullopt;
  }
  const std::string& first = row.fields.front().text;
  if (first.starts_with("sep=")) {
    return Slip{"the first line tells a spreadsheet how fields are parted", "a file without that line"};
  }
  if (first.find(';') != std::string::npos) {
    return Slip{"the fields are parted by semicolons", "commas between fields, and a point in decimal numbers"};
  }
  if (first.find('\t') != std::string::npos) {
    return Slip{"the fields are parted by tabs", "commas between fields"};
  }
  return std::nullopt;
}

bool is_header(const CsvRow& row, std::string_view names, std::string_view what, ProblemList& problems) {
  const std::vector<std::string_view> wanted = parted(names);
  const auto same = [](const CsvField& field, std::string_view name) { return field.text == name; };
  const auto nearly = [](const CsvField& field, std::string_view name) { return plain_name(field.text) == name; };
  const std::vector<CsvField>& fields = row.fields;
  if (std::equal(fields.begin(), fields.end(), wanted.begin(), wanted.end(), same)) {
    return true;
  }
  const Position at{row.line, 1};
  if (const std::optional<Slip> slip = separator_slip(row)) {
    problems.note(at, slip->what, fmt::format("{}: {}", slip->right, names));
  } else if (fields.size() > wanted.size() && empty_at_end(row) == fields.size() - wanted.size()) {
    problems.note(fields[wanted.size()].at, "the header has " + commas_too_many(empty_at_end(row)) + " at its end",
                  std::string(names));
  } else if (std::equal(fields.begin(), fields.end(), wanted.begin(), wanted.end(), nearly)) {
    const auto other = std::mismatch(fields.begin(), fields.end(), wanted.begin(), same);
    problems.note(other.first->at,
                  fmt::format("the column {} is called {}", *other.second, in_quotes(other.first->text)),
                  std::string(names));
  } else {
    problems.note(at, fmt::format("the first line is not the header of {}", what), std::string(names));
  }
  return false;
}

bool has_width(const CsvRow& row, std::size_t fields, std::string_view allowed, ProblemList& problems) {
  const std::size_t found = row.fields.size();
  if (found == fields) {
    return true;
  }
  const Position at{row.line, 1};
  if (const std::optional<Slip> slip = separator_slip(row)) {
    problems.note(at, slip->what, slip->right);
  } else if (found > fields && empty_at_end(row) >= found - fields) {
    problems.note(row.fields[fields].at, "the row has " + commas_too_many(found - fields) + " at its end",
                  fmt::format("{} {}", fields, fields == 1 ? "field" : "fields"));
  } else if (const std::optional<PartedNumber> number = parted_number(row, fields)) {
    problems.note(number->first->at,
                  fmt::format("the comma in {} parts it into two fields", in_quotes(number->written)), number->right);
  } else {
    problems.note(at, fmt::format("the row has {} field{}, not {}", found, found == 1 ? "" : "s", fields),
                  std::string(allowed));
  }
  return false;
}

void note_no_number(const CsvField& field, std::string_view name, std::string_view allowed, ProblemList& problems) {
  const std::string opening = name.empty() ? "" : std::string(name) + ": ";
  if (const std::optional<Slip> slip = number_slip(field.text)) {
    problems.note(field.at, opening + slip->what, slip->right);
  } else {
    problems.note(field.at, opening + in_quotes(field.text) + " is not a number", std::string(allowed));
  }
}

std::optional<double> number_in(const CsvField& field, ProblemList& problems) {
  const std::optional<double> number = parse_number(field.text);
  if (!number) {
    note_no_number(field, "", "a finite number with a decimal point, such as 12.5", problems);
  }
  return number;
}

} // namespace headwater::scenarios
