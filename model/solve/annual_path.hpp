// A run of any number type that keeps its state on each 31 July and 1 April: what AnnualRecord is for double.
#pragma once

#include "model/solve/plan_grid.hpp"
#include "model/solve/system.hpp"
#include "model/solve/walk.hpp"

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
  AnnualPath<T> path;
  State<T> x = initial_state(start);
  walk(
      grid.timetable(), 0, x,
      [&](std::span<const Moment<double>> moments, double step, double origin) {
        return [&seen, system = System<T>{p, start.reference, moments, step, origin}](const State<T>& at,
                                                                                      State<T>& slope, double t) {
          seen(at, system.moment(t));
          system(at, slope, t);
        };
      },
      [&path](const State<T>& state) { path.july_states.push_back(state); },
      [&path](const State<T>& state) { path.april_states.push_back(state); });
  return path;
}

template<class T> AnnualPath<T> annual_path(const ParameterValues<T>& values, const PlanGrid& grid) {
  const Parameters<T> p = by_name(values);
  return annual_path(p, start(p, as_numbers<T>(grid.moments.front())), grid, Ignore{});
}

} // namespace headwater::model
