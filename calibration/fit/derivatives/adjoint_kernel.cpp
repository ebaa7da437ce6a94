// The kernel of one instruction set. This file is compiled several times (see calibration/CMakeLists.txt), each time
// with HEADWATER_LANES, HEADWATER_KERNEL and headwater defined, for the reasons that model/ensemble/lane_kernel.cpp
// gives; and with HEADWATER_ADJOINT, the file that write_adjoint.cpp wrote.
//
// A step of Runge and Kutta's method, x' = x + h/6 (k1 + 2 k2 + 2 k3 + k4), ki the slope at xi, followed backwards:
// from the adjoint of x' (a bar over it, here "ends") to those of the slopes, of the points xi, and of x.
#include "calibration/fit/derivatives/adjoint_kernel.hpp"

#include "model/scalars/lanes.hpp"
#include "model/solve/annual_record.hpp"

#include <array>
#include <cmath>
#include <cstring>
#include <memory>

namespace headwater::calibration {
namespace {

using Lanes = model::Lanes<HEADWATER_LANES>;
using model::max;
using model::min;
using model::sqrt;
using model::where;
using std::exp;

constexpr std::size_t lane_groups = adjoint_points / Lanes::width;
constexpr std::size_t moment_count = sizeof(model::Moment<double>) / sizeof(double);

Lanes load(const double* from) {
  Lanes numbers;
  std::memcpy(&numbers.v, from, sizeof numbers.v);
  return numbers;
}
void store(double* to, const Lanes& numbers) { std::memcpy(to, &numbers.v, sizeof numbers.v); }

namespace written {
#include HEADWATER_ADJOINT
} // namespace written

/// A state's worth of numbers. A type of ours, so that no function made for it is shared with the rest of the program.
struct StateNumbers {
  double of[model::state_size];

  double& operator[](std::size_t i) { return of[i]; }
  double operator[](std::size_t i) const { return of[i]; }
  void add(double factor, const StateNumbers& other) {
    for (std::size_t i = 0; i < model::state_size; ++i) {
      of[i] += factor * other[i];
    }
  }
  void add(const double* other) {
    for (std::size_t i = 0; i < model::state_size; ++i) {
      of[i] += other[i];
    }
  }
};

StateNumbers times(double factor, const StateNumbers& numbers) {
  StateNumbers result = {};
  result.add(factor, numbers);
  return result;
}

/// Adjoints of the slopes at one point after another, the last first, to those of the state there.
class Backwards {
public:
  explicit Backwards(const AdjointRun& run) : run_{run}, next_{run.points} {
    written::adjoint_once(run.values, run.reference, once_);
  }

  /// From the adjoint of the slopes at the point before the last asked for, to that of the state there.
  StateNumbers at_point_before(const StateNumbers& slopes) {
    --next_;
    const std::size_t block = next_ / adjoint_points;
    const std::size_t lane = next_ % adjoint_points;
    if (lane + 1 == adjoint_points || next_ + 1 == run_.points) {
      for (std::size_t group = 0; group < lane_groups; ++group) {
        const std::size_t first = group * Lanes::width;
        written::adjoint_points(once_, run_.stocks + block * model::stock_size * adjoint_points + first,
                                run_.moments + block * moment_count * adjoint_points + first, carried_ + first);
      }
    }
    StateNumbers state = {};
    written::adjoint_sweep(once_, carried_ + lane, slopes.of, state.of, kept_ + lane);
    if (lane == 0) {
      for (std::size_t group = 0; group < lane_groups; ++group) {
        const std::size_t first = group * Lanes::width;
        written::adjoint_collect(once_, carried_ + first, kept_ + first, input_ + first);
      }
    }
    return state;
  }

  /// Adds what the start, and all points, say of the parameters. `start` is the adjoint of the state it began with.
  void finish(const StateNumbers& start) const {
    double input[written::input_count];
    for (std::size_t i = 0; i < written::input_count; ++i) {
      input[i] = 0.0;
      for (std::size_t lane = 0; lane < adjoint_points; ++lane) {
        input[i] += input_[i * adjoint_points + lane];
      }
    }
    const auto* now = reinterpret_cast<const double*>(run_.grid->moments.data());
    written::adjoint_finish(run_.values, run_.reference, now, run_.place_rate, input, start.of, run_.by_parameter);
  }

private:
  const AdjointRun& run_;
  std::size_t next_;
  alignas(64) double once_[written::once_count];
  alignas(64) double carried_[written::carried_count * adjoint_points];
  alignas(64) double kept_[written::kept_count * adjoint_points] = {}; // 0 in the lanes that a last block leaves empty
  alignas(64) double input_[written::input_count * adjoint_points] = {};
};

/// Follows one step of length `h` back to its first slope: adds to the adjoints of that slope and of the state before.
void step_back(Backwards& backwards, double h, const StateNumbers& ends, StateNumbers& slope, StateNumbers& before) {
  const StateNumbers fourth = backwards.at_point_before(times(h / 6.0, ends));
  StateNumbers weight = times(h / 3.0, ends);
  weight.add(h, fourth);
  const StateNumbers third = backwards.at_point_before(weight);
  weight = times(h / 3.0, ends);
  weight.add(h / 2.0, third);
  const StateNumbers second = backwards.at_point_before(weight);
  slope.add(h / 6.0, ends);
  slope.add(h / 2.0, second);
  before.add(ends.of);
  before.add(fourth.of);
  before.add(third.of);
  before.add(second.of);
}

void run_back(const AdjointRun& run) {
  const model::PlanGrid& grid = *run.grid;
  const std::size_t july_numbers = grid.julys() * model::state_size;
  const std::size_t april_numbers = grid.aprils.size() * model::state_size;
  const std::unique_ptr<double[]> adjoints(new double[july_numbers + april_numbers]());
  double* const july = adjoints.get();
  double* const april = july + july_numbers;
  for (std::size_t i = 0; i < run.figures; ++i) {
    // A figure of the first year has no 1 April before it, and looks at none.
    const auto julys = static_cast<std::size_t>(run.years[i] - model::start_year) * model::state_size;
    const auto aprils =
        static_cast<std::size_t>(std::max(run.years[i] - model::AnnualRecord::first_april, 1)) * model::state_size;
    const std::size_t julys_before = julys - model::state_size;
    const std::size_t aprils_before = aprils - model::state_size;
    written::adjoint_figure(run.rows[i], run.weights[i], run.values, run.by_parameter, run.july_states + julys,
                            july + julys, run.july_states + julys_before, july + julys_before,
                            run.april_states + aprils, april + aprils, run.april_states + aprils_before,
                            april + aprils_before);
  }

  Backwards backwards(run);
  StateNumbers ends = {};
  std::size_t aprils_left = grid.aprils.size();
  for (std::size_t n = grid.steps; n-- > 0;) {
    if ((n + 1) % grid.steps_a_year == 0) {
      ends.add(july + (n + 1) / grid.steps_a_year * model::state_size);
    }
    StateNumbers slope = {};
    StateNumbers before = {};
    step_back(backwards, grid.step, ends, slope, before);
    if (aprils_left > 0 && grid.aprils[aprils_left - 1].from == n) {
      --aprils_left;
      StateNumbers there = {};
      there.add(april + aprils_left * model::state_size);
      step_back(backwards, grid.aprils[aprils_left].length, there, slope, before);
    }
    const StateNumbers first = backwards.at_point_before(slope);
    before.add(first.of);
    ends = before;
  }
  ends.add(july);
  backwards.finish(ends);
}

} // namespace
} // namespace headwater::calibration

extern "C" void HEADWATER_KERNEL(const headwater::calibration::AdjointRun* run) {
  headwater::calibration::run_back(*run);
}
