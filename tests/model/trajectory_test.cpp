// The trajectory of a run: the same numbers between steps as on them, and a plain word where a run breaks down.
#include "tests/model/plans.hpp"

#include <cmath>
#include <stdexcept>

namespace headwater::model::tests {
namespace {

TEST(Trajectory, RunsFrom31July2011To31JulyOfTheHorizon) {
  const Trajectory trajectory = run_plan({});
  EXPECT_EQ(trajectory.states.size(), 1201U);
  EXPECT_EQ(trajectory.derivatives.size(), 1201U);
  EXPECT_EQ(trajectory.flow_totals.size(), 1201U);
  EXPECT_EQ(trajectory.flow_rates.size(), 1201U);
  EXPECT_EQ(trajectory.grid.moments.size(), 2401U);
  EXPECT_NEAR(trajectory.end(), july_31(2086), 1e-12);
  EXPECT_EQ(trajectory.step_at(july_31(2011)), 0U);
  EXPECT_EQ(trajectory.step_at(july_31(2030)), 19U * 16U);
  EXPECT_EQ(run_plan({}, default_values(), 2020).states.back(), trajectory.states[9 * 16]);
}

TEST(Trajectory, TwoRunsAreTheSameToTheBit) {
  const Plan plan = typed_plans().at("keep-the-promise");
  EXPECT_EQ(run_plan(plan).states, run_plan(plan).states);
}

TEST(Trajectory, RecordsEveryFlowBehindTheDerivative) {
  const Trajectory trajectory = run_plan({}, default_values(), 2013);
  ASSERT_EQ(trajectory.flow_rates[5].size(), trajectory.flows.size());
  State<double> derivative{};
  for (std::size_t f = 0; f < trajectory.flows.size(); ++f) {
    const FlowLabel& flow = trajectory.flows[f];
    EXPECT_FALSE(flow.name.empty());
    const double rate = trajectory.flow_rates[5][f];
    if (flow.kind == FlowLabel::Kind::flow && flow.arrow.from.inside) {
      derivative[flow.arrow.from.index] -= rate;
    }
    if (flow.arrow.to.inside) {
      derivative[flow.arrow.to.index] += rate;
    }
  }
  for (std::size_t i = 0; i < stock_size; ++i) {
    EXPECT_EQ(derivative[i], trajectory.derivatives[5][i]) << name_of(i);
  }
}

TEST(Trajectory, FlowsJoinStocksOfOneUnit) {
  const Trajectory trajectory = run_plan({}, default_values(), 2012);
  const auto unit_of = [](const End& end) {
    return unit(end.inside ? stock_at(end.index)->unit : boundaries()[end.index].unit);
  };
  for (const FlowLabel& flow : trajectory.flows) {
    if (flow.kind == FlowLabel::Kind::flow) {
      EXPECT_EQ(unit_of(flow.arrow.from), unit_of(flow.arrow.to)) << flow.name;
    }
  }
}

TEST(Trajectory, IsSmoothBetweenSteps) {
  const Trajectory trajectory = run_plan({}, default_values(), 2016);
  const Trajectory fine = run_plan({}, default_values(), 2016, 1.0 / 64.0);
  for (std::size_t i = 0; i < stock_size; ++i) {
    // on a step it is the step; between steps it is a run with a quarter of the step
    EXPECT_DOUBLE_EQ(trajectory.state_at(i, july_31(2015)), trajectory.states[64][i]) << name_of(i);
    const double between = july_31(2015) + 1.0 / 64.0;
    const double exact = fine.states[4 * 64 + 1][i];
    EXPECT_NEAR(trajectory.state_at(i, between), exact, 1e-5 * std::abs(exact) + 1e-9) << name_of(i);
  }
  EXPECT_DOUBLE_EQ(trajectory.flow_total_at(3, july_31(2014)), trajectory.flow_totals[48][3]);
  EXPECT_EQ(trajectory.flow_total_at(3, start_time), 0.0);
  EXPECT_EQ(trajectory.state_at(0, start_time), trajectory.states.front()[0]);
  EXPECT_DOUBLE_EQ(trajectory.state_at(0, july_31(2016)), trajectory.states.back()[0]);
}

TEST(Trajectory, SaysWhenATimeIsOutsideTheRun) {
  const Trajectory trajectory = run_plan({}, default_values(), 2013);
  EXPECT_THROW(static_cast<void>(trajectory.state_at(0, 2011.0)), std::out_of_range);
  EXPECT_THROW(static_cast<void>(trajectory.state_at(0, 2014.0)), std::out_of_range);
  EXPECT_THROW(static_cast<void>(trajectory.flow_total_at(0, std::nan(""))), std::out_of_range);
}

TEST(Trajectory, SaysWhereARunBreaksDown) {
  ParameterValues<double> values = default_values();
  set(values, "trust_time", 0.0);
  try {
    run_plan({}, values);
    FAIL() << "a time of 0 went unnoticed";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("finite"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("2011"), std::string::npos) << error.what();
  }
}

TEST(Trajectory, QuietRunsAreRecordedRuns) {
  const Plan plan = typed_plans().at("keep-the-promise");
  const ParameterValues<double> values = random_set(3);
  EXPECT_EQ(run_on(values, values, plan).states, run_plan(plan, values).states);
}

} // namespace
} // namespace headwater::model::tests
