// Money: cumulative net position, change of cost by class, and what is spent by category.
#include "outputs/pictures/by_scenario.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/title_words.hpp"

#include "outputs/appraisal/net_position.hpp"
#include "outputs/appraisal/treatment.hpp"
#include "outputs/charts/stacked_area_chart.hpp"
#include "outputs/charts/stacked_bar_chart.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/prices.hpp"
#include "outputs/runs/blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace headwater::outputs {
namespace {

using model::Category;
using model::CostClass;

/// What a run pays over a year for some categories, £ million in the prices asked for.
template<class Belongs> double paid(const Runs& runs, const ScenarioRun& run, FiscalYear year, const Belongs& belongs) {
  const YearView view(run.record, year);
  double total = 0.0;
  for (std::size_t i = 0; i < model::category_count; ++i) {
    const auto category = static_cast<Category>(i);
    if (belongs(category)) {
      total += view.cost(category);
    }
  }
  return runs.prices.pounds(total, year) / million;
}

CostClass class_of(Category category) { return model::categories()[static_cast<std::size_t>(category)].cost_class; }

// Whether an amount of pounds is more than nothing once it is put into words.
bool is_said(double gbp) { return pounds_in_words(std::abs(gbp)) != pounds_in_words(0.0); }

// What is said of where a run stands at the end of its positions.
double end_said(const Booklet& booklet, std::size_t run, const std::vector<NetPosition>& positions) {
  return positions[run].years.empty() ? 0.0
                                      : standing_of(booklet, booklet.runs[run], "net_position_cumulative",
                                                    positions[run].years.back(), positions[run].cumulative.back())
                                            .said;
}

// Of the runs that end better off, the one that needs the most money first.
std::optional<std::size_t> deepest_that_gains(const Booklet& booklet, const std::vector<NetPosition>& positions) {
  const Runs& runs = booklet.runs;
  std::optional<std::size_t> deepest;
  double gap = 0.0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const double end = end_said(booklet, i, positions);
    if (!is_counted(runs, runs[i]) || end <= 0.0 || !is_said(end)) {
      continue;
    }
    const FundingGap lowest = peak_funding_gap(positions[i]);
    if (lowest.gbp < gap) {
      gap = lowest.gbp;
      deepest = i;
    }
  }
  return deepest;
}

// Scenarios that are better off by the last year, worse off, and those of which the draws do not say.
struct Outcomes {
  std::size_t compared = 0;
  std::size_t better = 0;
  std::size_t worse = 0;
  std::size_t open = 0;
};

Outcomes outcomes(const Booklet& booklet, const std::vector<NetPosition>& positions) {
  Outcomes found;
  for (std::size_t i = 0; i < booklet.runs.size(); ++i) {
    if (!is_counted(booklet.runs, booklet.runs[i])) {
      continue;
    }
    ++found.compared;
    const Standing standing = standing_of(booklet, booklet.runs[i], "net_position_cumulative",
                                          positions[i].years.back(), positions[i].cumulative.back());
    if (is_said(standing.said)) {
      ++(!standing.stands ? found.open : standing.said > 0.0 ? found.better : found.worse);
    }
  }
  return found;
}

// "By 2045-46 the public purse is better off in 5 of 11 plans; ...": and of those, which needs the most money
// first.
std::string net_position_message(const Booklet& booklet, const std::vector<NetPosition>& positions) {
  const Outcomes found = outcomes(booklet, positions);
  std::size_t last = 0; // the only one compared, where there is only one
  for (std::size_t i = 0; i < booklet.runs.size(); ++i) {
    last = is_counted(booklet.runs, booklet.runs[i]) ? i : last;
  }
  const FiscalYear last_year = positions[last].years.back();
  const double end = end_said(booklet, last, positions);
  std::string message = fmt::format("By {} the public purse is better off in {} of {} {}s", last_year.label(),
                                    found.better, found.compared, counted_word(booklet.runs));
  if (found.compared == 1 && found.open == 1) {
    const Standing standing = standing_of(booklet, booklet.runs[last], "net_position_cumulative", last_year, end);
    message = fmt::format("By {} the public purse, with “{}”, {}", last_year.label(), booklet.runs[last].name,
                          could_be(standing, "worse off", "better off"));
  } else if (found.compared == 1 && is_said(end)) {
    message =
        fmt::format("By {} the public purse is {} {} with “{}”", last_year.label(), pounds_in_words(std::abs(end)),
                    end > 0.0 ? "better off" : "worse off", booklet.runs[last].name);
  } else if (found.compared == 1) {
    message = fmt::format("By {} the public purse is neither better nor worse off with “{}”", last_year.label(),
                          booklet.runs[last].name);
  } else if (found.open > 0) {
    message += fmt::format(", worse off in {}, and could be either in {}", found.worse, found.open);
  }
  if (const std::optional<std::size_t> deepest = deepest_that_gains(booklet, positions)) {
    const FundingGap gap = peak_funding_gap(positions[*deepest]);
    if (is_said(gap.gbp)) {
      message += fmt::format("; “{}” first needs {}{} (lowest in {})", booklet.runs[*deepest].name,
                             booklet.findings.ensemble ? "about " : "", pounds_in_words(-gap.gbp), gap.year.label());
    }
    const Standing standing = standing_of(booklet, booklet.runs[*deepest], "net_position_cumulative",
                                          positions[*deepest].years.back(), positions[*deepest].cumulative.back());
    if (found.compared > 1 && standing.below) {
      message += fmt::format(" and is better off in {}", of_model_runs(1.0 - *standing.below));
    }
  }
  return message;
}

// "“Keep the Promise” itself costs £1.2 billion by 2045-46, and everything else costs £1.3 billion less".
std::string cost_change_message(const Booklet& booklet, const ScenarioRun& run, double invested, FiscalYear last) {
  const Standing spends = standing_of_span(booklet, run, "invested", invested);
  if (spends.said <= 0.0 || !is_said(spends.said)) {
    return fmt::format("No {} costs anything itself", counted_word(booklet.runs));
  }
  const bool is_kept = spread_of_span(booklet.findings, booklet.runs, run, "invested") != nullptr;
  const double rest = span_change(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis, "all_else");
  const Standing saves = standing_of_span(booklet, run, "all_else", rest);
  return fmt::format("{}“{}” {} by {}, and everything else {}", is_kept ? "" : of_central_values(booklet), run.name,
                     spends.stands ? fmt::format("itself costs {}", pounds_in_words(spends.said))
                                   : fmt::format("itself costs more than nothing in {}",
                                                 of_model_runs(1.0 - spends.below.value_or(0.0))),
                     last.label(),
                     !saves.stands         ? could_be(saves, "cheaper", "dearer")
                     : is_said(saves.said) ? fmt::format("costs {} {}", pounds_in_words(std::abs(saves.said)),
                                                         saves.said < 0.0 ? "less" : "more")
                                           : "costs the same");
}

} // namespace

Chart net_position_chart(const Booklet& booklet) {
  // Runs may begin to be compared at different years; a run is at 0 before its own comparison begins.
  std::vector<NetPosition> positions;
  FiscalYear first = comparison_starts;
  for (const ScenarioRun& run : booklet.runs) {
    positions.push_back(net_position(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis));
    if (!positions.back().years.empty()) {
      first = std::min(first, positions.back().years.front());
    }
  }
  std::vector<FiscalYear> years;
  for (FiscalYear year = first; year <= last_whole_year(booklet.runs.horizon); ++year.first) {
    years.push_back(year);
  }
  std::vector<std::vector<double>> values;
  for (const NetPosition& position : positions) {
    std::vector<double> line(1 + years.size() - position.years.size(), 0.0); // nothing has come together at the start
    for (const double cumulative : position.cumulative) {
      line.push_back(cumulative / million);
    }
    values.push_back(std::move(line));
  }

  LineChart chart;
  chart.text.name = "net-position";
  // Words and colours are of the end of the first 20 years; lines go on, lighter.
  const FiscalYear spoken = spoken_horizon(booklet.runs.horizon);
  for (NetPosition& position : positions) {
    position = up_to(std::move(position), spoken);
  }
  chart.text.title = net_position_message(booklet, positions);
  chart.text.subtitle =
      fmt::format("Cumulative net position of the public purse against the baseline, {}, {}, {}, not "
                  "discounted{}; above 0: better off",
                  booklet.runs.area, span_of(years), booklet.runs.prices.words(), with_treatment(booklet.runs.basis));
  chart.text.alt_text =
      fmt::format("Lines by scenario of the cumulative net position in {}. {}.", booklet.runs.area, chart.text.title);
  chart.unit = "£ million";
  chart.years.push_back(first.first);
  for (const FiscalYear year : years) {
    chart.years.push_back(year.first + 1); // a year's sum stands at its end
  }
  const std::optional<std::size_t> gaining = deepest_that_gains(booklet, positions);
  chart.lines = scenario_lines(booklet.runs, values, static_cast<std::size_t>(spoken.first + 1 - first.first), gaining);
  const ScenarioRun& leading = booklet.runs[booklet.findings.leading.value()];
  Spread nothing_yet{}; // where a run begins to be compared
  nothing_yet.counted = booklet.findings.ensemble ? booklet.findings.ensemble->used() : 0;
  add_fans(booklet, chart, gaining ? booklet.runs[*gaining] : leading, million,
           [&](std::size_t run, double year) -> const Spread* {
             const bool has_begun = !positions[run].years.empty() && year > positions[run].years.front().first;
             return has_begun
                        ? booklet.findings.ensemble->of(run, "net_position_cumulative", {static_cast<int>(year) - 1})
                        : &nothing_yet;
           });
  chart.text.source = source_line(booklet, false, chart.fan_of.has_value());
  // The plan of the title: where its gap is deepest, and where it breaks even.
  if (const std::optional<std::size_t> deepest = gaining) {
    const FundingGap gap = peak_funding_gap(positions[*deepest]);
    const std::string& name = booklet.runs[*deepest].name;
    chart.markers.push_back({static_cast<double>(gap.year.first + 1), name + ": funding gap deepest"});
    if (const auto back = pays_back(positions[*deepest])) {
      chart.markers.push_back({static_cast<double>(back->first + 1),
                               booklet.findings.ensemble ? "breaks even at central values" : "breaks even"});
    }
  }
  go_lighter(chart);
  return line_chart(chart);
}

Chart cost_change_chart(const Booklet& booklet) {
  const AppraisalBasis& basis = booklet.runs.basis;
  struct Layer {
    std::string name;
    std::vector<std::string_view> sums;
  };
  std::vector<Layer> layers; // no more than a stack can show apart
  for (const CostPart part : purse_parts(basis.included)) {
    const bool joins =
        part == CostPart::aftercare || (part == CostPart::poverty_transfer && basis.included.beyond_care);
    if (joins) {
      layers.back().name = part == CostPart::aftercare ? "Support and aftercare" : "Beyond care, and the transfer";
      layers.back().sums.push_back(name(part));
    } else {
      layers.push_back({std::string(label(part)), {name(part)}});
    }
  }
  if (has_treatment(basis)) {
    layers.push_back({"Optimism bias and haircut", {"optimism_bias", "benefit_haircut"}});
  }

  StackedBarChart chart;
  for (const Layer& layer : layers) {
    chart.layers.push_back({layer.name, {}});
  }
  const ScenarioRun* most_moved = nullptr;
  double invested = 0.0;
  double most_said = 0.0;
  for (const ScenarioRun& run : booklet.runs) {
    if (run.is_baseline()) {
      continue;
    }
    chart.categories.push_back(run.name);
    const Compared compared = booklet.runs.compared(run);
    for (std::size_t k = 0; k < layers.size(); ++k) {
      double change = 0.0;
      for (const std::string_view sum : layers[k].sums) {
        change += span_change(compared, booklet.runs.prices, basis, sum);
      }
      chart.layers[k].values.push_back(change / million);
    }
    if (const auto whisker = whisker_of(spread_of_span(booklet.findings, booklet.runs, run, "all_cost"), million)) {
      chart.total_ranges.push_back(whisker);
    }
    const double spent = span_change(compared, booklet.runs.prices, basis, "invested");
    const double said = standing_of_span(booklet, run, "invested", spent).said;
    if (is_counted(booklet.runs, run) && (most_moved == nullptr || said > most_said)) {
      most_moved = &run;
      most_said = said;
      invested = spent;
    }
  }
  chart.text.name = "cost-change";
  chart.text.title = cost_change_message(booklet, *most_moved, invested, spoken_horizon(booklet.runs.horizon));
  chart.text.subtitle =
      fmt::format("Change of all that the public purse pays against the baseline, by part, {}, sum of {}, "
                  "{}, not discounted{}; right of zero: costs more. Failure demand is that of "
                  "care-experienced people",
                  booklet.runs.area, summed_span(booklet.runs), booklet.runs.prices.words(), with_treatment(basis));
  add_whisker_words(booklet, chart.text, !chart.total_ranges.empty());
  chart.text.alt_text = fmt::format("Bars by scenario of the change of cost in {}, stacked by part. {}.",
                                    booklet.runs.area, chart.text.title);
  // Room for a key of two rows above the bars, so that a few of them stay as thick as many.
  chart.text.height = 300 + 40 * static_cast<int>(chart.categories.size());
  chart.unit = "£ million";
  return stacked_bar_chart(chart);
}

Chart cost_by_category_chart(const Booklet& booklet) {
  const ScenarioRun& run = leading_baseline(booklet.runs);
  struct Part {
    const char* name;
    std::vector<Category> categories;
  };
  const Part parts[] = {
      {"Universal support", {Category::universal}},
      {"Intensive and practice support, shared care and controls",
       {Category::intensive, Category::practice_support, Category::shared_care, Category::controls}},
      {"At home, kinship and foster care", {Category::at_home, Category::kinship, Category::foster}},
      {"Residential and secure care", {Category::residential, Category::secure}},
      {"Social work, hearings, administration", {Category::fieldwork, Category::hearings_admin}},
      {"Schools and health for children in care", {Category::universal_services_in_care}},
      {"Aftercare and continuing care", {Category::aftercare_cc}},
      {"Failure demand of care-experienced people",
       {Category::fd_homelessness, Category::fd_justice, Category::fd_health, Category::fd_addiction,
        Category::fd_benefits}},
  };

  StackedAreaChart chart;
  std::vector<FiscalYear> years;
  for (FiscalYear year = first_whole_year; year <= spoken_horizon(booklet.runs.horizon); ++year.first) {
    years.push_back(year);
    chart.years.push_back(year.first + 1);
  }
  for (const Part& part : parts) {
    AreaLayer layer{part.name, {}, {}};
    for (const FiscalYear year : years) {
      layer.values.push_back(paid(booklet.runs, run, year, [&](Category c) {
        return std::find(part.categories.begin(), part.categories.end(), c) != part.categories.end();
      }));
    }
    chart.layers.push_back(std::move(layer));
  }

  const FiscalYear now = std::min(comparison_starts, years.back());
  const auto spent = [&](CostClass a, CostClass b, CostClass c) {
    return paid(booklet.runs, run, now, [&](Category category) {
      return class_of(category) == a || class_of(category) == b || class_of(category) == c;
    });
  };
  const double prevention = spent(CostClass::universal, CostClass::targeted, CostClass::targeted);
  const double care = spent(CostClass::care_system, CostClass::care_system, CostClass::care_system);
  const double failure = spent(CostClass::failure_demand, CostClass::failure_demand, CostClass::failure_demand);
  chart.text.name = "cost-by-category";
  chart.text.title = fmt::format(
      "In {}, {} goes to support for families, {} to the care system and {} to failure demand", now.label(),
      pounds_in_words(prevention * million), pounds_in_words(care * million), pounds_in_words(failure * million));
  chart.text.subtitle = fmt::format("Operating cost and failure demand by category, {}, {}, {}, scenario “{}”. Not in "
                                    "it: lost tax, people never in care, parents' need",
                                    booklet.runs.area, span_of(years), booklet.runs.prices.words(), run.name);
  chart.text.source = source_line(booklet, false);
  chart.text.alt_text =
      fmt::format("Stacked areas of cost by category in {}. {}.", booklet.runs.area, chart.text.title);
  chart.text.height = 640;
  chart.unit = "£ million";
  return stacked_area_chart(chart);
}

} // namespace headwater::outputs
