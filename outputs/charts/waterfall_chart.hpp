#pragma once
// A waterfall: from zero, one step after another, to what they sum to.

#include "outputs/charts/house_style.hpp"

namespace headwater::outputs {

struct WaterfallStep {
  std::string name;
  double value = 0;
  double error = 0; ///< standard error of the value; 0: none
};

struct WaterfallChart {
  ChartText text;
  std::string unit;
  std::vector<WaterfallStep> steps;
  std::string total_name = "All together";
};

/// Steps run across from zero, each from where the last one ended; the total stands below them, from zero.
/// Throws std::invalid_argument for no step or a value that is not finite.
Chart waterfall_chart(const WaterfallChart& content);

} // namespace headwater::outputs
