// Lines by scenario: which to colour, which to leave grey, and what the chart says of the furthest apart.
#pragma once

#include "outputs/booklet/booklet.hpp"
#include "outputs/charts/line_chart.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// A line for every run: baselines dashed, four runs coloured, the others grey. Coloured are the one that words name, then
/// by turns those that end lowest and highest against their baseline. `values` has one series for each run; `at` is the
/// position in them at which they are compared.
std::vector<Line> scenario_lines(const Runs& runs, const std::vector<std::vector<double>>& values, std::size_t at,
                                 std::optional<std::size_t> named = {});

/// Gives every line its fan, and draws that of one run; says so in subtitle, source and alt text. `spread` says how the
/// draws of a run lie in a year of the chart, in units of `unit`. Words speak of the last year that is quoted. Does
/// nothing where the leading run has none in it.
using SpreadAt = std::function<const Spread*(std::size_t run, double year)>;
void add_fans(const Booklet& booklet, LineChart& chart, const ScenarioRun& lead, double unit, const SpreadAt& spread);

/// The runs with the lowest and the highest change against their baselines; `changes` has one for each run.
struct Furthest {
  const ScenarioRun* lowest; ///< nullptr where no run is below its baseline
  double lowest_change;
  const ScenarioRun* highest; ///< nullptr where no run is above its baseline
  double highest_change;
};
Furthest furthest(const Runs& runs, const std::vector<double>& changes);

} // namespace headwater::outputs
