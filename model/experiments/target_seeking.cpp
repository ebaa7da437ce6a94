#include "model/experiments/target_seeking.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace headwater::experiments {
namespace {

class Seeker {
public:
  Seeker(const TargetSettings& settings, const QuantityAtScale& quantity) : settings_{settings}, quantity_{quantity} {}

  TargetFound seek() {
    run({0.0, settings_.most});
    const TriedScale start = found_.tried.front();
    const TriedScale end = found_.tried.back();
    if (is_passed_between(start, end)) {
      narrow(start, end);
    }
    found_.searched = found_.tried.size();
    look_between();
    const std::vector<std::size_t> order = by_scale();
    found_.monotone = never_turns(order, 1.0) || never_turns(order, -1.0);
    choose(order);
    return found_;
  }

private:
  bool is_reached(const TriedScale& one) const { return std::abs(one.value - settings_.target) <= settings_.tolerance; }
  bool is_below(const TriedScale& one) const { return one.value < settings_.target; }
  /// Neither has reached the target, and it lies between them.
  bool is_passed_between(const TriedScale& a, const TriedScale& b) const {
    return !is_reached(a) && !is_reached(b) && is_below(a) != is_below(b);
  }

  void run(const std::vector<double>& scales) {
    const std::vector<double> values = quantity_(scales);
    if (values.size() != scales.size()) {
      throw std::invalid_argument("a quantity must give one number for each scale, not " +
                                  std::to_string(values.size()) + " for " + std::to_string(scales.size()));
    }
    for (std::size_t i = 0; i < scales.size(); ++i) {
      if (!std::isfinite(values[i])) {
        throw std::runtime_error("the quantity has no value at " + std::to_string(scales[i]) + " times the bundle");
      }
      found_.tried.push_back({scales[i], values[i]});
    }
  }

  /// Narrows a bracket until a scale in it has reached the target, whose place among `tried` it gives; nothing where no
  /// number is left between its ends.
  std::optional<std::size_t> narrow(TriedScale low, TriedScale high) {
    bool halve = false;
    while (found_.tried.size() < settings_.most_runs) {
      const double width = high.scale - low.scale;
      const double middle = low.scale + 0.5 * width;
      const double on_the_line = low.scale + (settings_.target - low.value) / (high.value - low.value) * width;
      const auto is_inside = [&](double scale) { return low.scale < scale && scale < high.scale; };
      const double next = halve || !is_inside(on_the_line) ? middle : on_the_line;
      if (!is_inside(next)) {
        break;
      }
      run({next});
      const TriedScale now = found_.tried.back();
      if (is_reached(now)) {
        return found_.tried.size() - 1;
      }
      (is_below(now) == is_below(low) ? low : high) = now;
      halve = high.scale - low.scale > 0.5 * width;
    }
    found_.jumped = true;
    return std::nullopt;
  }

  void look_between() {
    std::vector<double> scales;
    for (std::size_t i = 1; i <= settings_.looks; ++i) {
      scales.push_back(settings_.most * static_cast<double>(i) / static_cast<double>(settings_.looks + 1));
    }
    if (!scales.empty()) {
      run(scales);
    }
  }

  std::vector<std::size_t> by_scale() const {
    std::vector<std::size_t> order(found_.tried.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return found_.tried[a].scale < found_.tried[b].scale; });
    return order;
  }

  /// Whether the values, times `sign`, never fall from the highest so far by more than the tolerance.
  bool never_turns(const std::vector<std::size_t>& order, double sign) const {
    double highest = sign * found_.tried[order.front()].value;
    for (const std::size_t i : order) {
      const double value = sign * found_.tried[i].value;
      if (highest - value > settings_.tolerance) {
        return false;
      }
      highest = std::max(highest, value);
    }
    return true;
  }

  /// The first place in the order of scales where the target is reached, narrowing where it is passed; or the nearest.
  void choose(const std::vector<std::size_t>& order) {
    for (std::size_t k = 0; k < order.size() && !found_.reached; ++k) {
      const TriedScale now = found_.tried[order[k]];
      const bool is_last = k + 1 == order.size();
      const TriedScale next = is_last ? now : found_.tried[order[k + 1]];
      std::optional<std::size_t> at;
      if (is_reached(now)) {
        at = order[k];
      } else if (is_passed_between(now, next)) {
        at = narrow(now, next);
      }
      found_.reached = at.has_value();
      found_.nearest = at.value_or(0);
    }
    if (found_.reached) {
      found_.jumped = false;
      return;
    }
    const auto distance = [&](std::size_t i) { return std::abs(found_.tried[i].value - settings_.target); };
    for (std::size_t i = 0; i < found_.tried.size(); ++i) {
      found_.nearest = distance(i) < distance(found_.nearest) ? i : found_.nearest;
    }
  }

  const TargetSettings& settings_;
  const QuantityAtScale& quantity_;
  TargetFound found_;
};

} // namespace

TargetFound seek_target(const TargetSettings& settings, const QuantityAtScale& quantity) {
  if (!(settings.tolerance > 0.0) || !(settings.most > 0.0) || !std::isfinite(settings.most)) {
    throw std::invalid_argument("the tolerance and the largest scale are numbers above 0");
  }
  return Seeker(settings, quantity).seek();
}

} // namespace headwater::experiments
