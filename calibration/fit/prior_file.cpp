#include "calibration/fit/prior_file.hpp"

#include "scenarios/csv.hpp"
#include "scenarios/nearest.hpp"

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
  PriorReader(std::string file, std::vector<Problem>& problems) : file_{std::move(file)}, problems_{problems} {}

  std::vector<FittedParameter> read(const std::vector<CsvRow>& rows) {
    std::vector<FittedParameter> fitted;
    if (rows.empty() ||
        !std::equal(prior_header.begin(), prior_header.end(), rows[0].fields.begin(), rows[0].fields.end(),
                    [](std::string_view name, const auto& field) { return field.text == name; })) {
      problems_.push_back({file_, rows.empty() ? 1 : rows[0].line, 1, "the first line is not the header of this file",
                           fmt::format("{}", fmt::join(prior_header, ",")), ""});
      return fitted;
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {
      row_ = &rows[i];
      if (row_->fields.size() != prior_columns) {
        problems_.push_back({file_, row_->line, 1,
                             fmt::format("the row has {} fields, not {}", row_->fields.size(), +prior_columns),
                             "a field with a comma in it is put in double quotes", ""});
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
      problems_.push_back({file_, rows[0].line, 1, "no parameter is fitted", "one row a parameter", ""});
    }
    return fitted;
  }

private:
  const std::string& text(PriorColumn column) const { return row_->fields[column].text; }

  void problem(PriorColumn column, const std::string& what, std::string allowed, std::string nearest = "") {
    problems_.push_back({file_, row_->line, row_->fields[column].column,
                         fmt::format("{}: {} {}", prior_header[column], in_quotes(text(column)), what),
                         std::move(allowed), std::move(nearest)});
  }

  double number(PriorColumn column) {
    const std::optional<double> parsed = scenarios::parse_number(text(column));
    if (!parsed) {
      problem(column, "is not a number", "a number with a decimal point");
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

  std::string file_;
  std::vector<Problem>& problems_;
  const CsvRow* row_ = nullptr;
};

} // namespace

scenarios::Read<Priors> read_priors(const std::filesystem::path& file) {
  scenarios::Read<scenarios::InputFile> input = scenarios::read_input(file);
  if (!input.value) {
    return {std::nullopt, std::move(input.problems)};
  }
  const std::string name = file.generic_string();
  scenarios::Read<std::vector<CsvRow>> rows =
      scenarios::read_csv(scenarios::without_comments(input.value->text()), name);
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
