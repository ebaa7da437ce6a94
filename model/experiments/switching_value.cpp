#include "model/experiments/switching_value.hpp"

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace headwater::experiments {
namespace {

/// A value of the assumption, and the quantity there.
struct Tried {
  double value;
  double quantity;
};

std::vector<Tried> tried(const std::vector<double>& values, const DecisionQuantity& quantity) {
  const std::vector<double> found = quantity(values);
  if (found.size() != values.size()) {
    throw std::invalid_argument("a decision quantity must give one number for each value, not " +
                                std::to_string(found.size()) + " for " + std::to_string(values.size()));
  }
  std::vector<Tried> all;
  for (std::size_t i = 0; i < values.size(); ++i) {
    all.push_back({values[i], found[i]});
  }
  return all;
}

std::vector<double> even_grid(double low, double high, std::size_t points) {
  std::vector<double> grid;
  for (std::size_t i = 0; i < points; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(points - 1);
    grid.push_back(low * (1.0 - share) + high * share);
  }
  grid.back() = high;
  return grid;
}

class RunFailed : public std::exception {};

double middle(double low, double high) { return low / 2 + high / 2; }

/// Narrows a change of sign between two neighbours of the grid.
Crossing narrow(Tried low, Tried high, double width, const SwitchingSettings& settings,
                const DecisionQuantity& quantity, std::size_t& failed) {
  const bool rises = high.quantity > 0.0;
  const auto narrow_enough = [width](double a, double b) { return b - a <= width; };
  const auto run = [&](double value) {
    const Tried now = tried({value}, quantity).front();
    if (!std::isfinite(now.quantity)) {
      throw RunFailed();
    }
    // What lies on which side is kept here, as a failed run is to leave the bracket found so far.
    if (now.quantity == 0.0) {
      low = high = now;
    } else if ((now.quantity > 0.0) == rises) {
      high = now.value < high.value ? now : high;
    } else {
      low = now.value > low.value ? now : low;
    }
    return now.quantity;
  };
  try {
    std::uintmax_t runs = settings.most_runs;
    const Tried a = low;
    const Tried b = high;
    boost::math::tools::toms748_solve(run, a.value, b.value, a.quantity, b.quantity, narrow_enough, runs);
  } catch (const RunFailed&) {
    ++failed;
    return {middle(low.value, high.value), low.value, high.value, rises, false};
  }
  const double best = std::abs(low.quantity) <= std::abs(high.quantity) ? low.value : high.value;
  return {best, low.value, high.value, rises, narrow_enough(low.value, high.value)};
}

} // namespace

SwitchingValues switching_values(double low, double high, const DecisionQuantity& quantity,
                                 const SwitchingSettings& settings) {
  if (!(low < high) || !std::isfinite(low) || !std::isfinite(high)) {
    throw std::invalid_argument("a range goes from a number to a larger one");
  }
  if (settings.grid < 2 || !(settings.tolerance > 0.0)) {
    throw std::invalid_argument("a grid has at least 2 points, and a tolerance is above 0");
  }
  const std::vector<Tried> grid = tried(even_grid(low, high, settings.grid), quantity);
  SwitchingValues found{{}, grid.front().quantity, grid.back().quantity, 0};
  const double width = settings.tolerance * (high - low);

  // The last point with a sign, and what has been met since: a 0, or a run that failed.
  const Tried* before = nullptr;
  bool zero_since = false;
  bool gap_since = false;
  double first_zero = 0.0;
  double last_zero = 0.0;
  for (const Tried& now : grid) {
    if (!std::isfinite(now.quantity)) {
      ++found.failed;
      gap_since = true;
    } else if (now.quantity == 0.0) {
      first_zero = zero_since ? first_zero : now.value;
      last_zero = now.value;
      zero_since = true;
    } else {
      const bool rises = now.quantity > 0.0;
      if (before != nullptr && rises != (before->quantity > 0.0)) {
        if (gap_since) {
          const double guess = zero_since ? middle(first_zero, last_zero) : middle(before->value, now.value);
          found.crossings.push_back({guess, before->value, now.value, rises, false});
        } else if (zero_since) {
          found.crossings.push_back(
              {middle(first_zero, last_zero), first_zero, last_zero, rises, last_zero - first_zero <= width});
        } else {
          found.crossings.push_back(narrow(*before, now, width, settings, quantity, found.failed));
        }
      }
      before = &now;
      zero_since = false;
      gap_since = false;
    }
  }
  if (found.failed == grid.size()) {
    throw std::runtime_error("every run of the grid failed");
  }
  return found;
}

} // namespace headwater::experiments
