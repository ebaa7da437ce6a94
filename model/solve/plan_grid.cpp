#include "model/solve/plan_grid.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

namespace headwater::model {

PlanGrid plan_grid(const Drivers& drivers, int horizon, double step) {
  if (horizon <= start_year) {
    throw std::invalid_argument("a run must end after " + std::to_string(start_year));
  }
  PlanGrid grid;
  grid.step = step;
  grid.steps_a_year = static_cast<std::size_t>(std::lround(1.0 / step));
  grid.steps = static_cast<std::size_t>(std::lround((horizon - start_year) / step));
  grid.moments.reserve(2 * grid.steps + 1);
  for (std::size_t i = 0; i <= 2 * grid.steps; ++i) {
    grid.moments.push_back(moment_at(drivers, grid_time(i, step)));
  }
  int year = start_year + 1;
  for (std::size_t n = 0; n < grid.steps; ++n) {
    const double begins = grid_time(2 * n, step);
    if (const double april = april_1(year); april < grid_time(2 * (n + 1), step)) {
      const double length = april - begins;
      grid.aprils.push_back(
          {n,
           begins,
           length,
           {moment_at(drivers, begins), moment_at(drivers, begins + length / 2.0), moment_at(drivers, april)}});
      ++year;
    }
  }
  return grid;
}

} // namespace headwater::model
