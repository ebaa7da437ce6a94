// The rates of lives are those of the run: their arrows rebuild the derivative of every stock of people, and run forward
// they give its stocks, in plans that use every state there is.
#include "model/lives/rates.hpp"

#include "tests/model/lives/forward.hpp"
#include "tests/model/plans.hpp"

#include <cmath>

namespace headwater::model::tests {
namespace {

/// Shared care and support without an end are on; and everything at once.
const Plans& plans_of_lives() {
  static const Plans plans = {
      {"continue-as-now", {}},
      {"shared care and support without an end",
       plan_of({{"shared_care", 2026.25, 2.0, 12.0}, {"long_term", 2026.25, 2.0, 1.0}})},
      {"all-add-ons", typed_plans().at("all-add-ons")},
      {"keep-the-promise", typed_plans().at("keep-the-promise")},
  };
  return plans;
}

People people_of(const State<double>& state) {
  People people{};
  for (std::size_t place = 0; place < stock_size; ++place) {
    people[place] = counts_people(place) ? state[place] : 0.0;
  }
  return people;
}

TEST(LifeRates, RebuildTheDerivativeOfEveryStock) {
  for (const auto& [name, plan] : plans_of_lives()) {
    const Trajectory run = run_plan(plan, default_values(), 2041);
    const LifeRates rates = life_rates(run, start_year, 2041);
    for (std::size_t n = 0; n < rates.count; n += 7) {
      const MidStep middle = mid_step(run, n);
      const People slope = slope_of(rates, n, people_of(middle.state), true);
      for (std::size_t place = 0; place < stock_size; ++place) {
        if (counts_people(place)) {
          const double gross = rates.leaving_rate(n, place) * middle.state[place] + std::abs(middle.derivative[place]);
          EXPECT_NEAR(slope[place], middle.derivative[place], 3e-12 * gross + 1e-15)
              << name << ", step " << n << ", " << name_of(place);
        }
      }
    }
  }
}

/// How far the rates of fifteen years, run forward, end from the run's stocks: the worst of all places of people, as a
/// share.
double worst_forward(const Plan& plan, double step) {
  const Trajectory run = run_plan(plan, default_values(), 2041, step);
  const LifeRates rates = life_rates(run, 2026, 2041);
  People people = people_of(run.on_31_july(2026));
  for (std::size_t n = 0; n < rates.count; ++n) {
    people = after_step(rates, n, people, true);
  }
  const State<double>& there = run.on_31_july(2041);
  double worst = 0.0;
  for (std::size_t place = 0; place < stock_size; ++place) {
    if (counts_people(place)) {
      worst = std::max(worst, std::abs(people[place] - there[place]) / std::max(there[place], 1e-3));
    }
  }
  return worst;
}

// What is left is that rates stand still within a step, which a plan that moves fast has more of: half the step leaves a
// quarter.
TEST(LifeRates, RunForwardGiveTheStocks) {
  EXPECT_LT(worst_forward({}, step_length), 1.2e-5);
  for (const auto& [name, plan] : plans_of_lives()) {
    const double worst = worst_forward(plan, step_length);
    EXPECT_LT(worst, 2e-4) << name;
    EXPECT_LT(worst_forward(plan, step_length / 2.0), 0.3 * worst) << name;
  }
}

// Where a stock is 0, its rates are what they would be with somebody in it.
TEST(LifeRates, OfAnEmptyStockAreThoseOfOneThatIsNot) {
  const Trajectory run = run_plan({}, default_values(), 2030);
  const LifeRates rates = life_rates(run, 2026, 2030);
  const auto place = stock::long_term_support[1].index;
  ASSERT_EQ(run.on_31_july(2026)[place], 0.0);
  const Parameters<double>& p = run.parameters;
  std::size_t seen = 0;
  for (std::size_t w = rates.ways.first[place]; w < rates.ways.first[place + 1]; ++w) {
    const Way& way = rates.ways.all[w];
    if (way.what == "long-term support ends") {
      EXPECT_EQ(rates.rate(0, w), 1.0 / p.long_term_time);
      ++seen;
    } else if (way.what == "grow older") {
      EXPECT_EQ(rates.rate(0, w), 1.0 / p.years_5_11);
      ++seen;
    } else if (way.what == "come to be looked after at home") {
      // the hazard of milder need, times what that of long-term support is to it
      const SceneAt there(run, run.step_at(july_31(2026)));
      EXPECT_NEAR(rates.rate(0, w) / (there->crisis.hazard_at_home[1] * there->crisis.long_term_hazard), 1.0, 1e-3);
      ++seen;
    }
  }
  EXPECT_EQ(seen, 3U);
}

TEST(LifeRates, LeadToAPlaceOnlyFromThoseToWhomItIsOpen) {
  const Trajectory run = run_plan(plans_of_lives().at("all-add-ons"), default_values(), 2031);
  const LifeRates rates = life_rates(run, 2026, 2031);
  std::size_t to_shared_care = 0;
  for (const Way& way : rates.ways.all) {
    if (way.then == "shared care instead") {
      EXPECT_FALSE(is_looked_after(way.from)) << name_of(way.from);
      EXPECT_NE(stock_of(way.from).first, stock::shared_care.first);
      ++to_shared_care;
    }
  }
  EXPECT_EQ(to_shared_care, 44U); // ten places of each band from which children come, and once more at being found
}

TEST(LifeRates, AreOfYearsInsideTheRun) {
  const Trajectory run = run_plan({}, default_values(), 2014);
  EXPECT_THROW(life_rates(run, 2010, 2014), std::out_of_range);
  EXPECT_THROW(life_rates(run, 2012, 2012), std::out_of_range);
  EXPECT_THROW(life_rates(run, 2012, 2015), std::out_of_range);
  EXPECT_EQ(life_rates(run, 2012, 2014).count, 2 * steps_per_year);
}

} // namespace
} // namespace headwater::model::tests
