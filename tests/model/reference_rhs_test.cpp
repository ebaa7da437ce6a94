// The right-hand side, beside an independent implementation of the same equations: every derivative at ten states.
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

TEST(ReferenceDerivative, FirstFiveEvaluationsOfContinueAsNow) {
  const Table table(reference_folder() / "rk4_first5_continue-as-now.csv");
  ASSERT_NO_FATAL_FAILURE(expect_the_order_of_the_state(table));
  // the four stages of the first step, and the first of the second
  const std::array times{start_time, start_time + step_length / 2.0, start_time + step_length / 2.0,
                         start_time + step_length, start_time + step_length};
  std::size_t compared = 0;
  for (std::size_t k = 0; k < times.size(); ++k) {
    const std::string evaluation = std::to_string(k + 1);
    if (!table.has("y#" + evaluation)) {
      continue;
    }
    ++compared;
    const State<double> state = column(table, "y#" + evaluation);
    expect_same_derivative(derivative_at(state, {}, times[k]), column(table, "dydt#" + evaluation), state,
                           "evaluation " + evaluation + " of RK4");
  }
  EXPECT_EQ(2 * compared + 1, table.columns().size());
  EXPECT_GE(compared, 2U);
}

TEST(ReferenceDerivative, FiveTimesOfKeepThePromise) {
  const Table table(reference_folder() / "rhs_check_keep-the-promise.csv");
  ASSERT_NO_FATAL_FAILURE(expect_the_order_of_the_state(table));
  const Plan plan = reference_plans().at("keep-the-promise");
  std::size_t compared = 0;
  for (const int year : {2011, 2015, 2020, 2026, 2036}) {
    const std::string time = std::to_string(year) + ".583333";
    if (!table.has("y@" + time)) {
      continue;
    }
    ++compared;
    const State<double> state = column(table, "y@" + time);
    expect_same_derivative(derivative_at(state, plan, july_31(year)), column(table, "dydt@" + time), state, time);
  }
  EXPECT_EQ(2 * compared + 1, table.columns().size());
  EXPECT_GE(compared, 1U);
}

// What the solver itself does in its first step is what the files say: the same states, not only the same equations.
TEST(ReferenceDerivative, FirstStepReachesTheSameState) {
  const Table table(reference_folder() / "rk4_first5_continue-as-now.csv");
  const Trajectory trajectory = run_plan({}, default_values(), start_year + 1);
  const State<double> first = column(table, "y#1");
  const State<double> second = column(table, "y#5");
  for (std::size_t i = 0; i < charter_state_size; ++i) {
    EXPECT_NEAR(trajectory.states[0][i], first[i], 1e-11 * std::abs(first[i])) << name_of(i) << " at the start";
    EXPECT_NEAR(trajectory.states[1][i], second[i], 1e-11 * std::abs(second[i])) << name_of(i) << " after one step";
  }
}

// From the same files: derivatives, a year, at the start of continue-as-now and after fifteen and twenty-five years of
// keep-the-promise. The later states are our own, within 1e-8 of theirs, hence the wider bar.
struct TypedDerivative {
  Place place;
  double start;
  double july_2026;
  double july_2036;
};

const std::vector<TypedDerivative> typed_derivatives{
    {stock::coping[0], 31.187096593886963, -878.9065945239854, -1072.3660691096084},
    {stock::waiting[2], 0.025376263289928147, 18.877772978067213, -13.547492476729545},
    {stock::supported[1], 0.07312851982908342, 22.684190352657424, 5.586940866047712},
    {stock::recovering[1], 0.02024535441099573, 2.3501864029078376, 14.47728779808339},
    {stock::at_home[2], -45.15346488307196, -7.235004720137951, -6.927335537835198},
    {stock::kinship[1], 10.017542338279753, -12.706702522501473, -20.99136927230026},
    {stock::foster[0], 9.879470101850728, -17.242205582912675, -11.925094656575702},
    {stock::residential[3], -106.29427767059133, -1.8689041014827286, -3.5138537102508388},
    {stock::secure[2], -35.36528845173788, -0.5419043226900095, -0.399580104770239},
    {stock::continuing_family, 21.239662224820123, 12.02543420908924, -10.278201575263836},
    {stock::aftercare_receiving[1], 22.099839376998318, 15.145487267890218, -15.130269017699788},
    {stock::difficulty_18_25, 668.7374772906626, -183.03318258792615, -150.16466441740465},
    {stock::support_workers_new, 2.6560759416711157, 10.298410141177559, -3.528137079809568},
    {stock::social_workers_experienced, -0.08281148000878602, -37.50313037463303, -37.06262547608799},
    {stock::foster_households, 0.0, -71.02646599636984, -51.10409735175202},
    {stock::residential_places, 0.0, -8.682314522323514, -30.912161334207557},
    {stock::trust, 0.0, 0.003008074643767622, 0.0033764255546685495},
    {stock::decision_threshold, 0.0, -0.002152407558883851, -0.003545679422438941},
    {stock::universal_reach, 0.0003875621124998692, 0.003839547011550167, 0.002298350015389509},
    {stock::prevention_budget, 0.0, 1.0521008288544182, 1.2910796845642736},
    {stock::childrens_budget, 9.047994422162215, -6.1658835820097115, -8.57639876452215},
    {accumulator(Category::residential), 235.52624004518412, 247.01855932752207, 198.89836596318193},
    {accumulator(Counter::starts), 5405.4157863151795, 2995.006093113441, 2444.8676792869014},
    {accumulator(Counter::harm_at_home), 5327.661432213336, 6171.903475928745, 5511.988127787694},
};

TEST(ReferenceDerivative, TypedFigures) {
  const Trajectory now = run_plan({}, default_values(), start_year + 1);
  const Trajectory promise = run_plan(typed_plans().at("keep-the-promise"), default_values(), 2037);
  const auto compare = [](const Trajectory& trajectory, int year, const TypedDerivative& typed, double theirs,
                          double relative) {
    const std::size_t step = trajectory.step_at(july_31(year));
    const double ours = trajectory.derivatives[step][typed.place.index];
    const double stock = trajectory.states[step][typed.place.index];
    EXPECT_NEAR(ours, theirs, relative * std::abs(theirs) + relative * 1e-2 * std::abs(stock))
        << "derivative of " << name_of(typed.place.index) << ", 31 July " << year << ", stock " << stock;
  };
  for (const TypedDerivative& typed : typed_derivatives) {
    compare(now, 2011, typed, typed.start, 1e-10);
    compare(promise, 2026, typed, typed.july_2026, 1e-7);
    compare(promise, 2036, typed, typed.july_2036, 1e-7);
  }
}

} // namespace
} // namespace headwater::model::tests
