// The right-hand side, beside an independent implementation of the same equations: every derivative at seven states, two
// of them after the end of trends.
//
// Bar: 1e-10 relative, or 1e-12 of the stock a year where a derivative is a difference of large flows.
#include "tests/model/plans.hpp"
#include "tests/model/reference_files.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::model::tests {
namespace {

/// The derivative of a stated state under a plan, with the default parameters.
State<double> derivative_at(const State<double>& state, const Plan& plan, double time) {
  const Drivers drivers = scotland_drivers(plan);
  const Parameters<double> p = by_name(default_values());
  const Start<double> world = start(p, moment_at(drivers, start_time));
  return derivative(state, p, world.reference, moment_at(drivers, time));
}

State<double> column(const Table& table, std::string_view name) {
  State<double> numbers{};
  for (std::size_t i = 0; i < charter_state_size; ++i) {
    numbers[i] = table.number(i, name);
  }
  return numbers;
}

void expect_the_order_of_the_state(const Table& table) {
  const std::vector<std::string> names = reference_state_names();
  ASSERT_EQ(table.rows(), charter_state_size);
  for (std::size_t i = 0; i < charter_state_size; ++i) {
    ASSERT_EQ(table.text(i, "state"), names[i]) << "row " << i << ", " << name_of(i);
  }
}

void expect_same_derivative(const State<double>& ours, const State<double>& theirs, const State<double>& state,
                            const std::string& when) {
  for (std::size_t i = 0; i < charter_state_size; ++i) {
    const double bar = std::max(1e-10 * std::abs(theirs[i]), 1e-12 * std::abs(state[i]));
    EXPECT_LE(std::abs(ours[i] - theirs[i]), bar) << "derivative of " << name_of(i) << " at " << when << "\n  stock  "
                                                  << state[i] << "\n  ours   " << ours[i] << "\n  theirs " << theirs[i];
  }
}

TEST(ReferenceDerivative, SevenTimesOfKeepThePromise) {
  const Table table(figures_folder() / "derivatives_keep-the-promise.csv");
  ASSERT_NO_FATAL_FAILURE(expect_the_order_of_the_state(table));
  const Plan plan = typed_plans().at("keep-the-promise");
  for (const int year : {2011, 2015, 2020, 2026, 2036, 2047, 2071}) {
    const std::string time = std::to_string(year) + ".583333";
    const State<double> state = column(table, "y@" + time);
    expect_same_derivative(derivative_at(state, plan, july_31(year)), column(table, "dydt@" + time), state, time);
  }
}

} // namespace
} // namespace headwater::model::tests
