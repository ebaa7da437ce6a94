// The walk: the one time loop of the model, for every number type and every kernel.
//
//   31 July 2011 |----|----|----|--  ...  --|  31 July of the horizon     RK4, one step after another
//                            '->.  1 April                                and beside it a step of its own to that day
#pragma once

#include "model/solve/plan_grid.hpp"

#include <boost/numeric/odeint/stepper/runge_kutta4_classic.hpp>

#include <functional>

namespace headwater::model {

/// Listens to nothing.
struct Ignore {
  template<class... Anything> void operator()(const Anything&... /*anything*/) const {}
};

/// Steps `x`, any state that Boost.Odeint can step, from the start of step `first` to the end of the timetable.
///
///   slopes_of(moments, step, origin)   what Odeint calls along these moments, as System has them: slopes(x, dxdt, t)
///   on_july(x)                         on each 31 July from the first step on, both ends included
///   on_april(x)                        on each 1 April
///   on_step(x, dxdt, t)                at the start of each step, with its slope
template<class X, class SlopesOf, class OnJuly, class OnApril, class OnStep = Ignore>
void walk(const Timetable& plan, std::size_t first, X& x, const SlopesOf& slopes_of, const OnJuly& on_july,
          const OnApril& on_april, const OnStep& on_step = {}) {
  boost::numeric::odeint::runge_kutta4_classic<X> stepper;
  const auto slopes = slopes_of(plan.moments, plan.step, start_time);
  const AprilStep* april = plan.aprils.data();
  const AprilStep* const last_april = april + plan.aprils.size();
  while (april != last_april && april->from < first) {
    ++april;
  }
  X dxdt;
  for (std::size_t n = first; n <= plan.steps; ++n) {
    if (n % plan.steps_a_year == 0) {
      on_july(x);
    }
    if (n == plan.steps) {
      break;
    }
    const double t = grid_time(2 * n, plan.step);
    slopes(x, dxdt, t);
    on_step(x, dxdt, t);
    // A stepper copies what it calls, several times a step: it is handed a reference.
    if (april != last_april && april->from == n) {
      const auto slopes_there = slopes_of(april->moments, april->length, april->begins);
      X y = x;
      stepper.do_step(std::cref(slopes_there), y, dxdt, april->begins, april->length);
      on_april(y);
      ++april;
    }
    stepper.do_step(std::cref(slopes), x, dxdt, t, plan.step);
  }
}

} // namespace headwater::model
