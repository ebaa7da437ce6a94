// Children living away from home, and looked after at home, by scenario.
#include "outputs/pictures/by_scenario.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/words.hpp"

#include "outputs/charts/stacked_area_chart.hpp"
#include "outputs/tables/percentiles.hpp"

#include <fmt/format.h>

#include <cmath>

namespace headwater::outputs {
namespace {

// A difference of less than one person in two is not said to be one.
bool worth_saying(double children) { return children <= -0.5 || children >= 0.5; }

// "1,204 fewer with “Kinship first”", where the draws bear it out.
std::string change_in_words(const Study& study, const ScenarioRun& run, const Quantity& quantity, double change) {
  const Standing standing = standing_of(study, run, quantity.name, {spoken_year(study)}, change);
  if (!standing.stands) {
    return fmt::format("; with “{}” it {}", run.name, could_be(standing));
  }
  return fmt::format("; {} {} with “{}”", people(std::abs(change)), change < 0.0 ? "fewer" : "more", run.name);
}

std::string message(const Study& study, const Quantity& quantity, const std::vector<std::vector<double>>& values,
                    const std::string& where) {
  const int year = spoken_year(study);
  const auto position = static_cast<std::size_t>(year - model::start_year);
  const ScenarioRun& baseline = leading_baseline(study);
  const double as_now = values[study.runs.front().baseline][position];
  std::string text = fmt::format("With “{}”, {} children are {} in {}", baseline.name, people(as_now), where, year);
  const Furthest ends = furthest(study, values, position);
  if (ends.lowest != nullptr && worth_saying(ends.lowest_change)) {
    text += change_in_words(study, *ends.lowest, quantity, ends.lowest_change);
  }
  if (ends.highest != nullptr && worth_saying(ends.highest_change)) {
    text += change_in_words(study, *ends.highest, quantity, ends.highest_change);
  }
  return text;
}

// The run whose bands are drawn: the one the title speaks of first.
const ScenarioRun& lead(const Study& study, const std::vector<std::vector<double>>& values) {
  const Furthest ends = furthest(study, values, static_cast<std::size_t>(spoken_year(study) - model::start_year));
  if (ends.lowest != nullptr && worth_saying(ends.lowest_change)) {
    return *ends.lowest;
  }
  return ends.highest != nullptr && worth_saying(ends.highest_change) ? *ends.highest : leading_baseline(study);
}

// One chart of children by scenario. `published` names the published series whose points belong on the baseline.
Chart by_scenario(const Study& study, const std::string& name, std::string_view quantity_name, const std::string& where,
                  const std::vector<YearValue>& published) {
  const Quantity& quantity = *find_quantity(quantity_name);
  std::vector<std::vector<double>> values;
  for (const ScenarioRun& run : study.runs) {
    values.push_back(july_values(study, run, quantity));
  }
  LineChart chart;
  chart.text.name = name;
  chart.text.title = message(study, quantity, values, where);
  chart.text.subtitle =
      fmt::format("{}, {}, 31 July {} to {}", quantity.meaning, study.area, model::start_year, study.horizon);
  chart.text.alt_text =
      fmt::format("Lines by scenario of {} in {}. {}.", quantity.meaning, study.area, chart.text.title);
  chart.unit = "children";
  chart.years = july_years(study);
  chart.lines = scenario_lines(study, values);
  chart.lines[study.runs.front().baseline].published = published;
  add_fans(study, chart, lead(study, values), 1.0, [&](std::size_t run, double year) {
    return study.ensemble->of(run, quantity_name, {static_cast<int>(year)});
  });
  chart.text.source = source_line(study, !published.empty(), chart.fan_of.has_value());
  return line_chart(chart);
}

std::vector<YearValue> points(const Study& study, std::string_view series) {
  std::vector<YearValue> found;
  for (const PublishedCount& count : study.history) {
    if (count.series == series) {
      found.push_back({static_cast<double>(count.year), count.value});
    }
  }
  return found;
}

// Away from home is the total less those at home, in the years for which both are published.
std::vector<YearValue> published_away(const Study& study) {
  std::vector<YearValue> away;
  for (const YearValue& at_home : points(study, "looked_after_at_home")) {
    for (const YearValue& all : points(study, "looked_after")) {
      if (all.year == at_home.year) {
        away.push_back({all.year, all.value - at_home.value});
      }
    }
  }
  return away;
}

} // namespace

Chart children_away_chart(const Study& study) {
  return by_scenario(study, "children-away", "looked_after_away", "living away from home", published_away(study));
}

Chart children_at_home_chart(const Study& study) {
  return by_scenario(study, "children-at-home", "looked_after_at_home", "looked after at home",
                     points(study, "looked_after_at_home"));
}

Chart placements_chart(const Study& study) {
  const ScenarioRun& run = leading_baseline(study);
  const auto values = [&](std::string_view quantity) { return july_values(study, run, *find_quantity(quantity)); };
  std::vector<double> residential = values("looked_after_residential");
  const std::vector<double> secure = values("looked_after_secure");
  for (std::size_t i = 0; i < residential.size(); ++i) {
    residential[i] += secure[i];
  }
  const std::vector<double> total = values("looked_after");
  const auto position = static_cast<std::size_t>(spoken_year(study) - model::start_year);

  StackedAreaChart chart;
  chart.text.name = "placements";
  const std::vector<YearValue> published = points(study, "looked_after");
  const double away_share = 1.0 - values("looked_after_at_home")[position] / total[position];
  chart.text.title =
      (published.empty() ? std::string()
                         : fmt::format("Children looked after: {} in {:.0f}, {} in {:.0f} as published; ",
                                       people(published.front().value), published.front().year,
                                       people(published.back().value), published.back().year)) +
      fmt::format("with “{}”, {} in {}, {:.0f}% of them away from home", run.name, people(total[position]),
                  spoken_year(study), 100.0 * away_share);
  chart.text.subtitle = fmt::format("Where looked-after children live, {}, 31 July {} to {}, scenario “{}”", study.area,
                                    model::start_year, study.horizon, run.name);
  const std::optional<Range> range = whisker_of(spread_of(study, run, "looked_after", {study.horizon}), 1.0);
  if (range) {
    chart.total_range = range;
    chart.text.subtitle += "; bands for the total in the last year only";
  }
  chart.text.source = source_line(study, !published.empty(), range.has_value());
  chart.text.alt_text = fmt::format("Stacked areas of looked-after children in {} by where they live, with dots for "
                                    "published figures. {}.",
                                    study.area, chart.text.title);
  if (range) {
    chart.text.alt_text += fmt::format(" In {}, 9 in 10 model runs lie between {} and {} children looked after.",
                                       study.horizon, people(range->low), people(range->high));
  }
  chart.unit = "children";
  chart.years = july_years(study);
  chart.layers = {
      {"Residential and secure", residential, points(study, "looked_after_residential_and_secure")},
      {"Foster and adopters", values("looked_after_foster"), points(study, "looked_after_foster")},
      {"Kinship", values("looked_after_kinship"), points(study, "looked_after_kinship")},
      {"At home", values("looked_after_at_home"), points(study, "looked_after_at_home")},
  };
  return stacked_area_chart(chart);
}

} // namespace headwater::outputs
