// Extreme conditions: worlds nobody expects, in which the model must still be finite, hold no negative stock, keep its
// shares between 0 and 1, and move the way anybody would say it must.
//
// A world may change its parameters after the start: the start then is Scotland in 2011, and what follows is extreme.
#include "tests/model/plans.hpp"

namespace headwater::model::tests {
namespace {

/// Scotland of 2011, which from then on runs on other parameters.
Trajectory run_from_2011(const ParameterValues<double>& later) { return run_on(default_values(), later); }

double families_of_age(const Trajectory& trajectory, std::size_t band, int year) {
  double families = 0.0;
  for (std::size_t i = stock::coping.first; i < stock::continuing_family.first; i += band_count) {
    families += on_31_july(trajectory, {i + band}, year);
  }
  families += on_31_july(trajectory, stock::long_term_support[band], year) +
              on_31_july(trajectory, stock::shared_care[band], year);
  return families;
}

/// The amount of a lever at a limit of its range, as the equations take it.
double amount(const Lever& lever, double limit) { return lever.kind == LeverKind::money ? limit / user_prices : limit; }

Plan every_lever_at(double Lever::*limit, double start = april_1(2026)) {
  Plan plan;
  for (std::size_t i = 0; i < lever_count; ++i) {
    plan.steps.push_back({i, start, 1.0, amount(levers()[i], levers()[i].*limit)});
  }
  return plan;
}

TEST(Extremes, NoBirths) {
  ParameterValues<double> values = default_values();
  set(values, "birth_decline", 100.0); // new families all but stop within weeks
  const Trajectory trajectory = run_from_2011(values);
  expect_possible(trajectory, "no births");
  const double first = families_of_age(trajectory, age_0_4, 2011);
  // those of 0-4 leave at 1/5 a year: after 35 years one in a thousand is left
  EXPECT_LT(families_of_age(trajectory, age_0_4, 2046), 0.002 * first);
  for (int year = 2012; year <= 2046; ++year) {
    EXPECT_LT(families_of_age(trajectory, age_0_4, year), families_of_age(trajectory, age_0_4, year - 1)) << year;
  }
  EXPECT_LT(looked_after(trajectory, 2046), 0.2 * looked_after(trajectory, 2011));
}

TEST(Extremes, NoChildrenAtAllButThoseInCare) {
  ParameterValues<double> values = default_values();
  set(values, "child_population", 0.0);
  expect_possible(run_plan({}, values), "no children but those in care");
}

TEST(Extremes, SupportWorkersCanHoldNoFamily) {
  ParameterValues<double> values = default_values();
  set(values, "families_per_support_worker", 1e-9);
  const Trajectory trajectory = run_from_2011(values);
  const Trajectory usual = run_plan({});
  expect_possible(trajectory, "support workers can hold no family");
  // what is left is the soft edge of capacity: 25 ln 2 families
  EXPECT_LT(all_bands(trajectory, stock::supported, 2020), 0.1 * all_bands(usual, stock::supported, 2020));
  const auto waiting = [](const Trajectory& of) {
    return all_bands(of, stock::waiting, 2020) + all_bands(of, stock::waiting_severe, 2020);
  };
  EXPECT_GT(waiting(trajectory), 2.0 * waiting(usual));
  EXPECT_GT(looked_after(trajectory, 2020), looked_after(usual, 2020));
}

TEST(Extremes, NoSupportPostCanBePaidFor) {
  ParameterValues<double> values = default_values();
  set(values, "cost_per_support_post", 1e6);
  const Trajectory trajectory = run_from_2011(values);
  expect_possible(trajectory, "no support post can be paid for");
  const auto workers = [&](int year) {
    return on_31_july(trajectory, stock::support_workers_new, year) +
           on_31_july(trajectory, stock::support_workers_experienced, year);
  };
  // posts are shed at half a year, down to the soft edge of hiring: 20 ln 2 posts
  EXPECT_LT(workers(2020), 0.1 * workers(2011));
  EXPECT_GT(all_bands(trajectory, stock::waiting, 2020), all_bands(run_plan({}), stock::waiting, 2020));
}

TEST(Extremes, HiringTakesThreeYears) {
  ParameterValues<double> values = default_values();
  set(values, "time_to_hire", 3.0);
  const Trajectory trajectory = run_from_2011(values);
  const Trajectory usual = run_plan({});
  expect_possible(trajectory, "hiring takes three years");
  const SceneAt strained(trajectory, trajectory.step_at(july_31(2020)));
  const SceneAt ordinary(usual, usual.step_at(july_31(2020)));
  EXPECT_LT(strained->workforce.social_workers, 0.9 * ordinary->workforce.social_workers);
  EXPECT_GT(strained->load.caseload_relative, 1.2 * ordinary->load.caseload_relative);
  EXPECT_GT(strained->workforce.social_leaving, ordinary->workforce.social_leaving);
}

// The workforce all but dies out; those who stay carry many times the cases of 2011.
TEST(Extremes, HardlyAnybodyIsHired) {
  for (const double years : {5.0, 20.0, 100.0}) {
    ParameterValues<double> values = default_values();
    set(values, "time_to_hire", years);
    expect_possible(run_from_2011(values), "hiring takes " + std::to_string(years) + " years");
  }
}

TEST(Extremes, NoMoney) {
  Plan plan = with("budget_growth", -0.1, start_time - 1.0, 0.5);
  plan.wellbeing_end = 2012.0; // ten years before it begins
  const Trajectory trajectory = run_plan(plan);
  const Trajectory usual = run_plan({});
  expect_possible(trajectory, "no money");
  EXPECT_LT(on_31_july(trajectory, stock::prevention_budget, 2046),
            0.5 * on_31_july(usual, stock::prevention_budget, 2046));
  EXPECT_LT(all_bands(trajectory, stock::supported, 2046), all_bands(usual, stock::supported, 2046));
  EXPECT_GT(living_away(trajectory, 2046), living_away(usual, 2046));
}

TEST(Extremes, DoublePoverty) {
  const Trajectory usual = run_plan({});
  const Trajectory poor = run_plan(with("poverty", 0.23));
  expect_possible(poor, "double poverty");
  double last = 0.0;
  for (const int year : {2028, 2032, 2036, 2040}) {
    const double more = living_away(poor, year) - living_away(usual, year);
    EXPECT_GT(more, last) << year;
    last = more;
  }
  EXPECT_GT(all_bands(poor, stock::struggling, 2040), 1.2 * all_bands(usual, stock::struggling, 2040));
}

// To 2046 from a usual start; the nightly twin goes on to the end, and from the start of the run as well.
TEST(Extremes, EachLeverAtItsHighest) {
  for (const Lever& lever : levers()) {
    const double limit = lever.high;
    const std::string what = std::string(lever.name) + " at " + std::to_string(limit) + " " + std::string(lever.unit);
    expect_possible(run_plan(with(lever.name, amount(lever, limit)), default_values(), 2046), what);
  }
}

TEST(Extremes, EveryLeverAloneNightly) {
  for (const Lever& lever : levers()) {
    for (const double limit : {lever.low, lever.high}) {
      const std::string what = std::string(lever.name) + " at " + std::to_string(limit) + " " + std::string(lever.unit);
      expect_possible(run_plan(with(lever.name, amount(lever, limit))), what);
      expect_possible(run_plan(with(lever.name, amount(lever, limit), start_time, 0.1)), what + ", from the start");
    }
  }
}

TEST(Extremes, EveryLeverAtOnce) {
  for (const double start : {april_1(2026), start_time}) {
    const std::string when = ", from " + std::to_string(start);
    expect_possible(run_plan(every_lever_at(&Lever::high, start)), "every lever at its highest" + when);
    expect_possible(run_plan(every_lever_at(&Lever::low, start)), "every lever at its lowest" + when);
  }
}

TEST(Extremes, TheLargestLoanIsRepaid) {
  for (const double years : {1.0, 5.0, 10.0}) {
    Plan plan = with("loan", amount(levers()[find_lever("loan")], levers()[find_lever("loan")].high));
    plan.loan_end = april_1(2026) + years;
    expect_possible(run_plan(plan), "the largest loan, drawn for " + std::to_string(years) + " years and repaid");
  }
}

// Of every `stride` limits of parameters that vary, one.
void expect_possible_at_limits(std::size_t stride) {
  std::size_t limits = 0;
  for (std::size_t i = 0; i < parameter_count; ++i) {
    const Parameter& row = parameters()[i];
    // a share of a group at its limit is no share of a group
    if (row.distribution == Distribution::fixed || row.distribution == Distribution::logistic_normal) {
      continue;
    }
    for (const double limit : {row.low, row.high}) {
      if (limits++ % stride == 0) {
        ParameterValues<double> values = default_values();
        values[i] = limit;
        expect_possible(run_on(values, values), std::string(row.name) + " at " + std::to_string(limit));
      }
    }
  }
}

TEST(Extremes, OneParameterAtALimit) { expect_possible_at_limits(23); }

TEST(Extremes, EveryParameterAtALimitNightly) { expect_possible_at_limits(1); }

} // namespace
} // namespace headwater::model::tests
