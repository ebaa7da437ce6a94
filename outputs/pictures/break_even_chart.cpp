// Breaking even: in what share of model runs the public purse has been paid back by each fiscal year.
#include "outputs/pictures/by_scenario.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/title_words.hpp"

#include "outputs/appraisal/treatment.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/runs/blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

constexpr double percent = 100.0;
constexpr std::size_t most_coloured = 4;

/// The share of model runs in which a run has broken even by the end of a year.
double share(const Booklet& booklet, std::size_t run, FiscalYear year) {
  return booklet.findings.ensemble->broken_even_by(run, Perspective::public_purse, year).value_or(std::nan(""));
}

} // namespace

Chart break_even_chart(const Booklet& booklet) {
  FiscalYear first = comparison_starts;
  std::vector<std::size_t> order; // the plan the title speaks of, then those that pay back most often
  for (std::size_t i = 0; i < booklet.runs.size(); ++i) {
    if (!booklet.runs[i].is_baseline()) {
      first = std::min(first, booklet.runs.compared(booklet.runs[i]).first);
    }
    if (is_counted(booklet.runs, booklet.runs[i])) {
      order.push_back(i);
    }
  }
  const FiscalYear last = last_whole_year(booklet.runs.horizon);
  const FiscalYear spoken = spoken_horizon(booklet.runs.horizon);
  const auto at_end = [&](std::size_t run) { return share(booklet, run, spoken); };
  const std::size_t leading = booklet.findings.leading.value();
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return a == leading || (b != leading && at_end(a) > at_end(b));
  });

  LineChart chart;
  chart.text.name = "break-even";
  chart.text.title =
      std::isfinite(at_end(leading))
          ? fmt::format("“{}” has paid back by {} in {}", booklet.runs[leading].name, spoken.label(),
                        of_model_runs(at_end(leading)))
          : fmt::format("“{}” adds nothing to cost and has nothing to pay back", booklet.runs[leading].name);
  if (order.size() > 1 && of_model_runs(at_end(order[1])) != of_model_runs(at_end(leading)) &&
      at_end(order[1]) > at_end(leading)) {
    chart.text.title +=
        fmt::format("; “{}”, most often, in {}", booklet.runs[order[1]].name, of_model_runs(at_end(order[1])));
  }
  const std::vector<FiscalYear> years = [&] {
    std::vector<FiscalYear> all;
    for (FiscalYear year = first; year <= last; ++year.first) {
      all.push_back(year);
    }
    return all;
  }();
  chart.text.subtitle = fmt::format(
      "Share of {} model runs in which the public purse is not worse off than with the baseline by the end of the "
      "fiscal "
      "year and stays so, or never was; {}, {}, {}, not discounted{}. Shares of model runs over assumed ranges, not "
      "probabilities of the world",
      booklet.findings.ensemble->used(), booklet.runs.area, span_of(years), booklet.runs.prices.words(),
      with_treatment(booklet.runs.basis));
  chart.text.source = fmt::format("Headwater, {}. Run {}.", booklet.findings.ensemble->in_words(), booklet.run_code);
  chart.reach = percent;
  chart.text.alt_text = fmt::format("Lines by scenario of the share of model runs that have paid back, in {}. {}.",
                                    booklet.runs.area, chart.text.title);
  chart.unit = "% of model runs";
  chart.years.push_back(first.first); // where the axis begins; nothing is known of it
  for (const FiscalYear year : years) {
    chart.years.push_back(year.first + 1); // by the end of a year
  }
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    Line line{.name = booklet.runs[order[rank]].name,
              .values = {std::nan("")},
              .published = {},
              .role = rank < most_coloured ? LineRole::highlighted : LineRole::context};
    for (const FiscalYear year : years) {
      line.values.push_back(percent * share(booklet, order[rank], year));
    }
    chart.lines.push_back(std::move(line));
  }
  go_lighter(chart);
  return line_chart(chart);
}

} // namespace headwater::outputs
