#include "outputs/pictures/title_words.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/results/horizons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {

std::string people(double value) { return readable_number(value, 0); }

std::string pounds_in_words(double gbp) {
  const std::string sign = gbp < 0.0 ? "\u2212" : "";
  const double size = std::abs(gbp);
  if (size >= 999.5e6) {
    return sign + "£" + readable_number(size / 1e9, 2) + " billion";
  }
  if (size >= 500.0 && size < 999.5e3) {
    return sign + "£" + readable_number(size / 1e3, size < 9.95e3 ? 1 : 0) + " thousand";
  }
  const double millions = size / 1e6;
  return sign + "£" + readable_number(millions, millions < 10.0 ? 1 : 0) + " million";
}

std::string source_line(const Booklet& booklet, bool with_history, bool has_bands) {
  const std::string history =
      with_history && !booklet.history.empty()
          ? "History: Scottish Government, Children's Social Work Statistics, and the Local Government Benchmarking "
            "Framework. "
          : "";
  if (!booklet.findings.ensemble) {
    return history + "Headwater, central values of one run each; no uncertainty is shown. Run " + booklet.run_code +
           ".";
  }
  if (!has_bands) {
    return history + "Headwater, central values; the draws of this study are not shown here. Run " + booklet.run_code +
           ".";
  }
  const std::size_t failed = booklet.findings.ensemble->failed_draws.size();
  return fmt::format("{}Headwater, lines and bars at central values, with {}{}. Run {}.", history,
                     booklet.findings.ensemble->in_words(),
                     failed == 0 ? std::string() : fmt::format(", of which {} broke down and are left out", failed),
                     booklet.run_code);
}

std::string of_model_runs(double share) {
  constexpr double one_in_twenty = 0.05;
  if (share <= 0.0) {
    return "no model run";
  }
  if (share >= 1.0) {
    return "every model run";
  }
  if (share < one_in_twenty) {
    return "fewer than 1 in 20 model runs";
  }
  if (share > 1.0 - one_in_twenty) {
    return "more than 19 in 20 model runs";
  }
  return fmt::format("{:.0f} of 10 model runs", std::clamp(std::round(10.0 * share), 1.0, 9.0));
}

Standing standing_of(const Spread* change, double claimed) {
  if (change == nullptr) {
    return {.said = claimed};
  }
  const double said = std::isfinite(change->p50) ? change->p50 : claimed;
  return {said < 0.0 ? change->p95 < 0.0 : change->p05 > 0.0, change->share_below_0, said};
}

Standing standing_of(const Booklet& booklet, const ScenarioRun& run, std::string_view quantity, FiscalYear year,
                     double claimed) {
  const bool is_position = quantity.starts_with("net_position");
  const Against against = is_position ? Against::nothing : Against::baseline;
  if (const Spread* change = spread_of(booklet.findings, run, quantity, year, against)) {
    return standing_of(change, claimed);
  }
  const Spread* with = is_position ? nullptr : spread_of(booklet.findings, run, quantity, year);
  const Spread* without =
      is_position ? nullptr : spread_of(booklet.findings, booklet.runs.baseline_of(run), quantity, year);
  if (with == nullptr || without == nullptr) {
    return {.said = claimed};
  }
  return {claimed < 0.0 ? with->p95 < without->p05 : with->p05 > without->p95, {}, claimed};
}

Standing standing_of_span(const Booklet& booklet, const ScenarioRun& run, std::string_view name, double claimed) {
  return standing_of(spread_of_span(booklet.findings, booklet.runs, run, name), claimed);
}

std::optional<Range> whisker_of(const Spread* spread, double unit) {
  // With too few draws there is no range.
  return spread == nullptr || !std::isfinite(spread->p05) || !std::isfinite(spread->p95)
             ? std::nullopt
             : std::optional(Range{spread->p05 / unit, spread->p95 / unit, spread->counted});
}

std::string could_be(const Standing& standing, std::string_view lower, std::string_view higher) {
  const std::string words = fmt::format("could be {} or {}", lower, higher);
  return standing.below ? fmt::format("{}: {} in {}", words, lower, of_model_runs(*standing.below)) : words;
}

std::string of_central_values(const Booklet& booklet) {
  return booklet.findings.ensemble ? "With central values, " : "";
}

namespace {

std::string what_is_varied(const Ensemble& ensemble) {
  return fmt::format("{} model runs, {} parameters varied{}, equations and plans not",
                     readable_number(static_cast<double>(ensemble.used()), 0), ensemble.made.varied,
                     ensemble.made.from.empty() ? " (wider than what fits the past)" : "");
}

} // namespace

std::string bands_in_words(const Ensemble& ensemble) {
  return "; bands: 5 in 10 and 9 in 10 of " + what_is_varied(ensemble) + "; changes in the title are medians of these";
}

void add_whisker_words(const Booklet& booklet, ChartText& text, bool has_whiskers) {
  text.source = source_line(booklet, false, has_whiskers);
  if (has_whiskers) {
    text.subtitle += "; whiskers: 9 in 10 of " + what_is_varied(*booklet.findings.ensemble) +
                     "; bars at central values, changes in the title are medians";
  }
}

const ScenarioRun& leading_baseline(const Runs& runs) { return runs.baseline_of(runs.front()); }

std::vector<double> july_values(const Runs& runs, const ScenarioRun& run, const Quantity& quantity) {
  std::vector<double> values;
  for (int year = model::start_year; year <= runs.horizon; ++year) {
    values.push_back(quantity.value(YearView(run.record, {year})));
  }
  return values;
}

std::vector<double> july_years(const Runs& runs) {
  std::vector<double> years;
  for (int year = model::start_year; year <= runs.horizon; ++year) {
    years.push_back(year);
  }
  return years;
}

int spoken_year(const Runs& runs) { return std::min(2040, runs.horizon); }

void go_lighter(LineChart& chart) {
  if (chart.years.back() <= last_quoted_july) {
    return;
  }
  chart.lighter_after = last_quoted_july;
  chart.text.subtitle += fmt::format(". Lighter after {}: {}", last_quoted_july, after_quoted_words);
}

std::string summed_span(const Runs& runs) {
  std::optional<FiscalYear> first;
  bool together = true;
  for (const ScenarioRun& run : runs) {
    if (!run.is_baseline()) {
      together = together && (!first || *first == runs.compared(run).first);
      first = runs.compared(run).first;
    }
  }
  const FiscalYear last = spoken_horizon(runs.horizon);
  return fmt::format("{} to {}", together ? first.value_or(comparison_starts).label() : "the start of each comparison",
                     last.label());
}

std::string span_of(const std::vector<FiscalYear>& years) {
  return years.size() == 1 ? years.front().label() : years.front().label() + " to " + years.back().label();
}

} // namespace headwater::outputs
