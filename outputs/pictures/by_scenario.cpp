#include "outputs/pictures/by_scenario.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/pictures/title_words.hpp"
#include "outputs/results/horizons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

constexpr std::size_t most_coloured_lines = 4;

} // namespace

std::vector<Line> scenario_lines(const Runs& runs, const std::vector<std::vector<double>>& values, std::size_t at,
                                 std::optional<std::size_t> named) {
  const auto change = [&](std::size_t i) { return values[i][at] - values[runs[i].baseline][at]; };
  std::vector<std::size_t> by_change;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!runs[i].is_baseline()) {
      by_change.push_back(i);
    }
  }
  std::stable_sort(by_change.begin(), by_change.end(),
                   [&](std::size_t a, std::size_t b) { return change(a) < change(b); });
  std::vector<std::size_t> coloured;
  const auto colour = [&](std::size_t run) {
    if (coloured.size() < most_coloured_lines && std::find(coloured.begin(), coloured.end(), run) == coloured.end()) {
      coloured.push_back(run);
    }
  };
  if (named) {
    colour(*named);
  }
  for (std::size_t i = 0; i < by_change.size(); ++i) {
    colour(by_change[i]);
    colour(by_change[by_change.size() - 1 - i]);
  }

  std::vector<Line> lines;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const LineRole role = runs[i].is_baseline()                                              ? LineRole::reference
                          : std::find(coloured.begin(), coloured.end(), i) != coloured.end() ? LineRole::highlighted
                                                                                             : LineRole::context;
    lines.push_back({.name = runs[i].name, .values = values[i], .published = {}, .role = role});
  }
  return lines;
}

void add_fans(const Booklet& booklet, LineChart& chart, const ScenarioRun& lead, double unit, const SpreadAt& spread) {
  const std::size_t leading = lead.position;
  const double quoted = std::min<double>(chart.years.back(), last_quoted_july);
  const Spread* at_end = booklet.findings.ensemble ? spread(leading, quoted) : nullptr;
  if (at_end == nullptr || !std::isfinite(at_end->p05)) {
    return; // nothing drawn, or so few draws that 9 in 10 of them have no range
  }
  for (std::size_t i = 0; i < chart.lines.size(); ++i) {
    if (spread(i, quoted) == nullptr) {
      continue;
    }
    Fan& fan = chart.lines[i].fan;
    for (const double year : chart.years) {
      const Spread* found = spread(i, year);
      const auto add = [&](std::vector<double>& values, double Spread::*percentile) {
        values.push_back(found == nullptr ? std::nan("") : found->*percentile / unit);
      };
      add(fan.p05, &Spread::p05);
      add(fan.p25, &Spread::p25);
      add(fan.p50, &Spread::p50);
      add(fan.p75, &Spread::p75);
      add(fan.p95, &Spread::p95);
      fan.draws.push_back(found == nullptr ? std::nan("") : static_cast<double>(found->counted));
    }
  }
  chart.fan_of = leading;
  chart.text.subtitle += bands_in_words(*booklet.findings.ensemble);
  const int decimals = readable_decimals({at_end->p05 / unit, at_end->p95 / unit});
  chart.text.alt_text += fmt::format(" Bands around “{}”: in {:.0f}, 9 in 10 model runs lie between {} and {} {}.",
                                     lead.name, quoted, readable_number(at_end->p05 / unit, decimals),
                                     readable_number(at_end->p95 / unit, decimals), chart.unit);
}

Furthest furthest(const Runs& runs, const std::vector<double>& changes) {
  Furthest result{nullptr, 0.0, nullptr, 0.0};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const double change = changes[i];
    if (change < result.lowest_change) {
      result.lowest = &runs[i];
      result.lowest_change = change;
    }
    if (change > result.highest_change) {
      result.highest = &runs[i];
      result.highest_change = change;
    }
  }
  return result;
}

} // namespace headwater::outputs
