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

/// Poverty and where those come from who start to be looked after.
Table poverty_table(const Runs& runs, int year) {
  Table table{{fmt::format("31 July {}", year), "Child poverty, Scotland", "Most deprived fifth",
               "Least deprived fifth", "Start to be looked after a year", "Of these from the most deprived fifth",
               "From the least"},
              {}};
  const auto in_hundred = [](double share) { return readable_number(100.0 * share, 1) + "%"; };
  for (const ScenarioRun& run : runs) {
    const PovertyOfRun poverty = poverty_of(run, year);
    const auto rates = poverty_by_fifth(poverty.planned);
    const auto shares = entries_by_fifth(poverty.published, poverty.planned, run.record.parameters);
    table.rows.push_back({run.name, in_hundred(poverty.planned), in_hundred(rates.front()), in_hundred(rates.back()),
                          readable_number(poverty.entries, 0), in_hundred(shares.front()), in_hundred(shares.back())});
  }
  return table;
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
         html_table(table) +
         "<p>Poverty by fifth, and where children come from who start to be looked after. How poor children are spread "
         "over fifths is assumed (grade D): about twice the average in the most deprived fifth and a third of it in "
         "the "
         "least. A change of poverty falls where poverty is; as it moves every fifth by the same proportion, it moves "
         "the "
         "number who come far more than where they come from.</p>\n" +
         html_table(poverty_table(runs, year));
}

} // namespace headwater::outputs
