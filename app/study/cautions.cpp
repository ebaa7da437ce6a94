#include "app/study/cautions.hpp"

#include "model/quantities/parameters.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace headwater::app {
namespace {

// A parameter that the table itself scales with the size of an area: said once for all of them.
bool is_plain_scaling(const calibration::Derivation& derivation) {
  const std::size_t position = model::find_parameter(derivation.what);
  return position < model::parameter_count && model::parameters()[position].scales_with != model::ScalesWith::none &&
         !derivation.what.starts_with("start_");
}

} // namespace

using calibration::Area;
using scenarios::Scenario;

std::string knock_out_caution(const Scenario& scenario) {
  std::string loops;
  for (const model::Loop& loop : scenarios::cut_loops(scenario.plan)) {
    loops += fmt::format("{}{} ({})", loops.empty() ? "" : ", ", loop.symbol, loop.held);
  }
  return loops.empty()
             ? ""
             : fmt::format("KNOCK-OUT RUN, for comparison only: {} is no plan. It is run without {}, and so is "
                           "what it is compared with; history then fits a little worse.",
                           scenario.name, loops);
}

std::vector<std::string> cautions_of(const Area& area, const std::vector<Scenario>& scenarios,
                                     const std::vector<double>& scales, std::size_t draws) {
  std::size_t assumed = 0;
  std::size_t varied = 0;
  for (const model::Parameter& parameter : model::parameters()) {
    varied += parameter.distribution != model::Distribution::fixed ? 1 : 0;
    assumed += parameter.distribution != model::Distribution::fixed && parameter.grade == model::Grade::D ? 1 : 0;
  }
  std::vector<std::string> cautions{
      fmt::format("{} of the {} parameters that are not fixed are assumptions of this project (grade D). No controlled "
                  "Scottish study says how much intensive support changes entry to care.",
                  assumed, varied),
      "What moves the answer most has no Scottish effect study behind it: recovery without services, what universal "
      "contact does, children in each looked-after family, the severity of families who asked or whose support stopped "
      "early, the cost and caseload of support workers, and the floor of the historical decline.",
      "Scotland's totals of Follow the Money for 2018-19 (operating £1,150 million, failure demand £875 million, lost "
      "tax £732 "
      "million) are calibrated to, not predicted. Shares by payer and by failure-demand service are assumptions.",
      "The transfer that changes child poverty, and what is gained beyond care, are accounts of their own: they are in "
      "no total unless asked for. Wider failure demand, of people never in care, is in the public purse, and is shown "
      "in a column of its own; it is no part of Follow the Money.",
      "The rule levers have no price: a cap on residential places, a limit on places sold elsewhere, money kept or "
      "taken "
      "back, growth of the budget.",
      "Nothing after 31 July 2046 is a forecast: trends stand still from then on, and what follows is what today's "
      "plans "
      "would lead to if nothing else changed. A result is robust only where its sign is the same over 40 and over 60 "
      "years.",
      "Money is not discounted unless it is called a present value.",
      draws == 0
          ? "Central values, one run each: no uncertainty is shown."
          : "Bands and percentiles say how the results spread when the parameters are drawn from their ranges. Most "
            "ranges are assumptions and are drawn independently, also where the past could not have looked so: "
            "these are shares of model runs, not probabilities of the world. Not varied: the equations, the "
            "plans, prices, payer shares and published series.",
  };
  for (const Scenario& scenario : scenarios) {
    const std::string knock_out = knock_out_caution(scenario);
    if (!knock_out.empty()) {
      cautions.insert(cautions.begin(), knock_out); // before all else: it is no plan
    }
    for (const scenarios::Problem& warning : scenario.warnings) {
      cautions.push_back(fmt::format("{}: {}", scenario.id, warning.what));
    }
  }
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    if (scales[i] != 1.0 && !scenarios[i].plan.steps.empty()) {
      cautions.push_back(fmt::format("{}: its money is stated for {}; for {} it is scaled by {:.6f}, so much for each "
                                     "child under 18.",
                                     scenarios[i].id, scenarios[i].area, area.name, scales[i]));
    }
  }
  if (!area.nation) {
    cautions.push_back(
        fmt::format("{0} starts from its own published counts of 2011 and is not fitted to later ones: compare "
                    "the dots on the charts. Quantities that grow with the number of children are Scotland's "
                    "times {1:.6f}, those that grow with looked-after children Scotland's times {2:.6f}.",
                    area.name, area.population_share, area.looked_after_share));
  }
  for (const calibration::Derivation& derivation : area.derived) {
    if (!is_plain_scaling(derivation)) {
      cautions.push_back(fmt::format("{}, {}: {}", area.name, derivation.what, derivation.explanation));
    }
  }
  return cautions;
}

std::vector<std::string> cautions_of_prices(const std::vector<Scenario>& scenarios, const outputs::Prices& prices) {
  std::vector<std::string> cautions;
  for (const Scenario& scenario : scenarios) {
    std::set<std::string> bases;
    for (const scenarios::StatedLever& stated : scenario.levers) {
      if (!stated.price_base.empty()) {
        bases.insert(stated.price_base == "nominal" ? "cash" : "prices of " + stated.price_base);
      }
    }
    if (!bases.empty()) {
      cautions.push_back(fmt::format("{}: money that it states in {} is restated in real 2024-25 prices.", scenario.id,
                                     fmt::join(bases, " and in ")));
    }
  }
  if (!cautions.empty() || prices.base != outputs::PriceBase::real_2024_25) {
    cautions.push_back(prices.deflator_in_words() + ".");
  }
  return cautions;
}

std::vector<std::string> cautions_of_fit(const calibration::FitNotes& fit) {
  std::vector<std::string> cautions;
  if (fit.untrusted()) {
    cautions.push_back(fmt::format("The fit that the draws come from is not trusted: {}",
                                   fit.reasons.empty() ? "its file does not say why." : fit.reasons));
  }
  if (fit.trusted == "yes") {
    cautions.emplace_back(
        "The fit that the draws come from is trusted: nothing was found against it by its own checks.");
  }
  if (!fit.score.empty()) {
    cautions.push_back("The fit that the draws come from, beside simple forecasts: " + fit.score);
  }
  return cautions;
}

} // namespace headwater::app
