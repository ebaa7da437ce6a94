#include "outputs/charts/axis_scale.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace headwater::outputs {

std::vector<double> AxisScale::ticks() const {
  std::vector<double> all;
  const auto intervals = static_cast<int>(std::lround((high - low) / step));
  for (int i = 0; i <= intervals; ++i)
    all.push_back(low + i * step);
  return all;
}

AxisScale readable_scale(double smallest, double largest, int intervals) {
  if (!std::isfinite(smallest) || !std::isfinite(largest)) {
    throw std::invalid_argument("a chart needs at least one finite value");
  }
  if (smallest > largest)
    std::swap(smallest, largest);
  if (smallest == largest) {
    if (largest > 0)
      smallest = 0;
    else if (smallest < 0)
      largest = 0;
    else
      largest = 1;
  }
  const double rough = (largest - smallest) / intervals;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double multiple : {5.0, 2.5, 2.0, 1.0}) {
    if (multiple * power >= rough * (1 - 1e-9))
      step = multiple * power;
  }
  return {std::floor(smallest / step + 1e-9) * step, std::ceil(largest / step - 1e-9) * step, step};
}

std::vector<double> year_ticks(double first, double last, int most) {
  for (int decade = 1;; decade *= 10) {
    for (const int multiple : {1, 2, 5}) {
      const int step = multiple * decade;
      const bool ends_on_ticks = std::fmod(last - first, step) == 0;
      const double from = ends_on_ticks ? first : std::ceil(first / step) * step;
      const auto count = static_cast<int>(std::floor((last - from) / step)) + 1;
      if (count > most)
        continue;
      std::vector<double> ticks;
      for (int i = 0; i < count; ++i)
        ticks.push_back(from + i * step);
      return ticks;
    }
  }
}

} // namespace headwater::outputs
