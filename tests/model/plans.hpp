// Plans, sets of parameters and runs that the model's tests share.
//
//   plan_of({{"intensive", 2026.25, 2.0, 23.4}, ...})   levers by symbol or name, money in 2019-20 prices
//   typed_plans()                                       plans of the reference files, typed here
//   reference_plans()                                   those of the reference files where they are, else the typed
//   ones random_set(7)                                       the seventh set of parameters, the same on every machine
#pragma once

#include "model/solve/trajectory.hpp"
#include "tests/scotland_drivers.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::model::tests {

using headwater::tests::scotland_drivers;

/// One step of a lever as a test writes it.
struct Step {
  std::string_view lever; ///< symbol or name
  double start;           ///< years
  double ramp;            ///< years
  double amount;          ///< money in GBPm/yr of 2019-20 prices
};

Plan plan_of(std::initializer_list<Step> steps);

/// A plan that moves one lever, by default on 1 April 2026 over a year.
Plan with(std::string_view lever, double amount, double start = april_1(2026), double ramp = 1.0);

using Plans = std::map<std::string, Plan>;

/// Plans of the reference files, typed: at least one that cuts, one that invests and one that meets more need.
Plans typed_plans();

/// What of the numbers of the independent implementation is carried with the tests.
std::filesystem::path figures_folder();

/// Where the numbers of the independent implementation lie; not part of a clone, so it may be absent.
std::filesystem::path reference_folder();
bool reference_is_here();

/// Every plan of the reference files where they are, else the typed ones.
Plans reference_plans();

/// The defaults or others, with what acts without a lever turned off: the world before parents' need, shared care and
/// controls were added to it.
ParameterValues<double> without_add_ons(ParameterValues<double> values = default_values());

/// The values of the independent implementation, without what was settled since: with what it added later to its first
/// equations, and without.
ParameterValues<double> reference_values();
ParameterValues<double> reference_values_without_add_ons();

/// A run of a plan with the default parameters, or others.
Trajectory run_plan(const Plan& plan, const ParameterValues<double>& values = default_values(),
                    int horizon = last_horizon, double step = step_length);

/// A start with some parameters, from which the world then runs on others; flows are not recorded, so it is quick.
Trajectory run_on(const ParameterValues<double>& at_start, const ParameterValues<double>& later, const Plan& plan = {});

/// Set `number` of parameters: each row uniform between its low and its high, shares of a Dirichlet group made to sum
/// to 1, fixed rows as they are.
ParameterValues<double> random_set(std::uint64_t number);

/// Sets a parameter by name or symbol; an unknown one is an error of the test.
void set(ParameterValues<double>& values, std::string_view name, double value);

/// The name of a number of the state, for example "waiting 5-11" or "cost of foster".
std::string name_of(std::size_t index);

/// A number of the state on 31 July of a year.
double on_31_july(const Trajectory& trajectory, Place place, int year);
/// The sum of the bands of a stock on 31 July of a year.
double all_bands(const Trajectory& trajectory, const detail::Block<band_count>& stock, int year);
/// Children looked after, and those of them living away from home, on 31 July of a year.
double looked_after(const Trajectory& trajectory, int year);
double living_away(const Trajectory& trajectory, int year);
/// What an accumulator gained between 31 July of two years.
double gained(const Trajectory& trajectory, Place accumulator, int from, int to);

/// Every auxiliary at one step of a run. Owns the stocks the scene refers to, and so is neither copied nor moved.
class SceneAt {
public:
  SceneAt(const Trajectory& trajectory, std::size_t step)
      : stocks_{trajectory.stocks_at_step(step)}, scene_{stocks_, trajectory.parameters, trajectory.reference,
                                                         trajectory.moment_at_step(step)} {}
  SceneAt(const SceneAt&) = delete;
  SceneAt& operator=(const SceneAt&) = delete;
  SceneAt(SceneAt&&) = delete;
  SceneAt& operator=(SceneAt&&) = delete;
  ~SceneAt() = default;

  const Scene<double>* operator->() const { return &scene_; }
  const Scene<double>& operator*() const { return scene_; }
  const Stocks<double>& stocks() const { return stocks_; }

private:
  Stocks<double> stocks_;
  Scene<double> scene_;
};

/// Reports every stock that is ever below zero or not finite, and every share outside 0 to 1, once each.
/// `what` names the run in the failure text.
void expect_possible(const Trajectory& trajectory, const std::string& what);

} // namespace headwater::model::tests
