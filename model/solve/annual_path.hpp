// A run of any number type that keeps its state on each 31 July and 1 April: what AnnualRecord is for double.
#pragma once

#include "model/solve/plan_grid.hpp"
#include "model/solve/system.hpp"

#include <boost/numeric/odeint/stepper/runge_kutta4_classic.hpp>

#include <functional>
#include <vector>

namespace headwater::model {

template<class T> struct AnnualPath {
  std::vector<State<T>> july_states;  ///< from start_year on
  std::vector<State<T>> april_states; ///< from AnnualRecord::first_april on
};

/// Steps the equations along a plan from a start: the same steps, and so the same bits, as run() takes for double.
/// `seen(x, moment)` is told of every state at which they are evaluated, and of the moment.
template<class T, class Seen>
AnnualPath<T> annual_path(const Parameters<T>& p, const Start<T>& start, const PlanGrid& grid, const Seen& seen) {
  const auto watched = [&seen](const System<T>& system) {
    return [&system, &seen](const State<T>& x, State<T>& dxdt, double t) {
      seen(x, system.moment(t));
      system(x, dxdt, t);
    };
  };
  const System<T> system{p, start.reference, grid.moments, grid.step};
  const auto slopes = watched(system);
  AnnualPath<T> path;
  State<T> x = initial_state(start);
  State<T> dxdt;
  boost::numeric::odeint::runge_kutta4_classic<State<T>> stepper;
  auto april = grid.aprils.begin();
  for (std::size_t n = 0; n <= grid.steps; ++n) {
    if (n % grid.steps_a_year == 0) {
      path.july_states.push_back(x);
    }
    if (n == grid.steps) {
      break;
    }
    const double t = grid_time(2 * n, grid.step);
    slopes(x, dxdt, t);
    if (april != grid.aprils.end() && april->from == n) {
      const System<T> there{p, start.reference, april->moments, april->length, april->begins};
      const auto slopes_there = watched(there);
      State<T> y = x;
      stepper.do_step(std::cref(slopes_there), y, dxdt, april->begins, april->length);
      path.april_states.push_back(y);
      ++april;
    }
    stepper.do_step(std::cref(slopes), x, dxdt, t, grid.step);
  }
  return path;
}

template<class T> AnnualPath<T> annual_path(const ParameterValues<T>& values, const PlanGrid& grid) {
  const Parameters<T> p = by_name(values);
  return annual_path(p, start(p, as_numbers<T>(grid.moments.front())), grid,
                     [](const State<T>& /*x*/, const Moment<double>& /*moment*/) {});
}

} // namespace headwater::model
