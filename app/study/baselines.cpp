#include "app/study/baselines.hpp"

#include "app/study/value_or_note.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string_view>

namespace headwater::app {
namespace {

constexpr std::string_view default_baseline = "continue-as-now";

using scenarios::Problem;
using scenarios::Scenario;

/// The id of what a scenario is compared with, whatever is cut.
std::string baseline_id(const StudyRequest& request, const Scenario& scenario) {
  return request.baseline          ? std::filesystem::path(*request.baseline).stem().string()
         : scenario.parent.empty() ? std::string(default_baseline)
                                   : scenario.baseline;
}

std::size_t position_of(std::string_view id, const std::vector<Scenario>& scenarios) {
  const auto found = std::find_if(scenarios.begin(), scenarios.end(), [&](const Scenario& s) { return s.id == id; });
  return static_cast<std::size_t>(found - scenarios.begin());
}

/// A baseline with the loops of a scenario cut, under an id and a name that say so.
Scenario cut_like(const Scenario& scenario, const Scenario& baseline) {
  std::string loops;
  for (const model::Loop& loop : scenarios::cut_loops(scenario.plan)) {
    loops += (loops.empty() ? "" : "-") + std::string(loop.symbol);
  }
  Scenario twin = baseline;
  twin.plan.cut = scenario.plan.cut;
  twin.id += loops.empty() ? "-with-all-loops" : "-without-" + loops;
  twin.name += loops.empty() ? ", with all loops" : ", without " + loops;
  return twin;
}

} // namespace

std::vector<Scenario> with_baselines(const StudyRequest& request, std::vector<Scenario> asked,
                                     const ShippedFiles& shipped, const scenarios::Deflator* prices,
                                     std::vector<Problem>& problems) {
  std::vector<Scenario> added;
  const auto is_there = [&](std::string_view id) {
    const auto has_id = [&](const Scenario& scenario) { return scenario.id == id; };
    return std::any_of(asked.begin(), asked.end(), has_id) || std::any_of(added.begin(), added.end(), has_id);
  };
  const auto add = [&](const std::filesystem::path& file) {
    if (auto baseline = value_or_note(scenarios::read_scenario(file, shipped.scenarios(), prices), problems)) {
      added.push_back(std::move(*baseline));
    }
  };
  if (request.baseline) {
    const auto file = value_or_note(scenarios::find_scenario(*request.baseline, shipped.scenarios()), problems);
    if (file && !is_there(file->stem().string())) {
      add(*file);
    }
  }
  if (!request.baseline && !is_there(default_baseline)) {
    add(shipped.scenarios() / (std::string(default_baseline) + ".toml"));
  }
  for (const Scenario& scenario : asked) {
    if (!request.baseline && !is_there(scenario.baseline)) {
      add(scenario.baseline_file);
    }
  }
  added.insert(added.end(), std::make_move_iterator(asked.begin()), std::make_move_iterator(asked.end()));
  return added;
}

std::vector<Scenario> with_baselines_cut_alike(const StudyRequest& request, std::vector<Scenario> scenarios) {
  std::vector<Scenario> twins;
  for (const Scenario& scenario : scenarios) {
    const std::size_t place = position_of(baseline_id(request, scenario), scenarios);
    if (place == scenarios.size() || scenarios[place].plan.cut == scenario.plan.cut) {
      continue;
    }
    Scenario twin = cut_like(scenario, scenarios[place]);
    if (position_of(twin.id, twins) == twins.size()) {
      twins.push_back(std::move(twin));
    }
  }
  // Behind the first, which is the baseline of the rest: readers expect it there.
  scenarios.insert(scenarios.begin() + (scenarios.empty() ? 0 : 1), std::make_move_iterator(twins.begin()),
                   std::make_move_iterator(twins.end()));
  return scenarios;
}

std::vector<std::size_t> baselines_of(const StudyRequest& request, const std::vector<Scenario>& scenarios) {
  std::vector<std::size_t> baselines;
  for (const Scenario& scenario : scenarios) {
    const std::size_t place = position_of(baseline_id(request, scenario), scenarios);
    const bool alike = scenarios[place].plan.cut == scenario.plan.cut;
    baselines.push_back(alike ? place : position_of(cut_like(scenario, scenarios[place]).id, scenarios));
  }
  return baselines;
}

} // namespace headwater::app
