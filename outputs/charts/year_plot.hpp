#pragma once
// The frame that charts over years share: a year axis, a value axis in one unit, markers, and labels at the right.

#include "outputs/charts/axis_scale.hpp"
#include "outputs/charts/end_labels.hpp"
#include "outputs/charts/house_style.hpp"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// An observed value: a published statistic, say.
struct YearValue {
  double year = 0;
  double value = 0;
};

/// What an observed value leaves open: it was rounded, or suppressed.
struct YearRange {
  double year = 0;
  double low = 0;
  double high = 0;
};

/// A vertical line at a year, with words: "2026: plan starts".
struct YearMarker {
  double year = 0;
  std::string words;
};

/// The smallest and largest of the finite numbers it has seen.
struct Extent {
  double smallest = std::numeric_limits<double>::infinity();
  double largest = -std::numeric_limits<double>::infinity();

  void include(double value);
  void include(const std::vector<double>& values);
};

struct YearPlot {
  Box plot;
  AxisScale scale;
  double label_width = 0; ///< room for end labels, pixels
  Extent years;

  double x(double year) const {
    return plot.left + (year - years.smallest) / (years.largest - years.smallest) * (plot.right - plot.left);
  }
  double pixel(double value) const { return scale.pixel(value, plot.bottom, plot.top); }
};

/// Lays out the plot in the room of the page and writes grid, axes, unit and markers into its option; `series` is left
/// an empty array. `end_labels` are needed for their width only. Throws std::invalid_argument without finite values.
YearPlot open_year_plot(Page& page, const std::string& unit, const Extent& years, const Extent& values,
                        const std::vector<YearMarker>& markers, const std::vector<EndLabel>& end_labels);

/// Data of a line: [[year, value], ...], with null where a value is not finite.
nlohmann::ordered_json year_data(const std::vector<double>& years, const std::vector<double>& values);
nlohmann::ordered_json year_data(const std::vector<YearValue>& points);

/// A series of dots for what was observed, above every line.
nlohmann::ordered_json observed_dots(const std::vector<YearValue>& points, const std::string& outline);

/// The table of a chart over years: one row for every year that any column has, empty where a column has no value.
class YearTable {
public:
  void add(const std::string& column, const std::vector<double>& years, const std::vector<double>& values);
  void add(const std::string& column, const std::vector<YearValue>& points);
  Table table() const;

private:
  struct Column {
    std::string name;
    std::vector<YearValue> points;
  };
  std::vector<Column> columns_;
};

} // namespace headwater::outputs
