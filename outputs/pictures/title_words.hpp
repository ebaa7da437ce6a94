// Words that the pictures share: numbers as a board reads them, the place, the price base, the line under a chart.
#pragma once

#include "outputs/appraisal/span_sums.hpp"
#include "outputs/booklet/booklet.hpp"
#include "outputs/charts/house_style.hpp"
#include "outputs/charts/line_chart.hpp"
#include "outputs/results/quantities.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// "7,271": people and families, to whole ones.
std::string people(double value);
/// "£194 million", "£1.21 billion", "−£35 million", "£620 thousand": pounds as a sentence says them.
std::string pounds_in_words(double gbp);

/// The line under a chart: where its history comes from, what made it, and its run code. `has_bands`: the chart shows
/// what the draws of the booklet say, where there are draws.
std::string source_line(const Booklet& booklet, bool with_history, bool has_bands = false);

/// "7 of 10 model runs", "fewer than 1 in 20 model runs", "more than 19 in 20 model runs", "no model run",
/// "every model run".
std::string of_model_runs(double share);

// The rule of titles
//
//   A title claims a difference only where the draws bear it out. Every draw goes along every plan, so what counts is
//   the change from the baseline in the same draw: a claim of less or more stands where 9 in 10 model runs (p05 to p95
//   of the change) lie on that side of 0. Where changes are not kept, it stands if the bands of the two plans do not
//   overlap. Where it does not stand, the title says that it could be either, and how often it is lower. Where nothing
//   was drawn, a title speaks of central values and stands as it is; where something was, but not this number, it says
//   that it speaks of central values. The number that a title gives is the median of the change, and what ranks first is
//   what does so by the median.

/// What the draws say of a change that a title would claim.
struct Standing {
  bool stands = true;               ///< the claim may be made
  std::optional<double> below = {}; ///< the share of model runs in which the change is below 0, where changes are kept
  double said = 0.0; ///< what a title says the change is: the median of the model runs, where changes are kept
};
/// `claimed`: the change of the central values, which a title says where no changes are kept.
Standing standing_of(const Spread* change, double claimed);
/// The same of a quantity of a run in a fiscal year: by its change against the baseline if that is kept, by the two
/// bands otherwise. Positions (net_position, ...) are changes themselves.
Standing standing_of(const Booklet& booklet, const ScenarioRun& run, std::string_view quantity, FiscalYear year,
                     double claimed);
/// The same of a change that is summed over the years compared (see span_sums()).
Standing standing_of_span(const Booklet& booklet, const ScenarioRun& run, std::string_view name, double claimed);
/// p05 to p95 of a spread in units of `unit`; empty for none.
std::optional<Range> whisker_of(const Spread* spread, double unit);
/// "could be lower or higher: lower in 7 of 10 model runs", for a claim that does not stand.
std::string could_be(const Standing& standing, std::string_view lower = "lower", std::string_view higher = "higher");
/// The start of a title about numbers that no draw was kept of: "With central values, ", or nothing without draws.
std::string of_central_values(const Booklet& booklet);

/// For a subtitle: "; bands: 5 in 10 and 9 in 10 of 512 model runs, 283 parameters varied (wider than what fits
/// the past), equations and plans not".
std::string bands_in_words(const Ensemble& ensemble);

/// The line under a chart of bars, and, where it has whiskers, the words of its subtitle that say what they are.
void add_whisker_words(const Booklet& booklet, ChartText& text, bool has_whiskers);

/// The run the pictures of one run show: the baseline of the booklet.
const ScenarioRun& leading_baseline(const Runs& runs);

/// Values of an annual quantity that is read on 31 July, one for each year from the start to the horizon.
std::vector<double> july_values(const Runs& runs, const ScenarioRun& run, const Quantity& quantity);
/// The years of those values.
std::vector<double> july_years(const Runs& runs);

/// The year in which a comparison is put into words: 2040, or the horizon if that is sooner.
int spoken_year(const Runs& runs);

/// Draws the lines of a chart lighter after the last year that is quoted, and says there what they are; nothing where
/// they end before.
void go_lighter(LineChart& chart);

/// "2026-27 to 2045-46".
std::string span_of(const std::vector<FiscalYear>& years);
/// The years that bars add up (see span_sums()): the same words, or "the start of each comparison to 2045-46" where they do
/// not begin together.
std::string summed_span(const Runs& runs);

} // namespace headwater::outputs
