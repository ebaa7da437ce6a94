#include "model/solve/plan_grid.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace headwater::model {
namespace {

/// Whether two moments bring the same into the equations. When something will end is nothing to them until it does, and
/// how much of new money works is nothing while there is none.
bool brings_the_same(const Moment<double>& a, const Moment<double>& b) {
  const auto matters = [&](Counts counts, double one, double other) {
    switch (counts) {
    case Counts::with_new_money:
      return a.lever != Levers<double>{};
    case Counts::once_reached:
      return std::min(one, other) <= a.time;
    case Counts::always:
      break;
    }
    return true;
  };
  bool same = a.lever == b.lever && a.loop == b.loop;
#define DRIVER(name, symbol, unit, meaning) same = same && a.name == b.name;
#include "model/quantities/drivers.def"
#undef DRIVER
#define SETTING(name, symbol, key, unit, value, low, high, stated, counts, meaning)                                    \
  same = same && (a.name == b.name || !matters(Counts::counts, a.name, b.name));
#include "model/quantities/settings.def"
#undef SETTING
  return same;
}

} // namespace

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

std::size_t shared_years(const PlanGrid& one, const PlanGrid& other) {
  if (one.step != other.step || one.steps_a_year != other.steps_a_year) {
    return 0;
  }
  const auto parted =
      std::mismatch(one.moments.begin(), one.moments.end(), other.moments.begin(), other.moments.end(), brings_the_same)
          .first;
  // The grid agrees up to and without `parted`; each 1 April lies between moments of its own.
  const auto agreed = static_cast<std::size_t>(parted - one.moments.begin());
  std::size_t years = agreed == 0 ? 0 : (agreed - 1) / (2 * one.steps_a_year);
  const auto april = std::mismatch(one.aprils.begin(), one.aprils.end(), other.aprils.begin(), other.aprils.end(),
                                   [](const AprilStep& a, const AprilStep& b) {
                                     return a.from == b.from && std::equal(a.moments.begin(), a.moments.end(),
                                                                           b.moments.begin(), brings_the_same);
                                   })
                         .first;
  if (april != one.aprils.end()) {
    years = std::min(years, april->from / one.steps_a_year);
  }
  return years;
}

} // namespace headwater::model
