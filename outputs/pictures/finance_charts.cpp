// Finance: who pays and who saves, what makes a plan's difference, failure demand by service.
#include "outputs/pictures/by_scenario.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/title_words.hpp"

#include "outputs/appraisal/pockets.hpp"
#include "outputs/appraisal/treatment.hpp"
#include "outputs/charts/stacked_bar_chart.hpp"
#include "outputs/charts/waterfall_chart.hpp"
#include "outputs/pictures/who_pays.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/prices.hpp"
#include "outputs/runs/blocks.hpp"
#include "outputs/runs/unpriced.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace headwater::outputs {
namespace {

// "intensive_support" as people read it: "Intensive support".
std::string spoken(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
  return name;
}

/// Failure demand of a run over years, GBP.
double failure_demand_of(const Runs& runs, const ScenarioRun& run, const std::vector<FiscalYear>& years) {
  double total = 0.0;
  for (const FiscalYear year : years) {
    const YearView view(run.record, year);
    for (std::size_t i = 0; i < model::category_count; ++i) {
      if (model::categories()[i].cost_class == model::CostClass::failure_demand) {
        total += runs.prices.pounds(view.cost(static_cast<model::Category>(i)), year);
      }
    }
  }
  return total;
}

std::string failure_demand_message(const Booklet& booklet, const ScenarioRun& lowest, double change,
                                   const std::vector<FiscalYear>& years) {
  const Standing standing = standing_of_span(booklet, lowest, "fd_all", change);
  if (standing.said >= 0.0) {
    return fmt::format("No {} lowers failure demand", counted_word(booklet.runs));
  }
  if (!standing.stands) {
    return fmt::format("With “{}” failure demand by {} {}", lowest.name, years.back().label(), could_be(standing));
  }
  return fmt::format(
      "{}“{}” lowers failure demand most: {} of {} by {}, since adult lives change slowly",
      spread_of_span(booklet.findings, booklet.runs, lowest, "fd_all") == nullptr ? of_central_values(booklet) : "",
      lowest.name, pounds_in_words(-standing.said),
      pounds_in_words(failure_demand_of(booklet.runs, booklet.runs[lowest.baseline], years)), years.back().label());
}

} // namespace

Chart pockets_chart(const Booklet& booklet) {
  const Runs& runs = booklet.runs;
  const ScenarioRun& leading = runs[booklet.findings.leading.value()];
  const Pockets found = pockets(all_cash_flows(runs.compared(leading), runs.prices, runs.basis), runs.basis.settle_by);
  StackedBarChart chart;
  chart.layers = {{"The plan itself", {}}, {"Less spent on everything else", {}}};
  std::size_t pays_most = 0;
  std::size_t saves_most = 0;
  for (std::size_t i = 0; i < public_payer_count; ++i) {
    chart.categories.emplace_back(label(static_cast<Payer>(i)));
    chart.layers[0].values.push_back(-found.invests[i] / million);
    chart.layers[1].values.push_back(found.saves[i] / million);
    pays_most = found.invests[i] > found.invests[pays_most] ? i : pays_most;
    saves_most = found.saves[i] > found.saves[saves_most] ? i : saves_most;
  }
  const std::string_view council = booklet.runs.nation ? "councils" : "the council";
  const std::string payer = scenarios::in_words(static_cast<Payer>(pays_most), council);
  const std::string saver = scenarios::in_words(static_cast<Payer>(saves_most), council);
  const double pays = found.invests[pays_most];
  const double saves = found.saves[saves_most];
  const auto drawn = [&](std::size_t payer_position, const char* what) {
    return spread_of(booklet.findings, leading, static_cast<Perspective>(payer_position), what, found.last);
  };
  for (std::size_t i = 0; i < public_payer_count; ++i) {
    if (const auto whisker = whisker_of(drawn(i, saved_less_invested), million)) {
      chart.total_ranges.push_back(whisker);
    }
  }
  const Spread* saved = drawn(saves_most, saved_on_all_else);
  chart.text.name = "who-pays-who-saves";
  if (pays <= 0.0) {
    chart.text.title = fmt::format("“{}” itself costs nobody anything", leading.name);
  } else {
    const Standing standing = standing_of(saved, saves);
    chart.text.title =
        fmt::format("{} “{}” most of what the plan itself costs is paid by {}, {}; {}",
                    booklet.findings.ensemble && saved == nullptr ? "With central values and" : "With", leading.name,
                    payer, pounds_in_words(pays),
                    standing.said <= 0.0 ? "nobody saves"
                    : !standing.stands   ? fmt::format("the cost of all else to {} {}", saver,
                                                       could_be({false, 1.0 - standing.below.value_or(0.0)}))
                                       : fmt::format("most is saved by {}, {}", saver, pounds_in_words(standing.said)));
  }
  const std::string paid_by = funding_in_words(runs, leading);
  chart.text.subtitle =
      fmt::format("Against the baseline, by payer, {}, sum of {} to {}, {}, not discounted; loans left out; payer "
                  "shares are assumptions{}. {}",
                  booklet.runs.area, found.first.label(), found.last.label(), booklet.runs.prices.words(),
                  with_treatment(booklet.runs.basis), paid_by);
  add_whisker_words(booklet, chart.text, !chart.total_ranges.empty());
  chart.text.alt_text = fmt::format("Bars by payer of what is spent and saved with a plan in {}. {}.",
                                    booklet.runs.area, chart.text.title);
  chart.text.height = 420;
  chart.unit = "£ million; left of 0: pays, right of 0: saves";
  return stacked_bar_chart(chart);
}

Chart difference_chart(const Booklet& booklet) {
  const PlanDifference& difference = *booklet.findings.difference;
  const ScenarioRun& run = booklet.runs[difference.run];
  std::size_t output = 0;
  for (std::size_t i = 0; i < difference.outputs.size(); ++i) {
    output = difference.outputs[i].quantity == "net_position_cumulative" ? i : output;
  }
  const experiments::Attribution& found = difference.attributions[output];
  WaterfallChart chart;
  for (std::size_t i = 0; i < difference.changes.size(); ++i) {
    chart.steps.push_back({spoken(difference.changes[i].name), found.players[i].share / million,
                           found.players[i].standard_error / million});
  }
  std::stable_sort(chart.steps.begin(), chart.steps.end(),
                   [](const WaterfallStep& a, const WaterfallStep& b) { return a.value > b.value; });
  const double total = found.total;
  chart.text.name = "difference-by-lever";
  const std::string at = difference.outputs[output].at;
  const Standing standing =
      standing_of(booklet, run, "net_position_cumulative", spoken_horizon(booklet.runs.horizon), total);
  chart.text.title = standing.stands ? fmt::format("“{}” leaves the public purse {} {} by {}", run.name,
                                                   pounds_in_words(std::abs(standing.said)),
                                                   standing.said < 0.0 ? "worse off" : "better off", at)
                                     : fmt::format("With “{}” the public purse {} by {}", run.name,
                                                   could_be(standing, "worse off", "better off"), at);
  if (chart.steps.size() > 1) {
    const WaterfallStep& best = chart.steps.front();
    const WaterfallStep& worst = chart.steps.back();
    const std::string_view central = booklet.findings.ensemble ? "with central values, " : "";
    if (best.value > 0.0) {
      chart.text.title +=
          fmt::format("; {}“{}” adds most, {}", central, best.name, pounds_in_words(best.value * million));
    }
    if (worst.value < 0.0) {
      chart.text.title += fmt::format("; “{}” takes most, {}", worst.name, pounds_in_words(-worst.value * million));
    }
  }
  chart.text.subtitle =
      fmt::format("Cumulative net position against “{}” by what the plan changes, {}, {}, not discounted{}; Shapley "
                  "values, {}",
                  difference.from, booklet.runs.area, booklet.runs.prices.words(), with_treatment(booklet.runs.basis),
                  difference.exact ? "exact" : "sampled, with standard errors where they show");
  for (const PlanChange& change : difference.changes) {
    const bool is_lever = change.kind == PlanChange::Kind::lever;
    if (is_lever && (has_no_price(change.position) || change.name == "child_poverty")) {
      chart.text.subtitle += fmt::format("; {} carries no price here", spoken(change.name));
    }
  }
  chart.text.source = source_line(booklet, false);
  chart.text.alt_text =
      fmt::format("A waterfall of the net position by lever in {}. {}.", booklet.runs.area, chart.text.title);
  chart.text.height = 240 + 34 * static_cast<int>(chart.steps.size());
  chart.unit = "£ million; right of 0: better off";
  return waterfall_chart(chart);
}

Chart failure_demand_chart(const Booklet& booklet) {
  struct Service {
    const char* name;
    const char* sum;
  };
  std::vector<Service> services{
      {"Homelessness", "fd_homelessness"}, {"Justice", "fd_justice"},   {"Health", "fd_health"},
      {"Addiction", "fd_addiction"},       {"Benefits", "fd_benefits"},
  };
  if (booklet.runs.basis.benefit_haircut != 0.0) {
    services.push_back({"Haircut", "fd_haircut"});
  }
  StackedBarChart chart;
  for (const Service& service : services) {
    chart.layers.push_back({service.name, {}});
  }
  const ScenarioRun* lowest = nullptr;
  double lowest_change = 0.0;
  double lowest_said = 0.0;
  for (const ScenarioRun& run : booklet.runs) {
    if (run.is_baseline()) {
      continue;
    }
    const Compared compared = booklet.runs.compared(run);
    for (std::size_t k = 0; k < services.size(); ++k) {
      chart.layers[k].values.push_back(span_change(compared, booklet.runs.prices, booklet.runs.basis, services[k].sum) /
                                       million);
    }
    if (const auto whisker = whisker_of(spread_of_span(booklet.findings, booklet.runs, run, "fd_all"), million)) {
      chart.total_ranges.push_back(whisker);
    }
    chart.categories.push_back(run.name);
    const double change = span_change(compared, booklet.runs.prices, booklet.runs.basis, "fd_all");
    const double said = standing_of_span(booklet, run, "fd_all", change).said;
    if (is_counted(booklet.runs, run) && (lowest == nullptr || said < lowest_said)) {
      lowest = &run;
      lowest_said = said;
      lowest_change = change;
    }
  }
  const std::vector<FiscalYear> years = compared_years(booklet.runs.horizon);
  chart.text.name = "failure-demand";
  chart.text.title = failure_demand_message(booklet, *lowest, lowest_change, years);
  chart.text.subtitle = fmt::format(
      "Change of failure demand of care-experienced people against the baseline, by service, {}, sum of {}, "
      "{}, not discounted; the split is an assumption{}",
      booklet.runs.area, summed_span(booklet.runs), booklet.runs.prices.words(), with_treatment(booklet.runs.basis));
  add_whisker_words(booklet, chart.text, !chart.total_ranges.empty());
  chart.text.alt_text = fmt::format("Bars by scenario of the change of failure demand by service in {}. {}.",
                                    booklet.runs.area, chart.text.title);
  chart.text.height = 220 + 40 * static_cast<int>(chart.categories.size());
  chart.unit = "£ million; left of 0: less failure demand";
  return stacked_bar_chart(chart);
}

} // namespace headwater::outputs
