#include "scenarios/schedule.hpp"

#include "model/solve/drivers.hpp"
#include "model/solve/trajectory.hpp"
#include "tests/scenarios/temporary_folder.hpp"
#include "tests/scotland_drivers.hpp"

#include <algorithm>
#include <gmock/gmock.h>

namespace headwater::scenarios {
namespace {

using testing::ElementsAre;
using tests::TemporaryFolder;

double level_at(const std::vector<ScheduleStep>& steps, double time) {
  double level = 0.0;
  for (const ScheduleStep& step : steps) {
    const double x = std::clamp((time - step.start) / step.ramp, 0.0, 1.0);
    level += step.amount * x * x * (3.0 - 2.0 * x);
  }
  return level;
}

/// Simpson's rule on a grid that every ramp begins and ends on, where it is exact for the cubics that ramps are.
double spent_in(const std::vector<ScheduleStep>& steps, int year) {
  constexpr int intervals = 48;
  const double width = 1.0 / intervals;
  double sum = 0.0;
  for (int i = 0; i < intervals; ++i) {
    const double t = model::april_1(year) + i * width;
    sum += width / 6.0 * (level_at(steps, t) + 4.0 * level_at(steps, t + width / 2.0) + level_at(steps, t + width));
  }
  return sum;
}

const std::vector<std::vector<double>> schedules = {{12.5},
                                                    {10, 20, 30, 40},
                                                    {40, 30, 20, 10},
                                                    {5, 5, 5},
                                                    {0, 100, 0, 100, 0},
                                                    {1, 500, 2, 500, 499, 0, 0, 3},
                                                    {0, 0},
                                                    {3.7, 9.1, 0.2, 7.7, 7.6, 8.8, 12.1, 0.4}};

std::vector<ScheduledYear> from_2026(const std::vector<double>& amounts) {
  std::vector<ScheduledYear> years;
  for (const double amount : amounts) {
    years.push_back({{2026 + static_cast<int>(years.size())}, amount});
  }
  return years;
}

TEST(Schedule, EachFiscalYearSpendsExactlyItsAmount) {
  for (const std::vector<double>& amounts : schedules) {
    const std::vector<ScheduledYear> years = from_2026(amounts);
    const std::vector<ScheduleStep> steps = steps_of(years);
    for (const ScheduledYear& year : years) {
      EXPECT_NEAR(spent_in(steps, year.year.first), year.amount, 1e-10) << testing::PrintToString(amounts);
    }
    EXPECT_NEAR(spent_in(steps, 2025), 0.0, 1e-10);
    EXPECT_NEAR(spent_in(steps, 2026 + static_cast<int>(years.size())), 0.0, 1e-10);
  }
}

// What the ledger of a run counts in each fiscal year, not what a finer rule would.
TEST(Schedule, TheSolverCountsInEachFiscalYearExactlyItsAmount) {
  const std::size_t lever = model::find_lever("kinship_support");
  const std::size_t counted = model::accumulator(model::Category::practice_support).index;
  const auto run = [](model::Plan plan) {
    return model::run(model::default_values(), headwater::tests::scotland_drivers(std::move(plan)));
  };
  const model::Trajectory without = run({});
  for (const std::vector<double>& amounts : schedules) {
    model::Plan plan;
    for (const ScheduleStep& step : steps_of(from_2026(amounts))) {
      plan.steps.push_back({lever, step.start, step.ramp, step.amount});
    }
    const model::Trajectory with = run(plan);
    const auto spent = [&](int year) {
      const auto by = [&](int april) { return with.on_1_april(april)[counted] - without.on_1_april(april)[counted]; };
      return by(year + 1) - by(year);
    };
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      EXPECT_NEAR(spent(2026 + static_cast<int>(i)), amounts[i], 1e-9) << testing::PrintToString(amounts) << i;
    }
    EXPECT_NEAR(spent(2025), 0.0, 1e-9);
    EXPECT_NEAR(spent(2026 + static_cast<int>(amounts.size())), 0.0, 1e-9);
  }
}

TEST(Schedule, MoneyIsNeverBelowZeroAndAYearWithoutHasNone) {
  for (const std::vector<double>& amounts : schedules) {
    const std::vector<ScheduledYear> years = from_2026(amounts);
    const std::vector<ScheduleStep> steps = steps_of(years);
    for (double t = 2026.0; t < 2026.5 + static_cast<double>(years.size()); t += 1.0 / 64.0) {
      EXPECT_GE(level_at(steps, t), -1e-10);
      const auto year = static_cast<std::size_t>(std::max(model::fiscal_year_of(t).first - 2026, 0));
      if (t > 2026.25 && year < amounts.size() && amounts[year] == 0.0) {
        EXPECT_NEAR(level_at(steps, t), 0.0, 1e-10) << t << testing::PrintToString(amounts);
      }
    }
  }
}

TEST(Schedule, ASingleYearRisesAndFallsInsideIt) {
  const std::vector<ScheduleStep> steps = steps_of({{{2026}, 7.0}});
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_NEAR(steps[0].start, 2026.25 + 1.0 / 48.0, 1e-12);
  EXPECT_NEAR(steps[1].start + steps[1].ramp, 2027.25 - 1.0 / 24.0, 1e-12);
  EXPECT_NEAR(steps[0].amount, 7.0 * 16.0 / 13.0, 1e-12); // the two ramps leave out an eighth of the level, and 1/16
}

std::vector<std::string> problems_in_schedule(std::string_view text) {
  const TemporaryFolder folder;
  const Read<InputFile> file = read_input(folder.write("s.csv", text));
  const Read<std::vector<ScheduledYear>> read = read_schedule(*file.value, 0.0, 500.0);
  EXPECT_NE(read.value.has_value(), !read.problems.empty());
  return folder.shown(read.problems);
}

TEST(Schedule, ReadsWhatASpreadsheetWrites) {
  EXPECT_THAT(problems_in_schedule("\xEF\xBB\xBF"
                                   "fiscal_year,gbp_million\r\n2026-27,12.5\r\n2027-28,0\r\n\r\n"),
              ElementsAre());
}

TEST(Schedule, EveryProblemOfAFileIsShown) {
  EXPECT_THAT(problems_in_schedule("fiscal_year,gbp_million\n"
                                   "2026-28,1\n"
                                   "2026-27,12,5\n"
                                   "2026-27,5m\n"
                                   "2027-28,501\n"
                                   "2029-30,-1\n"
                                   "2029-30,nan\n"),
              ElementsAre("s.csv:2:1: \"2026-28\" is not two years that follow each other; allowed: 2026-27",
                          "s.csv:3:9: the comma in \"12,5\" parts it into two fields; allowed: 12.5",
                          "s.csv:4:1: 2026-27 follows 2026-27; years come in order, each once and none left out; "
                          "allowed: 2027-28 here; a year without money is a row with 0",
                          "s.csv:4:9: \"5m\" has a unit behind it; allowed: 5",
                          "s.csv:5:9: 501 is out of range; allowed: 0 to 500 GBP million",
                          "s.csv:6:1: 2029-30 follows 2027-28; years come in order, each once and none left out; "
                          "allowed: 2028-29 here; a year without money is a row with 0",
                          "s.csv:6:9: -1 is out of range; allowed: 0 to 500 GBP million",
                          "s.csv:7:1: 2029-30 follows 2029-30; years come in order, each once and none left out; "
                          "allowed: 2030-31 here; a year without money is a row with 0",
                          "s.csv:7:9: \"nan\" is not a number; allowed: a finite number with a decimal point, such as "
                          "12.5"));
}

TEST(Schedule, RefusesAnotherHeaderAndNoYears) {
  const std::string header = "s.csv:1:1: the first line is not the header of a schedule; allowed: "
                             "fiscal_year,gbp_million";
  EXPECT_THAT(problems_in_schedule("year,amount\n2026-27,1\n"), ElementsAre(header));
  EXPECT_THAT(problems_in_schedule("fiscal_year;gbp_million\n2026-27;1\n"),
              ElementsAre("s.csv:1:1: the fields are parted by semicolons; allowed: commas between fields, and a point "
                          "in decimal numbers: fiscal_year,gbp_million"));
  EXPECT_THAT(problems_in_schedule(""), ElementsAre("s.csv:1:1: the file is empty; allowed: fiscal_year,gbp_million"));
  EXPECT_THAT(problems_in_schedule("fiscal_year,gbp_million\n"),
              ElementsAre("s.csv:1:1: the schedule has no years; allowed: one row for each fiscal year, such as "
                          "2026-27,12.5"));
}

} // namespace
} // namespace headwater::scenarios
