// Harm: both sides on one chart, so that no plan looks good by leaving children at risk.
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/words.hpp"

#include "outputs/charts/stacked_bar_chart.hpp"

#include <cmath>

namespace headwater::outputs {
namespace {

// The change over all years compared is claimed where the draws bear it out in the last year of the summary.
std::string moved(const Study& study, const ScenarioRun& run, const char* what, const char* quantity, double change) {
  if (std::abs(change) < 0.5) {
    return fmt::format("{} does not change", what);
  }
  const FiscalYear year = summary_years(study.horizon).back();
  const Standing standing = standing_of(study, run, quantity, year, change);
  if (!standing.stands) {
    return fmt::format("{} {} ({})", what, could_be(standing), year.label());
  }
  return fmt::format("{} {} by {}", what, change < 0.0 ? "falls" : "rises", people(std::abs(change)));
}

} // namespace

Chart harm_chart(const Study& study) {
  const std::vector<FiscalYear> years = compared_years(study);
  const auto counted = [&](const ScenarioRun& run, model::Counter counter) {
    const std::size_t place = model::accumulator(counter).index;
    return run.path.state_at(place, years.back().ends()) - run.path.state_at(place, years.front().begins());
  };

  StackedBarChart chart;
  chart.layers = {{"Harm at home", {}}, {"Harm from separation", {}}};
  const ScenarioRun* most = nullptr;
  double most_at_home = 0.0;
  double most_separation = 0.0;
  std::size_t traded = 0; // scenarios in which one side falls while the other rises
  for (std::size_t i = 0; i < study.runs.size(); ++i) {
    const ScenarioRun& run = study.runs[i];
    if (run.baseline == i) {
      continue;
    }
    const ScenarioRun& baseline = study.runs[run.baseline];
    const double at_home = counted(run, model::Counter::harm_at_home) - counted(baseline, model::Counter::harm_at_home);
    const double separation =
        counted(run, model::Counter::harm_from_separation) - counted(baseline, model::Counter::harm_from_separation);
    chart.categories.push_back(run.name);
    chart.layers[0].values.push_back(at_home);
    chart.layers[1].values.push_back(separation);
    traded += (at_home < -0.5 && separation > 0.5) || (at_home > 0.5 && separation < -0.5) ? 1 : 0;
    if (most == nullptr || at_home + separation < most_at_home + most_separation) {
      most = &run;
      most_at_home = at_home;
      most_separation = separation;
    }
  }
  chart.text.name = "harm";
  chart.text.title =
      fmt::format("With “{}”, {} and {}", most->name, moved(study, *most, "harm at home", "harm_at_home", most_at_home),
                  moved(study, *most, "harm from separation", "harm_from_separation", most_separation));
  if (traded > 0) {
    chart.text.title += fmt::format("; in {} of {} scenarios{} one side falls while the other rises", traded,
                                    chart.categories.size(), study.ensemble ? ", with central values," : "");
  }
  chart.text.subtitle = fmt::format("Change of serious-harm equivalents against the baseline, {}, sum of {}; left of "
                                    "0: less harm (weights assumed)",
                                    study.area, span_of(years));
  chart.text.source = source_line(study, false);
  chart.text.alt_text = fmt::format("Bars by scenario of the change of harm at home and from separation in {}. {}.",
                                    study.area, chart.text.title);
  chart.text.height = 220 + 40 * static_cast<int>(chart.categories.size());
  chart.unit = "serious-harm equivalents";
  chart.show_totals = false; // the two sides are shown together and never netted
  return stacked_bar_chart(chart);
}

} // namespace headwater::outputs
