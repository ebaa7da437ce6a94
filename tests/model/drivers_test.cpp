// Drivers and clock: what a moment brings from outside the equations.
#include "tests/model/plans.hpp"

#include <cmath>

namespace headwater::model::tests {
namespace {

TEST(Drivers, SeriesAreLinearBetweenPointsAndHeldOutside) {
  const std::vector<SeriesPoint> series{{2010.0, 4.0}, {2012.0, 8.0}, {2013.0, 2.0}};
  for (const auto& [time, value] : std::map<double, double>{
           {1990.0, 4.0}, {2010.0, 4.0}, {2010.5, 5.0}, {2012.0, 8.0}, {2012.25, 6.5}, {2013.0, 2.0}, {2050.0, 2.0}}) {
    EXPECT_DOUBLE_EQ(interpolate(series, time), value) << time;
  }
  const std::vector<SeriesPoint> one{{2010.0, 4.0}};
  EXPECT_EQ(interpolate(one, 1.0), 4.0);
  EXPECT_EQ(interpolate(one, 3000.0), 4.0);
}

TEST(Drivers, AMomentBringsTheSeriesAndThePlan) {
  Plan plan = plan_of({{"intensive", 2026.25, 2.0, 20.0}, {"practice", 2026.25, 1.0, 0.1}});
  plan.fidelity = 0.8;
  plan.loan_end = 2033.25;
  const Drivers drivers = scotland_drivers(plan);
  const Moment<double> first = moment_at(drivers, start_time);
  EXPECT_EQ(first.time, start_time);
  EXPECT_EQ(first.start, start_time);
  EXPECT_DOUBLE_EQ(first.referrals, 1.0);
  // a sixth of the way to 2014.5 from 2011.0, on a line that rises by 0.0002
  EXPECT_DOUBLE_EQ(first.child_poverty, 0.216 + 0.0002 * (7.0 / 12.0) / 3.5);
  EXPECT_EQ(first.lever.intensive_support, 0.0);

  const Moment<double> later = moment_at(drivers, 2040.0);
  const double at_start = interpolate(std::vector<SeriesPoint>{{2010.75, 39217.0}, {2011.75, 31593.0}}, start_time);
  EXPECT_DOUBLE_EQ(later.referrals, 10197.0 / at_start);
  EXPECT_EQ(later.referrals_end, 2023.75);
  EXPECT_EQ(later.child_poverty, 0.235);
  EXPECT_EQ(later.lever.intensive_support, 20.0);
  EXPECT_EQ(later.lever.decision_practice, 0.1);
  EXPECT_EQ(later.fidelity, 0.8);
  EXPECT_EQ(later.wellbeing_fidelity, 0.6);
  EXPECT_EQ(later.wellbeing_end, never);
  EXPECT_EQ(later.loan_end, 2033.25);

  const Moment<double> same = as_numbers<double>(later);
  EXPECT_EQ(same.lever.intensive_support, later.lever.intensive_support);
  EXPECT_EQ(same.child_poverty, later.child_poverty);
}

TEST(Drivers, APlaceMayHaveItsOwnPoverty) {
  const Drivers drivers{{{2011.0, 1.0}}, {{2011.0, 0.1}, {2021.0, 0.2}}, {}};
  EXPECT_DOUBLE_EQ(moment_at(drivers, 2016.0).child_poverty, 0.15);
}

TEST(Levers, RampSmoothlyAndAdd) {
  const std::size_t lever = find_lever("intensive");
  const Plan plan =
      plan_of({{"intensive", 2026.25, 2.0, 20.0}, {"intensive", 2031.25, 4.0, -5.0}, {"universal", 2026.25, 2.0, 7.0}});
  for (const auto& [time, value] : std::map<double, double>{{2020.0, 0.0},
                                                            {2026.25, 0.0},
                                                            {2026.75, 20.0 * (3.0 / 16.0 - 2.0 / 64.0)},
                                                            {2027.25, 10.0},
                                                            {2028.25, 20.0},
                                                            {2031.0, 20.0},
                                                            {2033.25, 17.5},
                                                            {2035.25, 15.0},
                                                            {2046.0, 15.0}}) {
    EXPECT_NEAR(lever_at(plan, lever, time), value, 1e-12) << time;
  }
  EXPECT_EQ(lever_at(plan, find_lever("kinship"), 2040.0), 0.0);
  EXPECT_EQ(lever_at({}, lever, 2040.0), 0.0);
}

Climate<double> climate_at(double time, ParameterValues<double> values = default_values(), const Plan& plan = {}) {
  const Drivers drivers = scotland_drivers(plan);
  const Parameters<double> p = by_name(values);
  return climate(p, start(p, moment_at(drivers, start_time)).reference, moment_at(drivers, time));
}

TEST(Climate, TheTrendClockSlowsAfterTheData) {
  EXPECT_DOUBLE_EQ(climate_at(2018.0).trend_years, 2018.0 - start_time);
  EXPECT_DOUBLE_EQ(climate_at(2024.6).trend_years, 2024.6 - start_time);
  EXPECT_DOUBLE_EQ(climate_at(2034.6).trend_years, 2024.6 - start_time + 5.0);
  EXPECT_DOUBLE_EQ(climate_at(2034.6).data_years, 2024.6 - start_time);
  EXPECT_DOUBLE_EQ(climate_at(2034.6).adoption_years, 2034.6 - start_time);
  EXPECT_DOUBLE_EQ(climate_at(2070.0).adoption_years, 2046.58 - start_time);
  ParameterValues<double> values = default_values();
  set(values, "th", 0.0); // it does not slow
  EXPECT_DOUBLE_EQ(climate_at(2034.6, values).trend_years, 2034.6 - start_time);
  set(values, "th", 1.0); // it stops
  EXPECT_DOUBLE_EQ(climate_at(2034.6, values).trend_years, 2024.6 - start_time);
  EXPECT_DOUBLE_EQ(climate_at(2044.0, values).trend_years, 2024.6 - start_time);
}

TEST(Climate, StartsWhereReferencesAre) {
  const Climate<double> c = climate_at(start_time);
  EXPECT_EQ(c.trend_years, 0.0);
  // events of 2020 are not yet there, but for the far edge of their curves
  EXPECT_NEAR(c.away_practice, 1.0, 1e-4);
  EXPECT_NEAR(c.at_home_practice, 1.0, 1e-3);
  EXPECT_NEAR(c.exits, 1.0, 1e-6);
  EXPECT_NEAR(c.arrivals, 0.0, 0.5);
  EXPECT_DOUBLE_EQ(c.births, 1031800.0 / 1.7 / 18.0);
  EXPECT_EQ(climate_at(2019.75).wage_growth, 1.0);
  EXPECT_EQ(climate_at(2019.75).community_growth, 1.0);
  EXPECT_EQ(climate_at(2019.75).residential_growth, 1.0);
  EXPECT_LT(c.community_growth, 1.0);
}

TEST(Climate, BirthsStopFallingInTheYearSaid) {
  EXPECT_LT(climate_at(2030.0).births, climate_at(2024.0).births);
  EXPECT_EQ(climate_at(2040.0).births, climate_at(2036.0).births);
  ParameterValues<double> values = default_values();
  set(values, "tB", 2030.0);
  EXPECT_EQ(climate_at(2040.0, values).births, climate_at(2030.0, values).births);
}

TEST(Climate, ExitsDipInSpring2020AndReboundIn2021) {
  EXPECT_LT(climate_at(2020.35).exits, 0.8);
  EXPECT_GT(climate_at(2021.1).exits, 1.15);
  EXPECT_NEAR(climate_at(2030.0).exits, 1.0, 1e-4);
  EXPECT_GT(climate_at(2020.0).away_practice, climate_at(2021.5).away_practice);
  EXPECT_GT(climate_at(2020.0).at_home_practice, 1.3 * climate_at(2021.5).at_home_practice);
}

TEST(Clock, PointsOfTheGridAreTheTimesOfTheSolver) {
  EXPECT_EQ(grid_time(0), 2011.0 + 7.0 / 12.0);
  EXPECT_EQ(grid_time(1), start_time + step_length / 2.0);
  EXPECT_EQ(grid_time(2), start_time + step_length);
  EXPECT_EQ(grid_time(2 * 1200), start_time + 75.0);
  EXPECT_NEAR(grid_time(2 * 1200), july_31(last_horizon), 1e-12);
  EXPECT_EQ(april_1(2026), 2026.25);
  const std::vector<Moment<double>> grid = plan_grid(scotland_drivers(), 2012, 1.0 / 32.0).moments;
  ASSERT_EQ(grid.size(), 65U);
  EXPECT_EQ(grid[3].time, start_time + 1.0 / 32.0 + 1.0 / 64.0);
}

} // namespace
} // namespace headwater::model::tests
