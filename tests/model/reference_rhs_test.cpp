// The right-hand side, beside independent implementations of the same equations: every derivative at seven states of
// keep-the-promise, two of them after the end of trends, without what parents' need, shared care and controls add; and
// at a state of a plan that pulls every lever of these.
//
// Bar: 1e-10 relative, or 1e-12 of the stock a year where a derivative is a difference of large flows.
#include "tests/model/plans.hpp"
#include "tests/model/reference_files.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::model::tests {
namespace {

/// The derivative of a stated state under a plan.
State<double> derivative_at(const State<double>& state, const ParameterValues<double>& values, const Plan& plan,
                            double time) {
  const Drivers drivers = scotland_drivers(plan);
  const Parameters<double> p = by_name(values);
  const Start<double> world = start(p, moment_at(drivers, start_time));
  return derivative(state, p, world.reference, moment_at(drivers, time));
}

/// What parents need and leavers' homes, where the files have none: at rest.
State<double> with_add_ons_at_rest(State<double> state) {
  const Stocks<double> rest = start(by_name(reference_values()), moment_at(scotland_drivers(), start_time)).stocks;
  std::array<double, stock_size> values{};
  write_stocks(rest, values.data());
  for (std::size_t i = stock::unmet_substance.first; i < stock_size; ++i) {
    state[i] = values[i];
  }
  state[stock::no_stable_home.first] = by_name(reference_values()).no_home_share * state[stock::difficulty_18_25.first];
  return state;
}

/// A column of a table, by the names of the state; which numbers the table has.
struct Column {
  State<double> numbers{};
  std::vector<std::size_t> given;
};

Column column(const Table& table, std::string_view name) {
  Column read;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::size_t i = state_position(table.text(row, "state"));
    EXPECT_TRUE(read.given.empty() || read.given.back() < i) << "the order of the state, at " << name_of(i);
    read.given.push_back(i);
    read.numbers[i] = table.number(row, name);
  }
  return read;
}

void expect_same_derivative(const State<double>& ours, const Column& theirs, const State<double>& state,
                            const std::string& when) {
  for (const std::size_t i : theirs.given) {
    const double bar = std::max(1e-10 * std::abs(theirs.numbers[i]), 1e-12 * std::abs(state[i]));
    EXPECT_LE(std::abs(ours[i] - theirs.numbers[i]), bar)
        << "derivative of " << name_of(i) << " at " << when << "\n  stock  " << state[i] << "\n  ours   " << ours[i]
        << "\n  theirs " << theirs.numbers[i];
  }
}

TEST(ReferenceDerivative, SevenTimesOfKeepThePromise) {
  const Table table(figures_folder() / "derivatives_keep-the-promise.csv");
  const Plan plan = typed_plans().at("keep-the-promise");
  for (const int year : {2011, 2015, 2020, 2026, 2036, 2047, 2071}) {
    const std::string time = std::to_string(year) + ".583333";
    const Column state = column(table, "y@" + time);
    EXPECT_EQ(state.given.size(), 153U);
    const State<double> whole = with_add_ons_at_rest(state.numbers);
    expect_same_derivative(derivative_at(whole, reference_values_without_add_ons(), plan, july_31(year)),
                           column(table, "dydt@" + time), whole, time);
  }
}

TEST(ReferenceDerivative, AllAddOns) {
  const Table table(figures_folder() / "derivatives_all-add-ons.csv");
  const Column state = column(table, "y@2031.583333");
  EXPECT_EQ(state.given.size(), reference_state_size);
  expect_same_derivative(
      derivative_at(state.numbers, reference_values(), typed_plans().at("all-add-ons"), july_31(2031)),
      column(table, "dydt@2031.583333"), state.numbers, "2031");
}

} // namespace
} // namespace headwater::model::tests
