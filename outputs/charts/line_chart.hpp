#pragma once
// Lines over years, named at their ends: up to four in colour, the others grey.

#include "outputs/charts/year_plot.hpp"

namespace headwater::outputs {

enum class LineRole {
  highlighted, ///< takes the next palette colour; the first four do, any further one is drawn as context
  context,     ///< a thin grey line, still named
  reference    ///< dashed grey: what others are compared with
};

/// How the draws of a line lie: a value of each percentile for each year of the chart, in its unit, NaN where there is
/// none, and of how many draws. Without years there is no fan.
struct Fan {
  std::vector<double> p05 = {};
  std::vector<double> p25 = {};
  std::vector<double> p50 = {};
  std::vector<double> p75 = {};
  std::vector<double> p95 = {};
  std::vector<double> draws = {}; ///< how many the percentiles rest on

  bool empty() const { return p05.empty(); }
};

struct Line {
  std::string name;
  std::vector<double> values; ///< one for each year of the chart; NaN where there is none
  std::vector<YearValue> published = {};
  LineRole role = LineRole::highlighted;
  Fan fan = {}; ///< in the table always; drawn whole for the line that `fan_of` names, for other named lines in dark
                ///< letters as a whisker from p05 to p95 at the last year
  std::vector<YearValue> set_apart = {}; ///< further published values, as diamonds: such as those not fitted to
  std::vector<YearRange> intervals = {}; ///< what published values leave open, as upright bars
};

/// A range around a line, in the unit of the chart, NaN in years that have none. At most two, the wider first; `words`
/// say what it holds, such as "9 in 10 model runs".
struct Band {
  std::string words;
  std::vector<double> lower;
  std::vector<double> upper;
};

struct LineChart {
  ChartText text;
  std::string unit; ///< stands above the value axis: "children", "£ million"
  std::vector<double> years;
  std::vector<Line> lines;
  std::vector<Band> bands = {};
  std::vector<YearMarker> markers = {};
  std::string published_words = "Published figures"; ///< in the key, when a line has published values
  bool start_at_zero = true;
  std::optional<std::size_t> fan_of = {}; ///< the line whose fan is drawn, in the first colour; instead of `bands`
  std::optional<double> reach = {};       ///< a value that the axis reaches in any case, such as 100%
  std::optional<double> lighter_after =
      {}; ///< lines are drawn lighter after this year, and no value stands at their end
  std::string set_apart_words = "Published figures set apart"; ///< in the key, when a line has such
  std::string interval_words = "As far as rounding leaves it open";
};

/// Throws std::invalid_argument when the lengths of `years` and of a line or band differ, when no value is finite,
/// when there are more than two bands, or where `fan_of` names a line without a fan.
Chart line_chart(const LineChart& content);

} // namespace headwater::outputs
