#include "scenarios/deflator.hpp"

#include "model/quantities/sources.hpp"
#include "model/solve/clock.hpp"
#include "scenarios/reading/csv_checks.hpp"
#include "scenarios/reading/nearest.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

namespace headwater::scenarios {
namespace {

using model::FiscalYear;

constexpr std::string_view deflator_header = "fiscal_year,index,status,source,note";
constexpr std::size_t deflator_columns = 5;
constexpr int base_year = 2024;
constexpr int first_needed = model::start_year; // the year in which runs begin

struct StatusName {
  PriceStatus status;
  const char* name;
  const char* words; ///< of years
};
constexpr std::array status_names = {
    StatusName{PriceStatus::outturn, "outturn", "published outturn"},
    StatusName{PriceStatus::interpolation, "interpolation", "interpolated between published figures"},
    StatusName{PriceStatus::forecast, "forecast", "a published forecast"},
    StatusName{PriceStatus::assumption, "assumption", "an assumption"},
};

const char* status_in_words(PriceStatus status) { return status_names.at(static_cast<std::size_t>(status)).words; }

std::optional<PriceStatus> status_in(const CsvField& field, ProblemList& problems) {
  std::vector<std::string> names;
  for (const StatusName& row : status_names) {
    if (field.text == row.name) {
      return row.status;
    }
    names.emplace_back(row.name);
  }
  problems.note(field.at, in_quotes(field.text) + " does not say how far the index is known",
                "outturn, interpolation, forecast or assumption", nearest(field.text, names));
  return std::nullopt;
}

/// What is wrong with the table as a whole; the first thing only, as the others follow from it.
void check_whole(const Deflator& deflator, bool has_growth, ProblemList& problems) {
  if (!deflator.index.contains(base_year)) {
    problems.note({}, "there is no row for 2024-25", "a row for the year whose prices amounts are stated in");
  } else if (deflator.index.begin()->first > first_needed) {
    problems.note({}, "there is no row for " + FiscalYear{first_needed}.label(), "rows from that year or earlier");
  } else if (!has_growth) {
    problems.note({}, "there is no row \"after\"",
                  "a row \"after\" with the factor from one year to the next after the last");
  }
}

} // namespace

double Deflator::at(FiscalYear year) const {
  const auto found = index.find(year.first);
  if (found != index.end()) {
    return found->second;
  }
  const auto& [last, value] = *index.rbegin();
  if (year.first < last) {
    throw std::out_of_range("the deflator has no row for " + year.label());
  }
  return value * std::pow(1.0 + growth_after, year.first - last);
}

std::string Deflator::in_words() const {
  std::string words = source_in_words(release) + ": ";
  for (auto row = status.begin(); row != status.end();) {
    auto end = row;
    while (end != status.end() && end->second == row->second) {
      ++end;
    }
    const FiscalYear last{std::prev(end)->first};
    words += FiscalYear{row->first}.label();
    words += last.first == row->first ? " is " : fmt::format(" to {} are ", last.label());
    words += fmt::format("{}, ", status_in_words(row->second));
    row = end;
  }
  return words + fmt::format("then {:.6g}% a year, {}", 100.0 * growth_after, status_in_words(after));
}

Read<Deflator> read_deflator(const InputFile& file) {
  Read<Deflator> read;
  ProblemList problems(file.path.generic_string(), read.problems);
  CsvRows rows(file.text(), problems);
  CsvRow row;
  if (!rows.next(row)) {
    problems.note({}, "the file is empty", std::string(deflator_header));
    return read;
  }
  if (!is_header(row, deflator_header, "a deflator", problems)) {
    return read;
  }
  Deflator deflator;
  bool has_growth = false;
  while (rows.next(row)) {
    if (!has_width(row, deflator_columns, deflator_header, problems)) {
      continue;
    }
    const CsvField& year = row.fields[0];
    const CsvField& value = row.fields[1];
    const bool is_growth = year.text == "after";
    const std::optional<double> number = number_in(value, problems);
    const auto [least, most] = is_growth ? std::pair(0.5, 2.0) : std::pair(0.01, 10'000.0);
    if (number && !(least <= *number && *number <= most)) {
      problems.note(value.at, fmt::format("{} is not {}", value.text, is_growth ? "a yearly factor" : "an index"),
                    fmt::format("a number from {} to {}", least, most));
    }
    const PriceStatus status = status_in(row.fields[2], problems).value_or(PriceStatus::assumption);
    const CsvField& source = row.fields[3];
    if (source.text.empty()) {
      problems.note(source.at, "the row has no source", "the publication and its release, or assumption");
    }
    if (is_growth) {
      deflator.growth_after = number.value_or(1.0) - 1.0;
      deflator.after = status;
      has_growth = true;
      continue;
    }
    const std::optional<FiscalYear> parsed = model::parse_fiscal_year(year.text);
    if (!parsed) {
      const std::optional<Slip> slip = fiscal_year_slip(year.text);
      problems.note(year.at, slip ? slip->what : in_quotes(year.text) + " is not a fiscal year",
                    slip ? slip->right : "such as 2024-25, or \"after\"");
      continue;
    }
    const int first = parsed->first;
    if (!deflator.index.empty() && first != deflator.index.rbegin()->first + 1) {
      const FiscalYear last{deflator.index.rbegin()->first};
      problems.note(
          year.at,
          fmt::format("{} follows {}; each fiscal year must follow the one before it", year.text, last.label()),
          FiscalYear{last.first + 1}.label() + " here");
    }
    deflator.index[first] = number.value_or(1.0);
    deflator.status[first] = status;
    if (deflator.release.empty() || status == PriceStatus::outturn || status == PriceStatus::interpolation) {
      deflator.release = source.text;
    }
  }
  if (read.problems.empty()) {
    check_whole(deflator, has_growth, problems);
  }
  if (read.problems.empty()) {
    const double base = deflator.index.at(base_year);
    for (auto& [year, index] : deflator.index) {
      index /= base;
    }
    read.value = std::move(deflator);
  }
  return read;
}

std::string source_in_words(std::string_view source) {
  const model::Source* found = model::find_source(source);
  return found == nullptr ? std::string(source) : fmt::format("{} ({})", found->title, found->publisher);
}

} // namespace headwater::scenarios
