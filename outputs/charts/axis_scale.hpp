#pragma once
// Where a value axis begins and ends and where its ticks are. We decide, not ECharts, because labels placed by us must
// know where each value is drawn.

#include <vector>

namespace headwater::outputs {

/// A value axis from `low` to `high`, both whole multiples of `step`, in the unit of the data.
struct AxisScale {
  double low = 0;
  double high = 1;
  double step = 1;

  /// The pixel of `value`, when `low` is drawn at `low_pixel` and `high` at `high_pixel`.
  double pixel(double value, double low_pixel, double high_pixel) const {
    return low_pixel + (value - low) / (high - low) * (high_pixel - low_pixel);
  }
  std::vector<double> ticks() const;
};

/// The scale that holds `smallest` to `largest` in about `intervals` steps of 1, 2, 2.5 or 5 times a power of ten.
/// Throws std::invalid_argument if either is not finite.
AxisScale readable_scale(double smallest, double largest, int intervals = 5);

/// Years worth a tick between two years, 1, 2, 5, 10 ... apart, at most `most` of them: counted from the first year
/// where that makes the last one a tick too, otherwise multiples of the step.
std::vector<double> year_ticks(double first, double last, int most = 9);

} // namespace headwater::outputs
