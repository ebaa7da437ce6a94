#include "calibration/fit/prior_file.hpp"

#include "scenarios/reading/csv_checks.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/reading/read_csv.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <optional>

namespace headwater::calibration {
namespace {

using scenarios::CsvRow;
using scenarios::in_quotes;
using scenarios::Problem;

enum PriorColumn : std::uint8_t { named, spread, middle, from, to, lower_limit, upper_limit, why, prior_columns };

constexpr std::array<std::string_view, prior_columns> prior_header{"parameter", "distribution", "centre", "low",
                                                                   "high",      "least",        "most",   "note"};

/// Standard deviations from the middle of a normal distribution to the ends of its middle 95 %.
constexpr double to_the_ends = 1.96;

std::vector<std::string> parameter_names() {
  std::vector<std::string> names;
  for (const model::Parameter& row : model::parameters()) {
    names.emplace_back(row.name);
  }
  return names;
}

class PriorReader {
public:
  PriorReader(std::string file, std::vector<Problem>& problems)
      : problems_{problems}, noted_{std::move(file), problems} {}

  std::vector<FittedParameter> read(const std::vector<CsvRow>& rows) {
    std::vector<FittedParameter> fitted;
    const std::string names = fmt::format("{}", fmt::join(prior_header, ","));
    if (rows.empty()) {
      noted_.note({}, "the file is empty", names);
      return fitted;
    }
    if (!scenarios::is_header(rows[0], names, "this file", noted_)) {
      return fitted;
    }
    for (std::size_t i = 1; i < rows.size() && !noted_.full(); ++i) {
      row_ = &rows[i];
      if (!scenarios::has_width(*row_, prior_columns, "a field with a comma in it is put in double quotes", noted_)) {
        continue;
      }
      if (std::optional<FittedParameter> one = read_row()) {
        if (std::any_of(fitted.begin(), fitted.end(),
                        [&](const FittedParameter& other) { return other.parameter == one->parameter; })) {
          problem(named, "has a prior already", "one row a parameter");
        } else {
          fitted.push_back(std::move(*one));
        }
      }
    }
    if (rows.size() == 1) {
      noted_.note({rows[0].line, 1}, "no parameter is fitted", "one row a parameter");
    }
    return fitted;
  }

private:
  const std::string& text(PriorColumn column) const { return row_->fields[column].text; }

  void problem(PriorColumn column, const std::string& what, std::string allowed, std::string nearest = "") {
    noted_.note(row_->fields[column].at, fmt::format("{}: {} {}", prior_header[column], in_quotes(text(column)), what),
                std::move(allowed), std::move(nearest));
  }

  double number(PriorColumn column) {
    const std::optional<double> parsed = scenarios::parse_number(text(column));
    if (!parsed) {
      scenarios::note_no_number(row_->fields[column], prior_header[column], "a number with a decimal point", noted_);
    }
    return parsed.value_or(0.0);
  }

  double limit(PriorColumn column, double none) { return text(column).empty() ? none : number(column); }

  std::optional<FittedParameter> read_row() {
    const std::size_t before = problems_.size();
    const std::size_t parameter = model::find_parameter(text(named));
    if (parameter == model::parameter_count || model::parameters()[parameter].name != text(named)) {
      problem(named, "is not a parameter", "a name of `headwater list parameters`",
              scenarios::nearest(text(named), parameter_names()));
    }
    const bool log = text(spread) == "lognormal";
    if (!log && text(spread) != "normal") {
      problem(spread, "is not a distribution of priors", "normal or lognormal",
              scenarios::nearest(text(spread), {"normal", "lognormal"}));
    }
    const double centre = number(middle);
    const double low = number(from);
    const double high = number(to);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double least = limit(lower_limit, -infinity);
    const double most = limit(upper_limit, infinity);
    if (problems_.size() == before && !(low < centre && centre < high && (!log || low > 0.0))) {
      problem(middle, fmt::format("does not lie between {} and {}", text(from), text(to)),
              log ? "low, centre and high rise, all above 0" : "low, centre and high rise");
    }
    if (problems_.size() == before && !(least < centre && centre < most)) {
      problem(middle, "does not lie between least and most", "a centre within the limits");
    }
    if (problems_.size() != before) {
      return std::nullopt;
    }
    const double sd = (log ? std::log(high / low) : high - low) / (2.0 * to_the_ends);
    return FittedParameter{parameter,
                           Prior(text(named), log ? model::Distribution::lognormal : model::Distribution::normal,
                                 centre, sd, least, most)};
  }

  std::vector<Problem>& problems_;
  scenarios::ProblemList noted_;
  const CsvRow* row_ = nullptr;
};

} // namespace

scenarios::Read<Priors> read_priors(const std::filesystem::path& file) {
  scenarios::Read<scenarios::InputFile> input = scenarios::read_input(file);
  if (!input.value) {
    return {std::nullopt, std::move(input.problems)};
  }
  const std::string name = file.generic_string();
  scenarios::Read<std::vector<CsvRow>> rows = scenarios::read_csv(input.value->text(), name, scenarios::Comments::hash);
  if (!rows.value) {
    return {std::nullopt, std::move(rows.problems)};
  }
  scenarios::Read<Priors> read;
  Priors priors{{}, std::move(*input.value)};
  priors.fitted = PriorReader(name, read.problems).read(*rows.value);
  if (read.problems.empty()) {
    read.value = std::move(priors);
  }
  scenarios::sort(read.problems);
  return read;
}

} // namespace headwater::calibration
