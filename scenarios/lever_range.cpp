#include "scenarios/lever_range.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headwater::scenarios {
namespace {

constexpr double grid = 1.0 / 16.0;
constexpr double rounding = 1e-9; // relative: steps that cancel on paper may leave this much

/// What one statement adds at a moment.
double amount_at(const StatedLever& stated, double time) {
  if (!stated.years.empty()) {
    const int index = model::fiscal_year_of(time).first - stated.years.front().year.first;
    return index >= 0 && index < static_cast<int>(stated.years.size())
               ? stated.years[static_cast<std::size_t>(index)].amount
               : 0.0;
  }
  const auto risen = [time](double start, double ramp) {
    const double x = std::clamp((time - start) / ramp, 0.0, 1.0);
    return x * x * (3.0 - 2.0 * x);
  };
  const double gone = stated.end ? risen(fall_before(*stated.end), schedule_ramp) : 0.0;
  return stated.amount * (risen(stated.start.begins(), stated.ramp) - gone);
}

/// The moments to look at, in order.
std::vector<double> moments(const std::vector<const StatedLever*>& steps) {
  std::vector<double> times;
  for (const StatedLever* step : steps) {
    const double start = step->start.begins();
    times.push_back(start);
    times.push_back(start + (step->years.empty() ? step->ramp : static_cast<double>(step->years.size())));
    if (step->end) {
      times.push_back(step->end->begins());
    }
  }
  if (times.empty()) {
    return times;
  }
  const auto [first, last] = std::minmax_element(times.begin(), times.end());
  const double begin = *first;
  const auto count = static_cast<int>((*last - begin) / grid);
  for (int i = 1; i <= count; ++i) {
    times.push_back(begin + i * grid);
  }
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

std::vector<const StatedLever*> steps_of(std::size_t lever, const std::vector<StatedLever>& stated) {
  std::vector<const StatedLever*> steps;
  for (const StatedLever& step : stated) {
    if (step.lever == lever) {
      steps.push_back(&step);
    }
  }
  return steps;
}

double total_at(const std::vector<const StatedLever*>& steps, double time) {
  double total = 0.0;
  for (const StatedLever* step : steps) {
    total += amount_at(*step, time);
  }
  return total;
}

/// The largest amount of a statement, whatever its sign.
double size_of(const StatedLever& stated) {
  double largest = std::abs(stated.amount);
  for (const ScheduledYear& year : stated.years) {
    largest = std::max(largest, std::abs(year.amount));
  }
  return largest;
}

} // namespace

std::optional<OutOfRange> out_of_range(std::size_t lever, const std::vector<StatedLever>& stated, double low,
                                       double high) {
  const std::vector<const StatedLever*> steps = steps_of(lever, stated);
  if (steps.empty()) {
    return std::nullopt;
  }
  std::optional<OutOfRange> worst;
  double furthest = rounding * std::max(1.0, std::max(-low, high));
  for (const double time : moments(steps)) {
    const double total = total_at(steps, time);
    const double beyond = std::max(low - total, total - high);
    if (!(beyond <= furthest)) { // also where the total is no number
      furthest = beyond;
      worst = {time, total};
    }
  }
  return worst;
}

double furthest_total(std::size_t lever, const std::vector<StatedLever>& stated) {
  const std::vector<const StatedLever*> steps = steps_of(lever, stated);
  double furthest = 0.0;
  for (const double time : moments(steps)) {
    const double total = total_at(steps, time);
    furthest = std::abs(total) > std::abs(furthest) ? total : furthest;
  }
  return furthest;
}

double largest_scale(std::size_t lever, const std::vector<StatedLever>& held, const std::vector<StatedLever>& scaled,
                     double low, double high) {
  const std::vector<const StatedLever*> of_held = steps_of(lever, held);
  const std::vector<const StatedLever*> of_scaled = steps_of(lever, scaled);
  std::vector<const StatedLever*> all = of_held;
  all.insert(all.end(), of_scaled.begin(), of_scaled.end());
  double largest = std::numeric_limits<double>::infinity();
  double size = 0.0;
  for (const StatedLever* step : of_scaled) {
    size = std::max(size, size_of(*step));
  }
  if (size == 0.0) {
    return largest;
  }
  largest = (high - low) / size;
  for (const double time : moments(all)) {
    const double by_once = total_at(of_scaled, time);
    if (std::abs(by_once) > rounding * size) {
      const double room = (by_once > 0.0 ? high : low) - total_at(of_held, time);
      largest = std::min(largest, room / by_once);
    }
  }
  return largest;
}

} // namespace headwater::scenarios
