// The preventive share: what of the money spent on children's services is prevention, by scenario and year.
#include "outputs/pictures/by_scenario.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/title_words.hpp"

#include <fmt/format.h>

namespace headwater::outputs {
namespace {

constexpr double parts_of_whole = 100.0;

std::string whole_per_cent(double share) { return fmt::format("{:.0f}%", share); }

} // namespace

Chart preventive_share_chart(const Booklet& booklet) {
  const Runs& runs = booklet.runs;
  LineChart chart;
  std::vector<std::vector<double>> values;
  std::vector<FiscalYear> years;
  for (const ScenarioRun& run : runs) {
    const std::vector<PreventionSpend> path =
        prevention_path(ledger(runs.compared(run), runs.basis.payers), runs.basis.prevention,
                        SpendingOn::childrens_services, runs.basis.included);
    std::vector<double> line;
    years.clear();
    for (const PreventionSpend& spend : path) {
      years.push_back(spend.year);
      line.push_back(parts_of_whole * spend.share());
    }
    values.push_back(std::move(line));
  }
  for (const FiscalYear year : years) {
    chart.years.push_back(year.first + 1); // a year's money stands at its end
  }

  const FiscalYear now = std::min(comparison_starts, years.back());
  const FiscalYear then = summary_years(runs.horizon).back();
  const auto at = [&](const ScenarioRun& run, FiscalYear year) {
    return values[run.position][static_cast<std::size_t>(year.first - years.front().first)];
  };
  const ScenarioRun& shown = booklet.findings.leading ? runs[*booklet.findings.leading] : leading_baseline(runs);
  const ScenarioRun& baseline = runs.baseline_of(shown);
  chart.text.name = "preventive-share";
  chart.text.title = fmt::format(
      "{} of spending on children's services is tagged preventive in {}, and in {} {} with “{}”",
      whole_per_cent(at(baseline, now)), now.label(), then.label(), whole_per_cent(at(baseline, then)), baseline.name);
  if (!shown.is_baseline()) {
    chart.text.title += fmt::format(", {} with “{}”", whole_per_cent(at(shown, then)), shown.name);
  }
  if (booklet.findings.ensemble) {
    chart.text.title = of_central_values(booklet) + chart.text.title;
  }
  chart.text.subtitle = fmt::format(
      "Primary, secondary and tertiary prevention, as a share of all that is spent on support and the care system, {}, "
      "{}. Levels as the Scottish Government's Prevention Unit defines them; which category is which is an assumption. "
      "It rises as well where care costs less, and says how money is tagged, not that it works",
      runs.area, span_of(years));
  chart.text.source = source_line(booklet, false);
  chart.text.alt_text =
      fmt::format("Lines by scenario of the preventive share of spending in {}. {}.", runs.area, chart.text.title);
  chart.unit = "% of spending";
  chart.lines = scenario_lines(runs, values, static_cast<std::size_t>(then.first - years.front().first),
                               shown.is_baseline() ? std::nullopt : std::optional(shown.position));
  go_lighter(chart);
  return line_chart(chart);
}

} // namespace headwater::outputs
