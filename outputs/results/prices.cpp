#include "outputs/results/prices.hpp"

#include "model/quantities/plan.hpp"
#include "model/solve/clock.hpp"
#include "scenarios/reading/csv_checks.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>

namespace headwater::outputs {
namespace {
constexpr std::string_view header = "fiscal_year,index,source,note";
constexpr std::size_t columns = 4;
constexpr int base_year = 2024;
constexpr int first_needed = model::start_year; // the year in which runs begin
constexpr int year_of_equations = 2019;
constexpr double rounding_of_file = 1e-8; // relative: the file gives nine digits
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

scenarios::Read<Deflator> read_deflator(const scenarios::InputFile& file) {
  scenarios::Read<Deflator> read;
  scenarios::ProblemList problems(file.path.generic_string(), read.problems);
  scenarios::CsvRows rows(file.text(), problems);
  scenarios::CsvRow row;
  if (!rows.next(row)) {
    problems.note({}, "the file is empty", std::string(header));
    return read;
  }
  if (!scenarios::is_header(row, header, "a deflator", problems)) {
    return read;
  }
  Deflator deflator;
  bool has_growth = false;
  while (rows.next(row)) {
    if (!scenarios::has_width(row, columns, header, problems)) {
      continue;
    }
    const scenarios::CsvField& year = row.fields[0];
    const scenarios::CsvField& value = row.fields[1];
    const bool is_growth = year.text == "after";
    const std::optional<double> number = scenarios::number_in(value, problems);
    const auto [least, most] = is_growth ? std::pair(0.5, 2.0) : std::pair(0.01, 100.0);
    if (number && !(least <= *number && *number <= most)) {
      problems.note(value.at, fmt::format("{} is not {}", value.text, is_growth ? "a yearly factor" : "an index"),
                    fmt::format("a number from {} to {}", least, most));
    }
    if (is_growth) {
      deflator.growth_after = number.value_or(1.0) - 1.0;
      has_growth = true;
      continue;
    }
    const std::optional<FiscalYear> parsed = model::parse_fiscal_year(year.text);
    if (!parsed) {
      const std::optional<scenarios::Slip> slip = scenarios::fiscal_year_slip(year.text);
      problems.note(year.at, slip ? slip->what : scenarios::in_quotes(year.text) + " is not a fiscal year",
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
    if (first == base_year && number && *number != 1.0) {
      problems.note(value.at, "the index of 2024-25 is not 1", "1: the prices that all others are stated in");
    }
    deflator.index[first] = number.value_or(1.0);
    if (year.text == "2018-19") {
      deflator.release = row.fields[2].text;
    }
  }
  if (read.problems.empty() && !deflator.index.contains(base_year)) {
    problems.note({}, "there is no row for 2024-25", "a row 2024-25 with index 1");
  }
  if (read.problems.empty() && deflator.index.begin()->first > first_needed) {
    problems.note({}, "there is no row for " + FiscalYear{first_needed}.label(), "rows from that year or earlier");
  }
  if (read.problems.empty() && !has_growth) {
    problems.note({}, "there is no row \"after\"",
                  "a row \"after\" with the factor from one year to the next after the last");
  }
  if (read.problems.empty()) {
    double& equations = deflator.index.at(year_of_equations);
    if (std::abs(equations * model::user_prices - 1.0) > rounding_of_file) {
      problems.note({}, "the index of 2019-20 is not that of the equations",
                    fmt::format("a row 2019-20 with index {:.9f}", 1.0 / model::user_prices));
    }
    equations = 1.0 / model::user_prices;
  }
  if (read.problems.empty()) {
    read.value = std::move(deflator);
  }
  return read;
}

double Prices::real_pounds(double gbp_million) const {
  const double pounds_of_2024_25 = gbp_million * model::user_prices * million;
  return real_year().first == base_year ? pounds_of_2024_25 : pounds_of_2024_25 * deflator.at(real_year());
}

double Prices::pounds(double gbp_million, FiscalYear year) const {
  return base.is_nominal() ? real_pounds(gbp_million) * deflator.at(year) : real_pounds(gbp_million);
}

std::string Prices::words() const {
  return base.is_nominal() ? "nominal prices" : "real " + real_year().label() + " prices";
}

std::string Prices::key() const { return base.is_nominal() ? "nominal" : real_year().label(); }

} // namespace headwater::outputs
