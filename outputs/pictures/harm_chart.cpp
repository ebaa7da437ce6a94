// Harm: both sides on one chart, so that no plan looks good by leaving children at risk.
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/title_words.hpp"

#include "outputs/charts/stacked_bar_chart.hpp"
#include "outputs/runs/blocks.hpp"

#include <fmt/format.h>

#include <cmath>

namespace headwater::outputs {
namespace {

std::string moved(const Booklet& booklet, const ScenarioRun& run, const char* what, const char* sum) {
  const double change = span_change(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis, sum);
  const Standing standing = standing_of_span(booklet, run, sum, change);
  if (std::abs(standing.said) < 0.5) {
    return fmt::format("{} does not change", what);
  }
  if (!standing.stands) {
    return fmt::format("{} {}", what, could_be(standing));
  }
  return fmt::format("{} {} by {}", what, standing.said < 0.0 ? "falls" : "rises", people(std::abs(standing.said)));
}

} // namespace

Chart harm_chart(const Booklet& booklet) {
  StackedBarChart chart;
  chart.layers = {{"Harm at home", {}}, {"Harm from separation", {}}};
  const ScenarioRun* most = nullptr;
  double most_change = 0.0;
  std::size_t traded = 0; // of those that titles count, those in which one side falls while the other rises
  std::size_t counted = 0;
  for (std::size_t i = 0; i < booklet.runs.size(); ++i) {
    const ScenarioRun& run = booklet.runs[i];
    if (run.is_baseline()) {
      continue;
    }
    const double at_home =
        span_change(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis, "harm_at_home");
    const double separation =
        span_change(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis, "harm_from_separation");
    chart.categories.push_back(run.name);
    chart.layers[0].values.push_back(at_home);
    chart.layers[1].values.push_back(separation);
    for (std::size_t side = 0; side < chart.layers.size(); ++side) {
      const Spread* spread =
          spread_of_span(booklet.findings, booklet.runs, run, side == 0 ? "harm_at_home" : "harm_from_separation");
      if (const auto whisker = whisker_of(spread, 1.0)) {
        chart.layers[side].ranges.push_back(whisker);
      }
    }
    if (!is_counted(booklet.runs, run)) {
      continue;
    }
    ++counted;
    const double home_said = standing_of_span(booklet, run, "harm_at_home", at_home).said;
    const double separation_said = standing_of_span(booklet, run, "harm_from_separation", separation).said;
    traded += (home_said < -0.5 && separation_said > 0.5) || (home_said > 0.5 && separation_said < -0.5) ? 1 : 0;
    if (most == nullptr || home_said + separation_said < most_change) {
      most = &run;
      most_change = home_said + separation_said;
    }
  }
  const bool is_drawn = !chart.layers.front().ranges.empty();
  chart.text.name = "harm";
  chart.text.title = fmt::format("With “{}”{}, {} and {}", most->name,
                                 is_drawn || !booklet.findings.ensemble ? "" : " and central values",
                                 moved(booklet, *most, "harm at home", "harm_at_home"),
                                 moved(booklet, *most, "harm from separation", "harm_from_separation"));
  if (traded > 0) {
    chart.text.title += fmt::format("; in {} of {} {}s{} one side falls while the other rises", traded, counted,
                                    counted_word(booklet.runs),
                                    !booklet.findings.ensemble ? ""
                                    : is_drawn                 ? ", by medians,"
                                                               : ", with central values,");
  }
  chart.text.subtitle = fmt::format("Change of serious-harm equivalents against the baseline, {}, sum of {}; left of "
                                    "0: less harm (weights assumed)",
                                    booklet.runs.area, summed_span(booklet.runs));
  add_whisker_words(booklet, chart.text, is_drawn);
  chart.text.alt_text = fmt::format("Bars by scenario of the change of harm at home and from separation in {}. {}.",
                                    booklet.runs.area, chart.text.title);
  chart.text.height = 220 + 40 * static_cast<int>(chart.categories.size());
  chart.unit = "serious-harm equivalents";
  chart.show_totals = false; // the two sides are shown together and never netted
  return stacked_bar_chart(chart);
}

} // namespace headwater::outputs
