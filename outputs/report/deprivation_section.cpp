#include "outputs/report/deprivation_section.hpp"

#include "outputs/booklet/deprivation.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/tables/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::outputs {
namespace {

// "12.3", or "12.1 to 12.3" where the two ends differ in what is shown.
std::string range_of(double one, double other) {
  const std::string low = readable_number(std::min(one, other), 1);
  const std::string high = readable_number(std::max(one, other), 1);
  return low == high ? low : low + " to " + high;
}

} // namespace

std::string deprivation_section(const Booklet& booklet) {
  const Runs& runs = booklet.runs;
  if (!runs.nation) {
    return "";
  }
  const Quantity& looked_after = *find_quantity("looked_after");
  const int year = summary_years(runs.horizon).back().first;
  Table table{{fmt::format("31 July {}", year), "Most deprived fifth, of 1,000", "Least deprived fifth, of 1,000",
               "Gap, of 1,000", "Ratio"},
              {}};
  for (const ScenarioRun& run : runs) {
    const double before = looked_after.value(YearView(runs.baseline_of(run).record, {year}));
    const double change = looked_after.value(YearView(run.record, {year})) - before;
    const double part = run.is_baseline() ? 0.0 : universal_part(runs, booklet.findings, run, year).children;
    const double children = children_on(run, year);
    const ByFifth low = by_fifth(before, change, part, follows_need_ends[0], children);
    const ByFifth high = by_fifth(before, change, part, follows_need_ends[1], children);
    table.rows.push_back({run.name, range_of(low.per_thousand.front(), high.per_thousand.front()),
                          range_of(low.per_thousand.back(), high.per_thousand.back()), range_of(low.gap(), high.gap()),
                          range_of(low.ratio(), high.ratio())});
  }
  return "<h2>Where looked-after children come from</h2>\n<p>Children looked after of 1,000 in the most and in the "
         "least deprived fifth of Scotland’s areas. This shares out the numbers above and forecasts no area: nothing "
         "here acts back on the model. In 2024 the most deprived fifth had 54% of looked-after children and the least "
         "deprived 3% (published); the fifths between are assumed. What a plan changes is shared out by need; where "
         "two numbers stand, the second end is for universal support whose places follow need all the way, which is "
         "an upper bound. Every fifth and year is in deprivation.csv.</p>\n" +
         html_table(table);
}

} // namespace headwater::outputs
