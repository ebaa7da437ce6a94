// Lines by scenario: which to colour, which to leave grey, and what the chart says of the furthest apart.
#pragma once

#include "outputs/charts/line_chart.hpp"
#include "outputs/results/study.hpp"

#include <string>
#include <vector>

namespace headwater::outputs {

/// A line for every run of the study: baselines dashed, the two runs that end lowest against their baseline and the two
/// that end highest coloured, the others grey. `values` has one series for each run.
std::vector<Line> scenario_lines(const Study& study, const std::vector<std::vector<double>>& values);

/// The runs with the lowest and the highest value at one position, against their baselines.
struct Furthest {
  const ScenarioRun* lowest; ///< nullptr where no run is below its baseline
  double lowest_change;
  const ScenarioRun* highest; ///< nullptr where no run is above its baseline
  double highest_change;
};
Furthest furthest(const Study& study, const std::vector<std::vector<double>>& values, std::size_t position);

} // namespace headwater::outputs
