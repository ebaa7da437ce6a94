#include "outputs/pictures/headline.hpp"

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/prices.hpp"
#include "outputs/results/quantities.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

constexpr std::size_t most_pairs = 4; ///< plans that change places, before the rest are only counted

std::string signed_text(double value, int decimals) {
  const std::string text = readable_number(value, decimals);
  return value > 0.0 && text != readable_number(0.0, decimals) ? "+" + text : text;
}

/// "+£4.7", "−£67.1", of millions.
std::string pounds_text(double millions) {
  return (millions < 0.0 ? "\u2212£" : "+£") + readable_number(std::abs(millions), 1);
}

/// Parameters whose range reaches further to one side of the central value than to the other, by more than a hundredth
/// of its width.
std::size_t lopsided_ranges() {
  constexpr double hundredth = 0.01;
  return static_cast<std::size_t>(
      std::count_if(model::parameters().begin(), model::parameters().end(), [](const model::Parameter& row) {
        if (row.distribution == model::Distribution::fixed) {
          return false;
        }
        const bool of_ratios = row.distribution == model::Distribution::lognormal;
        const double down = of_ratios ? row.value / row.low : row.value - row.low;
        const double up = of_ratios ? row.high / row.value : row.high - row.value;
        return std::abs(up - down) > hundredth * (up + down);
      }));
}

std::string why_they_part(const Ensemble& ensemble) {
  if (!ensemble.made.from.empty()) {
    return fmt::format(
        "Why: the central run takes every parameter from the table of parameters, and the draws are of {}: "
        "its middle is another, and the model does not answer in proportion.",
        ensemble.made.from);
  }
  return fmt::format(
      "Why: the central run takes each of {} parameters at its central value. {} ranges reach further to "
      "one side of theirs than to the other, and the model does not answer in proportion, so half of the "
      "model runs need not lie on either side of the central one. Titles and rankings follow the median.",
      ensemble.made.varied, lopsided_ranges());
}

} // namespace

double Headline::said() const { return drawn != nullptr && std::isfinite(drawn->p50) ? drawn->p50 : central; }

bool Headline::differ_in_sign(double rounded_to) const {
  const double a = std::round(central / rounded_to);
  const double b = std::round(said() / rounded_to);
  return (a < 0.0 && b > 0.0) || (a > 0.0 && b < 0.0);
}

Headline npv_headline(const Booklet& booklet, const ScenarioRun& run, FiscalYear horizon, Perspective perspective) {
  const CashFlows flows = cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis, perspective);
  return {npv(up_to(flows, horizon)), spread_of(booklet.findings, run, perspective, "npv", horizon)};
}

Headline change_headline(const Booklet& booklet, const ScenarioRun& run, std::string_view quantity, FiscalYear year) {
  const Quantity& row = *find_quantity(quantity);
  const double with = row.value(YearView(run.record, year));
  const double without = row.value(YearView(booklet.runs.baseline_of(run).record, year));
  return {with - without, spread_of(booklet.findings, run, quantity, year, Against::baseline)};
}

std::vector<RunBlock> ranked_blocks(const Booklet& booklet) {
  std::vector<RunBlock> blocks = run_blocks_of(booklet.runs);
  std::erase_if(blocks, [&](const RunBlock& block) { return booklet.runs[block.runs.front()].is_baseline(); });
  if (!booklet.findings.ensemble) {
    return blocks;
  }
  const FiscalYear spoken = spoken_horizon(booklet.runs.horizon);
  std::vector<double> said(booklet.runs.size(), 0.0);
  for (const ScenarioRun& run : booklet.runs) {
    said[run.position] = run.is_baseline() ? 0.0 : npv_headline(booklet, run, spoken).said();
  }
  for (RunBlock& block : blocks) {
    std::stable_sort(block.runs.begin(), block.runs.end(),
                     [&](std::size_t a, std::size_t b) { return said[a] > said[b]; });
  }
  return blocks;
}

std::vector<std::string> where_central_and_median_part(const Booklet& booklet) {
  std::vector<std::string> said;
  if (!booklet.findings.ensemble) {
    return said;
  }
  const Runs& runs = booklet.runs;
  const FiscalYear spoken = spoken_horizon(runs.horizon);
  for (const RunBlock& block : ranked_blocks(booklet)) {
    std::vector<Headline> npvs;
    for (const std::size_t i : block.runs) {
      for (const FiscalYear horizon : appraised_to(runs.horizon)) {
        const Headline npv = npv_headline(booklet, runs[i], horizon);
        if (horizon == spoken) {
          npvs.push_back(npv);
        }
        if (npv.differ_in_sign(million / 10.0)) {
          said.push_back(fmt::format("{}: the public purse's present value to {} is {} million at central values and "
                                     "{} million in the median model run; {:.0f}% of runs are above 0.",
                                     runs[i].name, horizon.label(), pounds_text(npv.central / million),
                                     pounds_text(npv.said() / million), 100.0 * npv.drawn->share_above_0));
        }
      }
      for (const FiscalYear year : summary_years(runs.horizon)) {
        const Headline children = change_headline(booklet, runs[i], "looked_after", year);
        if (children.differ_in_sign(1.0)) {
          said.push_back(
              fmt::format("{}: the change of children looked after on 31 July {} is {} at central values and {} "
                          "in the median model run; {:.0f}% of runs have fewer.",
                          runs[i].name, year.first, signed_text(children.central, 0), signed_text(children.said(), 0),
                          100.0 * children.drawn->share_below_0));
        }
      }
    }
    // In the order of the medians: who has the lower central value all the same.
    std::vector<std::string> pairs;
    std::size_t changed_places = 0;
    for (std::size_t a = 0; a < npvs.size(); ++a) {
      for (std::size_t b = a + 1; b < npvs.size(); ++b) {
        if (npvs[a].said() > npvs[b].said() && npvs[a].central < npvs[b].central) {
          ++changed_places;
          if (pairs.size() < most_pairs) {
            pairs.push_back(fmt::format("“{}” before “{}”", runs[block.runs[a]].name, runs[block.runs[b]].name));
          }
        }
      }
    }
    if (!pairs.empty()) {
      const std::size_t more = changed_places - pairs.size();
      said.push_back(fmt::format("By the median present value to {} {}{}; at central values the other way round.",
                                 spoken.label(), fmt::join(pairs, ", "),
                                 more == 0 ? "" : fmt::format(", and {} more pairs", more)));
    }
  }
  if (!said.empty()) {
    said.push_back(why_they_part(*booklet.findings.ensemble));
  }
  return said;
}

} // namespace headwater::outputs
