#include "scenarios/lever_range.hpp"

#include <algorithm>

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

} // namespace

std::optional<OutOfRange> out_of_range(std::size_t lever, const std::vector<StatedLever>& stated, double low,
                                       double high) {
  std::vector<const StatedLever*> steps;
  for (const StatedLever& step : stated) {
    if (step.lever == lever) {
      steps.push_back(&step);
    }
  }
  if (steps.empty()) {
    return std::nullopt;
  }
  std::optional<OutOfRange> worst;
  double furthest = rounding * std::max(1.0, std::max(-low, high));
  for (const double time : moments(steps)) {
    double total = 0.0;
    for (const StatedLever* step : steps) {
      total += amount_at(*step, time);
    }
    const double beyond = std::max(low - total, total - high);
    if (!(beyond <= furthest)) { // also where the total is no number
      furthest = beyond;
      worst = {time, total};
    }
  }
  return worst;
}

} // namespace headwater::scenarios
