// Children living away from home, and looked after at home, by scenario.
#include "outputs/pictures/by_scenario.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/title_words.hpp"

#include "outputs/charts/stacked_area_chart.hpp"
#include "outputs/results/horizons.hpp"

#include <fmt/format.h>

#include <cmath>

namespace headwater::outputs {
namespace {

// A difference of less than one person in two is not said to be one.
bool worth_saying(double children) { return children <= -0.5 || children >= 0.5; }

// "1,204 fewer with “Kinship first”", where the draws bear it out.
std::string change_in_words(const Booklet& booklet, const ScenarioRun& run, const Quantity& quantity, double change) {
  const Standing standing = standing_of(booklet, run, quantity.name, {spoken_year(booklet.runs)}, change);
  if (!standing.stands) {
    return fmt::format("; with “{}” it {}", run.name, could_be(standing));
  }
  return fmt::format("; {} {} with “{}”", people(std::abs(standing.said)), standing.said < 0.0 ? "fewer" : "more",
                     run.name);
}

// What is said of the change of each run in the year that titles speak of.
std::vector<double> changes_said(const Booklet& booklet, const Quantity& quantity,
                                 const std::vector<std::vector<double>>& values) {
  const int year = spoken_year(booklet.runs);
  const auto position = static_cast<std::size_t>(year - model::start_year);
  std::vector<double> changes;
  for (const ScenarioRun& run : booklet.runs) {
    const double central = values[run.position][position] - values[run.baseline][position];
    changes.push_back(run.is_baseline() ? 0.0 : standing_of(booklet, run, quantity.name, {year}, central).said);
  }
  return changes;
}

std::string message(const Booklet& booklet, const Quantity& quantity, const std::vector<std::vector<double>>& values,
                    const std::string& where) {
  const int year = spoken_year(booklet.runs);
  const auto position = static_cast<std::size_t>(year - model::start_year);
  const ScenarioRun& baseline = leading_baseline(booklet.runs);
  const double as_now = values[booklet.runs.front().baseline][position];
  std::string text = fmt::format("With “{}”, {} children are {} in {}", baseline.name, people(as_now), where, year);
  const Furthest ends = furthest(booklet.runs, changes_said(booklet, quantity, values));
  if (ends.lowest != nullptr && worth_saying(ends.lowest_change)) {
    text += change_in_words(booklet, *ends.lowest, quantity, ends.lowest_change);
  }
  if (ends.highest != nullptr && worth_saying(ends.highest_change)) {
    text += change_in_words(booklet, *ends.highest, quantity, ends.highest_change);
  }
  return text;
}

// The run whose bands are drawn: the one the title speaks of first.
const ScenarioRun& lead(const Booklet& booklet, const Quantity& quantity,
                        const std::vector<std::vector<double>>& values) {
  const Runs& runs = booklet.runs;
  const Furthest ends = furthest(runs, changes_said(booklet, quantity, values));
  if (ends.lowest != nullptr && worth_saying(ends.lowest_change)) {
    return *ends.lowest;
  }
  return ends.highest != nullptr && worth_saying(ends.highest_change) ? *ends.highest : leading_baseline(runs);
}

// One chart of children by scenario. `published` names the published series whose points belong on the baseline.
Chart by_scenario(const Booklet& booklet, const std::string& name, std::string_view quantity_name,
                  const std::string& where, const std::vector<YearValue>& published) {
  const Quantity& quantity = *find_quantity(quantity_name);
  std::vector<std::vector<double>> values;
  for (const ScenarioRun& run : booklet.runs) {
    values.push_back(july_values(booklet.runs, run, quantity));
  }
  LineChart chart;
  chart.text.name = name;
  chart.text.title = message(booklet, quantity, values, where);
  chart.text.subtitle = fmt::format("{}, {}, 31 July {} to {}", quantity.meaning, booklet.runs.area, model::start_year,
                                    booklet.runs.horizon);
  chart.text.alt_text =
      fmt::format("Lines by scenario of {} in {}. {}.", quantity.meaning, booklet.runs.area, chart.text.title);
  chart.unit = "children";
  chart.years = july_years(booklet.runs);
  chart.lines = scenario_lines(booklet.runs, values,
                               static_cast<std::size_t>(quoted_july(booklet.runs.horizon) - model::start_year));
  chart.lines[booklet.runs.front().baseline].published = published;
  add_fans(booklet, chart, lead(booklet, quantity, values), 1.0, [&](std::size_t run, double year) {
    return booklet.findings.ensemble->of(run, quantity_name, {static_cast<int>(year)});
  });
  chart.text.source = source_line(booklet, !published.empty(), chart.fan_of.has_value());
  go_lighter(chart);
  return line_chart(chart);
}

std::vector<YearValue> points(const Booklet& booklet, std::string_view series) {
  std::vector<YearValue> found;
  for (const PublishedCount& count : booklet.history) {
    if (count.series == series) {
      found.push_back({static_cast<double>(count.year), count.value});
    }
  }
  return found;
}

// Away from home is the total less those at home, in the years for which both are published.
std::vector<YearValue> published_away(const Booklet& booklet) {
  std::vector<YearValue> away;
  for (const YearValue& at_home : points(booklet, "looked_after_at_home")) {
    for (const YearValue& all : points(booklet, "looked_after")) {
      if (all.year == at_home.year) {
        away.push_back({all.year, all.value - at_home.value});
      }
    }
  }
  return away;
}

} // namespace

Chart children_away_chart(const Booklet& booklet) {
  return by_scenario(booklet, "children-away", "looked_after_away", "living away from home", published_away(booklet));
}

Chart children_at_home_chart(const Booklet& booklet) {
  return by_scenario(booklet, "children-at-home", "looked_after_at_home", "looked after at home",
                     points(booklet, "looked_after_at_home"));
}

Chart placements_chart(const Booklet& booklet) {
  const ScenarioRun& run = leading_baseline(booklet.runs);
  // An area quotes its total at its end, so it ends with the last year that is quoted.
  const int last = quoted_july(booklet.runs.horizon);
  const auto years = static_cast<std::size_t>(last - model::start_year + 1);
  const auto values = [&](std::string_view quantity) {
    std::vector<double> found = july_values(booklet.runs, run, *find_quantity(quantity));
    found.resize(years);
    return found;
  };
  std::vector<double> residential = values("looked_after_residential");
  const std::vector<double> secure = values("looked_after_secure");
  for (std::size_t i = 0; i < residential.size(); ++i) {
    residential[i] += secure[i];
  }
  const std::vector<double> total = values("looked_after");
  const auto position = static_cast<std::size_t>(spoken_year(booklet.runs) - model::start_year);

  StackedAreaChart chart;
  chart.text.name = "placements";
  const std::vector<YearValue> published = points(booklet, "looked_after");
  const double away_share = 1.0 - values("looked_after_at_home")[position] / total[position];
  chart.text.title =
      (published.empty() ? std::string()
                         : fmt::format("Children looked after: {} in {:.0f}, {} in {:.0f} as published; ",
                                       people(published.front().value), published.front().year,
                                       people(published.back().value), published.back().year)) +
      fmt::format("with “{}”, {} in {}, {:.0f}% of them away from home", run.name, people(total[position]),
                  spoken_year(booklet.runs), 100.0 * away_share);
  chart.text.subtitle = fmt::format("Where looked-after children live, {}, 31 July {} to {}, scenario “{}”",
                                    booklet.runs.area, model::start_year, last, run.name);
  const std::optional<Range> range = whisker_of(spread_of(booklet.findings, run, "looked_after", {last}), 1.0);
  if (range) {
    chart.total_range = range;
    chart.text.subtitle += "; bands for the total in the last year only";
  }
  chart.text.source = source_line(booklet, !published.empty(), range.has_value());
  chart.text.alt_text = fmt::format("Stacked areas of looked-after children in {} by where they live, with dots for "
                                    "published figures. {}.",
                                    booklet.runs.area, chart.text.title);
  if (range) {
    chart.text.alt_text += fmt::format(" In {}, 9 in 10 model runs lie between {} and {} children looked after.", last,
                                       people(range->low), people(range->high));
  }
  chart.unit = "children";
  chart.years = july_years(booklet.runs);
  chart.years.resize(years);
  chart.layers = {
      {"Residential and secure", residential, points(booklet, "looked_after_residential_and_secure")},
      {"Foster and adopters", values("looked_after_foster"), points(booklet, "looked_after_foster")},
      {"Kinship", values("looked_after_kinship"), points(booklet, "looked_after_kinship")},
      {"At home", values("looked_after_at_home"), points(booklet, "looked_after_at_home")},
  };
  return stacked_area_chart(chart);
}

} // namespace headwater::outputs
