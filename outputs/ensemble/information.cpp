#include "outputs/ensemble/information.hpp"

#include "model/ensemble/draws.hpp"
#include "outputs/runs/plan_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headwater::outputs {
namespace {

/// Levers that say what happens, and not what anybody chooses.
constexpr std::string_view happenings[] = {"child_poverty", "imprisonment_change", "incident"};

bool is_a_choice(const PlannedRun& plan, const PlannedRun& baseline) {
  const std::vector<PlanChange> changes = changes_between(baseline, plan);
  const bool happens = std::any_of(changes.begin(), changes.end(), [](const PlanChange& change) {
    return std::find(std::begin(happenings), std::end(happenings), change.name) != std::end(happenings);
  });
  const auto& cut = plan.drivers.plan.cut;
  return !happens && std::none_of(cut.begin(), cut.end(), [](bool is_cut) { return is_cut; });
}

/// The draws in which every choice has a value.
std::vector<std::size_t> whole_draws(const Information& information, const Ensemble& ensemble) {
  std::size_t count = most_draws_for_information;
  for (std::size_t i = 1; i < information.choices.size(); ++i) {
    count = std::min(count, ensemble.npv_draws.at(information.choices[i]).size());
  }
  std::vector<std::size_t> whole;
  for (std::size_t draw = 0; draw < count; ++draw) {
    const bool has_all = std::all_of(information.choices.begin() + 1, information.choices.end(),
                                     [&](std::size_t run) { return std::isfinite(ensemble.npv_draws.at(run)[draw]); });
    if (has_all) {
      whole.push_back(draw);
    }
  }
  return whole;
}

std::string in_millions(double gbp) { return fmt::format("£{:.1f} million", gbp / 1e6); }

} // namespace

std::vector<std::size_t> Information::ranked() const {
  std::vector<std::size_t> order(parameters.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return found.parameters[a].evppi > found.parameters[b].evppi; });
  return order;
}

bool Information::is_above_noise(std::size_t parameter) const {
  return found.parameters[parameter].evppi > found.noise;
}

Information information_of(const Runs& runs, const std::vector<PlannedRun>& plans, const DrawnPlans& drawn,
                           const Ensemble& ensemble) {
  Information information;
  information.horizon = spoken_horizon(runs.horizon);
  information.choices = {runs.front().baseline};
  for (const ScenarioRun& run : runs) {
    if (run.is_baseline()) {
      continue;
    }
    const bool is_choice = run.baseline == information.choices.front() && ensemble.npv_draws.contains(run.position) &&
                           is_a_choice(plans[run.position], plans[run.baseline]);
    (is_choice ? information.choices : information.no_choices).push_back(run.position);
  }
  if (information.choices.size() == 1) {
    information.why_none = "There is no plan to choose whose net present value was kept.";
    return information;
  }
  const std::vector<std::size_t> draws = whole_draws(information, ensemble);
  const experiments::InformationSettings settings{.seed = drawn.made.seed};
  if (draws.size() < settings.fewest_draws()) {
    information.why_none = fmt::format("It takes {} draws or more ({} groups of {}); {} ran.", settings.fewest_draws(),
                                       settings.bins, settings.fewest, draws.size());
    return information;
  }
  std::vector<std::vector<double>> options(information.choices.size());
  options.front().assign(draws.size(), 0.0); // doing nothing
  for (std::size_t i = 1; i < options.size(); ++i) {
    const std::vector<double>& npv = ensemble.npv_draws.at(information.choices[i]);
    for (const std::size_t draw : draws) {
      options[i].push_back(npv[draw]);
    }
  }
  // What a parameter is in a draw is the same for all plans but those that set it: as the baseline has it.
  std::vector<std::vector<double>> values(model::varying_parameters.size());
  for (const std::size_t draw : draws) {
    const model::ParameterValues<double> of_draw = drawn.values(draw, information.choices.front());
    for (std::size_t j = 0; j < values.size(); ++j) {
      values[j].push_back(of_draw[model::varying_parameters[j]]);
    }
  }
  std::vector<std::vector<double>> moved;
  for (std::size_t j = 0; j < values.size(); ++j) {
    if (std::any_of(values[j].begin(), values[j].end(), [&](double value) { return value != values[j].front(); })) {
      information.parameters.push_back(model::varying_parameters[j]);
      moved.push_back(std::move(values[j]));
    }
  }
  information.found = experiments::value_of_information(options, moved, settings);
  return information;
}

std::vector<std::string> in_words(const Runs& runs, const Information& information) {
  if (!information.why_none.empty()) {
    return {information.why_none};
  }
  const experiments::ValueOfInformation& found = information.found;
  const auto name = [&](std::size_t option) {
    return option == 0 ? fmt::format("to do nothing ({})", runs[information.choices[0]].name)
                       : runs[information.choices[option]].name;
  };
  std::vector<std::string> words;
  words.push_back(fmt::format(
      "Choosing between {} plans and doing nothing by the mean net present value of the public purse to {}, the choice "
      "is {} ({}). It is the best of them in {:.0f}% of {} model runs.",
      information.choices.size() - 1, information.horizon.label(), name(found.best), in_millions(found.best_mean),
      100.0 * found.share_best[found.best], found.draws));
  words.push_back(
      fmt::format("To know every number before choosing would be worth {}: no study, and no number by itself, "
                  "can be worth more.",
                  in_millions(found.evpi)));
  const auto above = static_cast<std::size_t>(std::count_if(found.parameters.begin(), found.parameters.end(),
                                                            [&](const auto& one) { return one.evppi > found.noise; }));
  words.push_back(fmt::format(
      "Few draws make a number look worth more than it is: {} numbers that do nothing, which each parameter is with "
      "its "
      "values dealt out anew, seemed to be worth {} on average and {} at most. {} of the {} parameters are above that; "
      "the others are not told from nothing.",
      found.parameters.size(), in_millions(found.noise_mean), in_millions(found.noise), above,
      found.parameters.size()));
  if (!information.no_choices.empty()) {
    std::string names;
    for (const std::size_t run : information.no_choices) {
      names += (names.empty() ? "" : ", ") + runs[run].name;
    }
    words.push_back(
        fmt::format("Not among the choices, as they happen, ask a question of the model or are compared with "
                    "another baseline: {}.",
                    names));
  }
  words.emplace_back("The net present value holds money only. What a plan does to children, and both harms, stand "
                     "elsewhere on this page, and a plan that is not chosen for its money may be for them.");
  return words;
}

} // namespace headwater::outputs
