// Money year by year: a CSV file of fiscal years and amounts, and the steps of a lever that spend exactly that.
//
//      GBP m                ________
//        ^        ______   /        \              The level changes within an eighth of a year beside 1 April, and
//        |       /      \_/          \             always inside the year with more money, so that a year without
//        +------|--------|-----------|---->        money has none. The level of a year is a little above its amount,
//             1 April  1 April     1 April         which makes up for what its ramps leave out.
//
// The solver adds up money by Simpson's rule over its own steps, which is exact for a cubic, as a ramp is, but not for
// a step that a ramp begins or ends inside. 1 April lies inside a step. So a ramp begins at the first end of a step
// after 1 April, eight days later, and is over at the last one before it, fifteen days earlier: then what the ledger
// counts in a fiscal year is the amount, to rounding.
#pragma once

#include "model/solve/fiscal_year.hpp"
#include "scenarios/reading/input_file.hpp"
#include "scenarios/reading/problem.hpp"

#include <string>
#include <vector>

namespace headwater::scenarios {

struct ScheduledYear {
  model::FiscalYear year;
  double amount; ///< of the whole year, GBP million, real 2024-25 prices

  friend bool operator==(const ScheduledYear&, const ScheduledYear&) = default;
};

/// A change of level: smoothly from 0 at `start` to `amount` at `start + ramp`, and then kept; steps add.
struct ScheduleStep {
  double start;  ///< years
  double ramp;   ///< years
  double amount; ///< GBP million a year, real 2024-25 prices; below 0 where the money falls
};

/// The width of each change of level, in years: whole steps of the solver.
inline constexpr double schedule_ramp = 0.125;

/// Where a fall of that width begins that is over before 1 April of a year: years.
double fall_before(model::FiscalYear year);

/// Reads a schedule: header `fiscal_year,gbp_million`, then one row a year, in order and without gaps (a year without
/// money is a row with 0), each amount inside low..high.
Read<std::vector<ScheduledYear>> read_schedule(const InputFile& file, double low, double high);

/// The steps whose integral over each fiscal year is the amount of that year (to rounding), and which are 0 before the
/// first year and after the last. Years must follow one another; amounts must be 0 or above, or all 0 or below: then the
/// steps are the opposite of those of the opposite amounts.
std::vector<ScheduleStep> steps_of(const std::vector<ScheduledYear>& schedule);

} // namespace headwater::scenarios
