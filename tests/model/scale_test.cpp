// Size: half of Scotland is half of Scotland. When every number that has a size is halved, in the parameters and in the
// plan, every stock and accumulator that has a size halves, and no index, share or price moves.
#include "tests/model/plans.hpp"

#include <cmath>

namespace headwater::model::tests {
namespace {

Plan half_of(Plan plan) {
  for (LeverStep& step : plan.steps) {
    if (levers()[step.lever].kind == LeverKind::money) {
      step.amount *= 0.5;
    }
  }
  return plan;
}

ParameterValues<double> half_of(ParameterValues<double> values) {
  for (std::size_t i = 0; i < parameter_count; ++i) {
    if (parameters()[i].scales_with != ScalesWith::none) {
      values[i] *= 0.5;
    }
  }
  return values;
}

void expect_half(const Trajectory& half, const Trajectory& whole, const std::string& what) {
  ASSERT_EQ(half.states.size(), whole.states.size());
  for (std::size_t n = 0; n < whole.states.size(); ++n) {
    for (std::size_t i = 0; i < state_size; ++i) {
      const StockRow* row = stock_at(i);
      const bool reform_years = i == accumulator(Counter::reform_years).index;
      const double share = reform_years || (row != nullptr && row->scales_with == ScalesWith::none) ? 1.0 : 0.5;
      const double expected = share * whole.states[n][i];
      ASSERT_NEAR(half.states[n][i], expected, 1e-10 * std::abs(expected))
          << what << ": " << name_of(i) << " at " << grid_time(2 * n) << ", whole " << whole.states[n][i];
    }
  }
}

/// Every money lever, and policy beside it.
Plan every_money_lever() {
  Plan plan = typed_plans().at("keep-the-promise");
  for (std::size_t i = 0; i < lever_count; ++i) {
    if (levers()[i].kind == LeverKind::money) { // of adult services and of controls too, and the stocks they move
      plan.steps.push_back({i, 2027.25, 1.0, i == find_lever("loan") ? 10.0 : 4.0});
    }
  }
  for (const char* policy : {"edge_first", "long_term", "safe_home", "margin_cap", "in_house", "open_door"}) {
    plan.steps.push_back({find_lever(policy), 2027.25, 1.0, 0.2});
  }
  plan.steps.push_back({find_lever("slack"), 2027.25, 1.0, 0.2});
  plan.steps.push_back({find_lever("res_cap"), 2028.25, 1.0, 0.5});
  plan.steps.push_back({find_lever("poverty"), 2026.25, 5.0, -0.03});
  plan.loan_end = 2034.25;
  return plan;
}

TEST(Scale, HalfOfScotlandIsHalfOfScotland) {
  const ParameterValues<double> values = default_values();
  for (const auto& [name, plan] : Plans{{"continue-as-now", {}}, {"every money lever", every_money_lever()}}) {
    expect_half(run_plan(half_of(plan), half_of(values)), run_plan(plan, values), name);
  }
}

TEST(Scale, HalfOfAnotherWorldIsHalfOfIt) {
  const ParameterValues<double> values = random_set(7);
  expect_half(run_plan(half_of(every_money_lever()), half_of(values)), run_plan(every_money_lever(), values),
              "random set 7");
}

TEST(Scale, TheAccumulatorsThatHaveASizeAreAllOfThem) {
  for (const CounterRow& row : counters()) {
    EXPECT_EQ(row.scales_with == ScalesWith::none, row.name == "reform_years") << row.name;
  }
}

} // namespace
} // namespace headwater::model::tests
