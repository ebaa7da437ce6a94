#include "scenarios/schedule.hpp"

#include "model/solve/clock.hpp"
#include "scenarios/csv.hpp"
#include "scenarios/toml_reader.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace headwater::scenarios {
namespace {

constexpr std::string_view header = "fiscal_year,gbp_million";

/// The ends of the step of the solver that 1 April of a year lies inside.
struct StepOfApril {
  double begins;
  double ends;
};

StepOfApril step_of_april(int year) {
  const double april = model::april_1(year);
  const auto step = static_cast<std::size_t>((april - model::start_time) / model::step_length);
  return {model::grid_time(2 * step), model::grid_time(2 * (step + 1))};
}

/// The level of each year. With s the smoothstep, the area a ramp leaves out is half its width times the change of
/// level, since the integral of 1-s over 0..1 is 1/2, and as much more as it lies from 1 April; every ramp lies in the
/// year with the higher level. So
///
///     amount[i] = level[i] - rise[i] max(level[i]-level[i-1], 0) - fall[i+1] max(level[i]-level[i+1], 0)
///     rise[i] = schedule_ramp/2 + from 1 April to the end of its step, fall[i] = schedule_ramp/2 + from its begin
///
/// which is solved by repetition: rise and fall together are 3/16, and each round leaves at most 3/8 of the error.
std::vector<double> levels_of(const std::vector<ScheduledYear>& schedule) {
  constexpr int rounds = 40;                           // (3/8)^40 is below the rounding of a double
  std::vector<double> level(schedule.size() + 2, 0.0); // with the year before and the year after
  for (int round = 0; round < rounds; ++round) {
    const std::vector<double> last = level;
    for (std::size_t i = 1; i <= schedule.size(); ++i) {
      const int year = schedule[i - 1].year.first;
      const double rise = 0.5 * schedule_ramp + step_of_april(year).ends - model::april_1(year);
      const double fall = 0.5 * schedule_ramp + model::april_1(year + 1) - step_of_april(year + 1).begins;
      level[i] = schedule[i - 1].amount + rise * std::max(last[i] - last[i - 1], 0.0) +
                 fall * std::max(last[i] - last[i + 1], 0.0);
    }
  }
  return level;
}

} // namespace

Read<std::vector<ScheduledYear>> read_schedule(const InputFile& file, double low, double high) {
  const std::string name = file.path.generic_string();
  Read<std::vector<CsvRow>> csv = read_csv(file.text(), name);
  if (!csv.value) {
    return {{}, std::move(csv.problems)};
  }
  Read<std::vector<ScheduledYear>> read;
  const auto problem = [&](std::size_t line, std::size_t column, std::string what, std::string allowed,
                           std::string nearest = "") {
    read.problems.push_back({name, line, column, std::move(what), std::move(allowed), std::move(nearest)});
  };
  const std::vector<CsvRow>& rows = *csv.value;
  if (rows.empty() || rows[0].fields.size() != 2 || rows[0].fields[0].text != "fiscal_year" ||
      rows[0].fields[1].text != "gbp_million") {
    problem(rows.empty() ? 1 : rows[0].line, 1, "the first line is not the header of a schedule", std::string(header));
    return read;
  }
  std::vector<ScheduledYear> schedule;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const CsvRow& row = rows[i];
    if (row.fields.size() != 2) {
      problem(row.line, 1, fmt::format("the row has {} fields, not 2", row.fields.size()),
              "a fiscal year and an amount with a decimal point, such as 2026-27,12.5");
      continue;
    }
    const auto& [year_field, amount_field] = std::tie(row.fields[0], row.fields[1]);
    const std::optional<model::FiscalYear> year = model::parse_fiscal_year(year_field.text);
    if (!year || !model::is_simulated(*year)) {
      problem(row.line, year_field.column, in_quotes(year_field.text) + " is not a fiscal year that is simulated",
              fmt::format("{} to {}", model::first_whole_year.label(), model::last_simulated_year.label()));
    } else if (!schedule.empty() && *year != schedule.back().year.next()) {
      problem(row.line, year_field.column,
              fmt::format("{} follows {}; years come in order, each once and none left out", year_field.text,
                          schedule.back().year.label()),
              schedule.back().year.next().label() + " here; a year without money is a row with 0");
    }
    const std::optional<double> amount = parse_number(amount_field.text);
    if (!amount) {
      problem(row.line, amount_field.column, in_quotes(amount_field.text) + " is not a number",
              "a finite number with a decimal point, such as 12.5");
    } else if (!(low <= *amount && *amount <= high)) {
      problem(row.line, amount_field.column, fmt::format("{} is out of range", amount_field.text),
              range_in_words(low, high, "GBP million"));
    }
    if (year) {
      schedule.push_back({*year, amount.value_or(0.0)});
    }
  }
  if (rows.size() == 1) {
    problem(rows[0].line, 1, "the schedule has no years", "one row for each fiscal year, such as 2026-27,12.5");
  }
  if (read.problems.empty()) {
    read.value = std::move(schedule);
  }
  return read;
}

std::vector<ScheduleStep> steps_of(const std::vector<ScheduledYear>& schedule) {
  const std::vector<double> level = levels_of(schedule);
  std::vector<ScheduleStep> steps;
  for (std::size_t i = 1; i < level.size(); ++i) {
    const double change = level[i] - level[i - 1];
    const StepOfApril april = step_of_april(schedule.front().year.first + static_cast<int>(i) - 1);
    if (change != 0.0) {
      steps.push_back({change > 0.0 ? april.ends : april.begins - schedule_ramp, schedule_ramp, change});
    }
  }
  return steps;
}

} // namespace headwater::scenarios
