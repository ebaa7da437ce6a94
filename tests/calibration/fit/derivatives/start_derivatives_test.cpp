// Derivatives of the start: the places that give the published wait are found in rounds, which the adjoint replaces by
// the equation they settle at. Both ways against each other, and against differences.
#include "model/scalars/dual.hpp"
#include "model/solve/system.hpp"
#include "model/solve/trajectory.hpp"
#include "tests/calibration/fit/derivatives/scored_history.hpp"
#include "tests/scotland_drivers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace headwater::calibration {
namespace {

using Slope = model::Dual<1>;

/// What has settled, x = round(x, p), by its own equation: dx/dp = (d round/dp) / (1 - d round/dx).
struct ByItsEquation {
  template<class Round> Slope operator()(Slope value, const Round& round) const {
    value = model::InRounds{}(value, round);
    const Slope held = round(Slope(value.v));
    const Slope moved = round(Slope::variable(value.v, 0)); // by the parameter, and by x as well
    value.d[0] = held.d[0] / (1.0 - (moved.d[0] - held.d[0]));
    round(value); // leaves the stocks
    return value;
  }
};

constexpr std::size_t reference_count = sizeof(model::Reference<double>) / sizeof(double);
template<class T> using Numbers = std::array<T, model::stock_size + reference_count + 1>;

/// Every stock, every reference value, and the rate of places.
template<class T, class Settle>
Numbers<T> start_numbers(const model::ParameterValues<T>& values, const model::Moment<double>& now, Settle settle) {
  const auto plain = std::bit_cast<std::array<double, sizeof now / sizeof(double)>>(now);
  std::array<T, plain.size()> moment{};
  std::copy(plain.begin(), plain.end(), moment.begin());
  const model::Start<T> start = model::start(model::by_name(values), std::bit_cast<model::Moment<T>>(moment), settle);
  Numbers<T> numbers;
  model::write_stocks(start.stocks, numbers.data());
  const auto reference = std::bit_cast<std::array<T, reference_count>>(start.reference);
  std::copy(reference.begin(), reference.end(), numbers.begin() + model::stock_size);
  numbers.back() = start.place_rate;
  return numbers;
}

model::Moment<double> first_moment() {
  return model::moment_at(headwater::tests::scotland_drivers(), model::start_time);
}

template<class Settle>
Numbers<Slope> by_parameter(const model::ParameterValues<double>& at, std::size_t i, Settle settle) {
  model::ParameterValues<Slope> values;
  std::copy(at.begin(), at.end(), values.begin());
  values[i] = Slope::variable(at[i], 0);
  return start_numbers(values, first_moment(), settle);
}

std::vector<model::ParameterValues<double>> places() { return {model::default_values(), drawn(3), drawn(11)}; }

TEST(StartDerivatives, OfTheRoundsAreThoseOfTheEquationTheySettleAt) {
  for (const model::ParameterValues<double>& at : places()) {
    for (std::size_t i = 0; i < model::parameter_count; ++i) {
      const Numbers<Slope> rounds = by_parameter(at, i, model::InRounds{});
      const Numbers<Slope> equation = by_parameter(at, i, ByItsEquation{});
      for (std::size_t k = 0; k < rounds.size(); ++k) {
        const double size = std::abs(rounds[k].d[0]) + 1e-3 * std::abs(rounds[k].v / (at[i] == 0.0 ? 1.0 : at[i]));
        ASSERT_NEAR(equation[k].d[0], rounds[k].d[0], 1e-10 * size) << k << " by " << model::parameters()[i].name;
      }
    }
  }
}

// Central differences over steps halved three times, extrapolated to a step of 0 (L. F. Richardson, 1911).
TEST(StartDerivatives, AreThoseOfRichardsonDifferences) {
  constexpr std::size_t rows = 4;
  double worst = 0.0;
  for (const model::ParameterValues<double>& at : places()) {
    for (std::size_t i = 0; i < model::parameter_count; ++i) {
      const Numbers<Slope> exact = by_parameter(at, i, ByItsEquation{});
      std::array<Numbers<double>, rows> table{};
      // Not in parts of the value: a hundredth of a year such as 2014 is twenty years.
      const model::Parameter& parameter = model::parameters()[i];
      const double range = parameter.high - parameter.low;
      double step = range > 0.0 ? 0.02 * range : 0.01 * std::max(std::abs(at[i]), 0.01);
      for (std::size_t row = 0; row < rows; ++row, step /= 2.0) {
        model::ParameterValues<double> moved = at;
        moved[i] = at[i] + step;
        const Numbers<double> above = start_numbers(moved, first_moment(), model::InRounds{});
        moved[i] = at[i] - step;
        const Numbers<double> below = start_numbers(moved, first_moment(), model::InRounds{});
        Numbers<double> next{};
        for (std::size_t k = 0; k < next.size(); ++k) {
          next[k] = (above[k] - below[k]) / (2.0 * step);
        }
        for (std::size_t column = 0; column <= row; ++column) {
          const double weight = std::pow(4.0, static_cast<double>(column + 1));
          const Numbers<double> old = table.at(column);
          table.at(column) = next;
          for (std::size_t k = 0; k < next.size() && column < row; ++k) {
            next[k] = (weight * next[k] - old[k]) / (weight - 1.0);
          }
        }
      }
      for (std::size_t k = 0; k < exact.size(); ++k) {
        // of what a number changes by when the parameter does, in parts of itself
        const double unit = std::max(std::abs(at[i]), 0.01) / std::max(std::abs(exact[k].v), 1e-6);
        const double off = std::abs(exact[k].d[0] - table.back()[k]) * unit;
        ASSERT_LE(off, 1e-6 * (1.0 + std::abs(exact[k].d[0]) * unit)) << k << " by " << model::parameters()[i].name;
        worst = std::max(worst, off);
      }
    }
  }
  RecordProperty("worst", std::to_string(worst * 1e9) + "e-9");
}

} // namespace
} // namespace headwater::calibration
