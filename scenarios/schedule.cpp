#include "scenarios/schedule.hpp"

#include "model/solve/clock.hpp"
#include "scenarios/reading/csv_checks.hpp"
#include "scenarios/reading/read_csv.hpp"
#include "scenarios/reading/toml_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

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

double fall_before(model::FiscalYear year) { return step_of_april(year.first).begins - schedule_ramp; }

Read<std::vector<ScheduledYear>> read_schedule(const InputFile& file, double low, double high) {
  Read<std::vector<ScheduledYear>> read;
  ProblemList problems(file.path.generic_string(), read.problems);
  CsvRows rows(file.text(), problems);
  CsvRow row;
  if (!rows.next(row)) {
    problems.note({}, "the file is empty", std::string(header));
    return read;
  }
  if (!is_header(row, header, "a schedule", problems)) {
    return read;
  }
  const Position below_header{row.line, 1};
  std::vector<ScheduledYear> schedule;
  while (rows.next(row)) {
    if (!has_width(row, 2, "a fiscal year and an amount with a decimal point, such as 2026-27,12.5", problems)) {
      if (const std::optional<model::FiscalYear> year = model::parse_fiscal_year(row.fields.front().text)) {
        schedule.push_back({*year, 0.0}); // so that the row below it is not blamed for a gap
      }
      continue;
    }
    const auto& [year_field, amount_field] = std::tie(row.fields[0], row.fields[1]);
    const std::optional<Slip> slip = fiscal_year_slip(year_field.text);
    const std::optional<model::FiscalYear> year = model::parse_fiscal_year(slip ? slip->right : year_field.text);
    if (slip) {
      problems.note(year_field.at, slip->what, slip->right);
    } else if (!year || !model::is_simulated(*year)) {
      problems.note(year_field.at, in_quotes(year_field.text) + " is not a fiscal year that is simulated",
                    fmt::format("{} to {}", model::first_whole_year.label(), model::last_simulated_year.label()));
    } else if (!schedule.empty() && *year != schedule.back().year.next()) {
      problems.note(year_field.at,
                    fmt::format("{} follows {}; years come in order, each once and none left out", year_field.text,
                                schedule.back().year.label()),
                    schedule.back().year.next().label() + " here; a year without money is a row with 0");
    }
    const std::optional<double> amount = number_in(amount_field, problems);
    if (amount && !(low <= *amount && *amount <= high)) {
      problems.note(amount_field.at, fmt::format("{} is out of range", amount_field.text),
                    range_in_words(low, high, "GBP million"));
    }
    if (year) {
      schedule.push_back({*year, amount.value_or(0.0)});
    }
  }
  if (schedule.empty() && read.problems.empty()) {
    problems.note(below_header, "the schedule has no years", "one row for each fiscal year, such as 2026-27,12.5");
  }
  if (read.problems.empty()) {
    read.value = std::move(schedule);
  }
  return read;
}

std::vector<ScheduleStep> steps_of(const std::vector<ScheduledYear>& schedule) {
  const auto is_given = [](const ScheduledYear& year) { return year.amount >= 0.0; };
  if (std::none_of(schedule.begin(), schedule.end(), is_given)) { // money taken out: the mirror of money given
    std::vector<ScheduledYear> given = schedule;
    std::for_each(given.begin(), given.end(), [](ScheduledYear& year) { year.amount = -year.amount; });
    std::vector<ScheduleStep> taken = steps_of(given);
    std::for_each(taken.begin(), taken.end(), [](ScheduleStep& step) { step.amount = -step.amount; });
    return taken;
  }
  if (std::any_of(schedule.begin(), schedule.end(), [](const ScheduledYear& year) { return year.amount < 0.0; })) {
    std::vector<ScheduledYear> opposite = schedule;
    for (ScheduledYear& year : opposite) {
      year.amount = std::max(-year.amount, 0.0);
    }
    std::vector<ScheduleStep> steps = steps_of(opposite);
    for (ScheduleStep& step : steps) {
      step.amount = -step.amount;
    }
    return steps;
  }
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
