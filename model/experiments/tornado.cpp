#include "model/experiments/tornado.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace headwater::experiments {
namespace {

void check_ranges(const std::vector<CentredRange>& parameters) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const CentredRange& range = parameters[i];
    const bool in_order = range.low <= range.centre && range.centre <= range.high; // false for what is no number
    if (!in_order || !std::isfinite(range.low) || !std::isfinite(range.high)) {
      throw std::invalid_argument("the range of parameter " + std::to_string(i) + " is not low <= centre <= high");
    }
  }
}

TornadoBar bar_of(std::size_t parameter, double at_low, double at_centre, double at_high) {
  const double swing = std::max({at_low, at_centre, at_high}) - std::min({at_low, at_centre, at_high});
  const bool low = at_low > at_centre;
  const bool high = at_high > at_centre;
  const RaisingEnd raised_by =
      low ? (high ? RaisingEnd::both : RaisingEnd::low) : (high ? RaisingEnd::high : RaisingEnd::neither);
  return {parameter, at_low, at_high, swing, raised_by};
}

} // namespace

std::vector<Tornado> tornado(const std::vector<CentredRange>& parameters, const PointModel& model, std::size_t batch) {
  check_ranges(parameters);
  // Run 0 is the centre, 1 + 2 i is parameter i at its low end and 2 + 2 i at its high end.
  const RunOutputs runs = evaluate(model, 1 + 2 * parameters.size(), parameters.size(), batch,
                                   [&parameters](std::size_t run, std::vector<double>& point) {
                                     for (std::size_t i = 0; i < parameters.size(); ++i) {
                                       point[i] = run == 1 + 2 * i   ? parameters[i].low
                                                  : run == 2 + 2 * i ? parameters[i].high
                                                                     : parameters[i].centre;
                                     }
                                   });
  std::vector<Tornado> tornadoes;
  for (std::size_t k = 0; k < runs.outputs(); ++k) {
    Tornado found{runs.of(0, k), {}, {}};
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      if (runs.has(0, k) && runs.has(1 + 2 * i, k) && runs.has(2 + 2 * i, k)) {
        found.bars.push_back(bar_of(i, runs.of(1 + 2 * i, k), found.at_centre, runs.of(2 + 2 * i, k)));
      } else {
        found.missing.push_back(i);
      }
    }
    std::stable_sort(found.bars.begin(), found.bars.end(),
                     [](const TornadoBar& one, const TornadoBar& other) { return one.swing > other.swing; });
    tornadoes.push_back(found);
  }
  return tornadoes;
}

} // namespace headwater::experiments
