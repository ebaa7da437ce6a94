// How exact the solver is. Its walk, the one that every run takes, is of fourth order on problems with exact solutions
// and on the model itself; halving the step of a real run changes almost nothing.
#include "model/solve/walk.hpp"
#include "tests/model/plans.hpp"

#include <boost/numeric/odeint/stepper/euler.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iomanip>
#include <iostream>
#include <numbers>

namespace headwater::model::tests {
namespace {

using Vector = std::vector<double>;
using Slope = std::function<void(const Vector&, Vector&, double)>;

struct Problem {
  std::string name;
  Slope slope;
  Vector start;
  Vector exact; ///< at time 2
};

constexpr double horizon = 2.0;

/// Three problems whose solutions are known.
std::vector<Problem> problems() {
  // x' = -a x, y' = a x - b y from x = 1, y = 0: x = exp(-a t), y = a (exp(-a t) - exp(-b t)) / (b - a)
  constexpr double a = 1.5;
  constexpr double b = 0.4;
  const double x = std::exp(-a * horizon);
  const double y = a * (std::exp(-a * horizon) - std::exp(-b * horizon)) / (b - a);
  return {
      {"a chain of decay",
       [](const Vector& s, Vector& slope, double) {
         slope = {-a * s[0], a * s[0] - b * s[1]};
       },
       {1.0, 0.0},
       {x, y}},
      // x' = x (1 - x) from 1/10: x = 1 / (1 + 9 exp(-t))
      {"logistic growth",
       [](const Vector& s, Vector& slope, double) { slope = {s[0] * (1.0 - s[0])}; },
       {0.1},
       {1.0 / (1.0 + 9.0 * std::exp(-horizon))}},
      // x'' = -w^2 x from x = 1, at rest: x = cos w t
      {"a harmonic oscillator",
       [](const Vector& s, Vector& slope, double) {
         constexpr double w = std::numbers::pi / 2.0;
         slope = {s[1], -w * w * s[0]};
       },
       {1.0, 0.0},
       {std::cos(std::numbers::pi), 0.0}},
  };
}

/// Solves a problem to the horizon with steps of `step`.
using Solver = Vector (*)(const Problem& problem, double step);

std::size_t steps_of(double step) { return static_cast<std::size_t>(std::lround(horizon / step)); }

Vector by_the_walk(const Problem& problem, double step) {
  const Timetable plan{{}, {}, steps_of(step), steps_of(step), step};
  const auto slopes = [&](std::span<const Moment<double>> /*moments*/, double /*step*/, double /*origin*/) {
    return problem.slope;
  };
  Vector x = problem.start;
  walk(plan, 0, x, slopes, Ignore{}, Ignore{});
  return x;
}

Vector by_euler(const Problem& problem, double step) {
  boost::numeric::odeint::euler<Vector> stepper;
  Vector x = problem.start;
  for (std::size_t n = 0; n < steps_of(step); ++n) {
    stepper.do_step(problem.slope, x, static_cast<double>(n) * step, step);
  }
  return x;
}

/// The largest error at the horizon.
double error_of(Solver solver, const Problem& problem, double step) {
  const Vector x = solver(problem, step);
  double error = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    error = std::max(error, std::abs(x[i] - problem.exact[i]));
  }
  return error;
}

void expect_order(Solver solver, double order) {
  for (const Problem& problem : problems()) {
    for (const double step : {1.0 / 64.0, 1.0 / 128.0}) {
      const double whole = error_of(solver, problem, step);
      const double half = error_of(solver, problem, step / 2.0);
      EXPECT_NEAR(std::log2(whole / half), order, 0.1)
          << problem.name << ": error " << whole << " at step " << step << ", " << half << " at half of it";
    }
  }
}

TEST(Convergence, TheWalkIsOfFourthOrder) { expect_order(by_the_walk, 4.0); }

// A test that could not tell orders apart would say nothing: Euler must be as wrong as theory says.
TEST(Convergence, EulerIsOfFirstOrder) {
  expect_order(by_euler, 1.0);
  for (const Problem& problem : problems()) {
    EXPECT_GT(error_of(by_euler, problem, 1.0 / 64.0), 1e4 * error_of(by_the_walk, problem, 1.0 / 64.0))
        << problem.name;
  }
}

/// The largest change of a number on any 31 July between two runs, relative to the largest it has been: some accumulators
/// cross 0. A number that has just left 0 changes most: people past 26 in aftercare in the July after the lever, money in
/// the July after the fund.
double largest_change(const Trajectory& coarse, const Trajectory& fine,
                      const std::function<double(const Trajectory&, int)>& value) {
  double change = 0.0;
  double largest = 0.0;
  for (int year = start_year + 1; year <= last_horizon; ++year) {
    const double exact = value(fine, year);
    largest = std::max(largest, std::abs(exact));
    if (largest != 0.0) {
      change = std::max(change, std::abs(value(coarse, year) - exact) / largest);
    }
  }
  return change;
}

struct Worst {
  double change = 0.0;
  std::size_t index = 0;

  void see(double other, std::size_t at) {
    if (other > change) {
      change = other;
      index = at;
    }
  }
};

TEST(Convergence, HalvingTheStepOfTheModelChangesAlmostNothing) {
  for (const auto& [name, plan] :
       Plans{{"continue-as-now", {}}, {"keep-the-promise", typed_plans().at("keep-the-promise")}}) {
    const Trajectory sixteenth = run_plan(plan, default_values(), last_horizon, 1.0 / 16.0);
    const Trajectory half = run_plan(plan, default_values(), last_horizon, 1.0 / 32.0);
    const Trajectory quarter = run_plan(plan, default_values(), last_horizon, 1.0 / 64.0);

    const double children = largest_change(sixteenth, quarter, looked_after);
    const double children_halved = largest_change(half, quarter, looked_after);
    Worst stock_change;
    Worst accumulator_change;
    for (std::size_t i = 0; i < state_size; ++i) {
      const double change =
          largest_change(sixteenth, quarter, [i](const Trajectory& t, int year) { return on_31_july(t, {i}, year); });
      (i < stock_size ? stock_change : accumulator_change).see(change, i);
    }
    std::cout << std::setprecision(2) << name << ", step 1/16 against 1/64: looked-after children " << children
              << " (1/32: " << children_halved << "), worst stock " << stock_change.change << " ("
              << name_of(stock_change.index) << "), worst accumulator " << accumulator_change.change << " ("
              << name_of(accumulator_change.index) << ")\n";
    RecordProperty(name + " looked-after children", std::to_string(children * 1e9) + "e-9");
    RecordProperty(name + " worst stock", name_of(stock_change.index));
    RecordProperty(name + " worst accumulator", std::to_string(accumulator_change.change * 1e9) + "e-9");

    EXPECT_LE(children, 1e-7) << name;
    EXPECT_LE(children_halved, children) << name;
    EXPECT_LE(stock_change.change, 2e-4) << name << ": " << name_of(stock_change.index);
    // Empty places that are paid for: the counter of a difference that begins at nothing, and so of the worst beginnings.
    EXPECT_LE(accumulator_change.change, 3e-4) << name << ": " << name_of(accumulator_change.index);
  }
}

/// The state half a year after 31 July 2011 in a world whose clock and series stand still: no corner of a published
/// series or of a lever is left. Half a year, because later the fast responses that make the error have died away.
State<double> after_half_a_still_year(std::size_t steps_a_year) {
  const double step = 1.0 / static_cast<double>(steps_a_year);
  const std::size_t steps = steps_a_year / 2;
  const std::vector<Moment<double>> grid(2 * steps + 1, moment_at(scotland_drivers(), start_time));
  const Parameters<double> p = by_name(default_values());
  const Start<double> world = start(p, grid.front());
  State<double> x = initial_state(world);
  walk(
      Timetable{grid, {}, steps, steps_a_year, step}, 0, x,
      [&](std::span<const Moment<double>> moments, double length, double origin) {
        return System<double>{p, world.reference, moments, length, origin};
      },
      Ignore{}, Ignore{});
  return x;
}

TEST(Convergence, TheModelIsOfFourthOrderWhereNothingHasACorner) {
  const State<double> coarse = after_half_a_still_year(64);
  const State<double> middle = after_half_a_still_year(128);
  const State<double> fine = after_half_a_still_year(256);
  std::vector<double> orders;
  for (std::size_t i = 0; i < state_size; ++i) {
    const double first = std::abs(coarse[i] - middle[i]);
    const double second = std::abs(middle[i] - fine[i]);
    if (second > 1e-12 * std::abs(fine[i])) { // below it, rounding is what is left
      orders.push_back(std::log2(first / second));
    }
  }
  ASSERT_GE(orders.size(), 20U);
  std::sort(orders.begin(), orders.end());
  const double median = orders[orders.size() / 2];
  std::cout << std::setprecision(3) << "order of the model, still world: median " << median << " of " << orders.size()
            << " numbers, from " << orders.front() << " to " << orders.back() << '\n';
  RecordProperty("median order", std::to_string(median));
  EXPECT_NEAR(median, 4.0, 0.1);
}

} // namespace
} // namespace headwater::model::tests
