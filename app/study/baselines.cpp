#include "app/study/baselines.hpp"

#include "app/study/value_or_note.hpp"
#include "model/quantities/parameters.hpp"

#include <fmt/format.h>

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

/// A baseline as a scenario is compared with it: its loops cut and its parameters set as the scenario's are, under an id
/// and a name that say so. The baseline itself where that changes nothing.
Scenario alike(const StudyRequest& request, const Scenario& scenario, const Scenario& baseline) {
  Scenario twin = baseline;
  if (scenario.plan.cut != baseline.plan.cut) {
    std::string loops;
    for (const model::Loop& loop : scenarios::cut_loops(scenario.plan)) {
      loops += (loops.empty() ? "" : "-") + std::string(loop.symbol);
    }
    twin.plan.cut = scenario.plan.cut;
    twin.id += loops.empty() ? "-with-all-loops" : "-without-" + loops;
    twin.name += loops.empty() ? ", with all loops" : ", without " + loops;
  }
  std::vector<scenarios::Override> set;
  for (const scenarios::Override& override_ : scenario.overrides) {
    const auto known = std::find_if(twin.overrides.begin(), twin.overrides.end(),
                                    [&](const auto& other) { return other.parameter == override_.parameter; });
    const bool on_both_sides = request.assumptions_on_both_sides && !override_.only_here;
    if (!on_both_sides || (known != twin.overrides.end() && known->value == override_.value)) {
      continue;
    }
    if (known != twin.overrides.end()) {
      twin.overrides.erase(known);
    }
    twin.overrides.push_back(override_);
    set.push_back(override_);
  }
  std::sort(twin.overrides.begin(), twin.overrides.end(),
            [](const auto& a, const auto& b) { return a.parameter < b.parameter; });
  if (set.size() == 1) {
    const std::string_view parameter = model::parameters()[set.front().parameter].name;
    twin.id += fmt::format("-with-{}-{}", parameter, set.front().value);
    twin.name += fmt::format(", with {} {}", parameter, set.front().value);
  } else if (!set.empty()) {
    twin.id += "-with-parameters-of-" + scenario.id;
    twin.name += fmt::format(", with {} parameters of {}", set.size(), scenario.name);
  }
  return twin;
}

/// The position of the same baseline, cut alike and with the same parameters, under whatever name; the number of
/// scenarios where there is none.
std::size_t position_of_alike(const Scenario& wanted, const std::vector<Scenario>& scenarios) {
  const auto found = std::find_if(scenarios.begin(), scenarios.end(), [&](const Scenario& one) {
    return one.file == wanted.file && one.plan.cut == wanted.plan.cut && one.overrides == wanted.overrides;
  });
  return static_cast<std::size_t>(found - scenarios.begin());
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

std::vector<Scenario> with_baselines_alike(const StudyRequest& request, std::vector<Scenario> scenarios) {
  std::vector<Scenario> twins;
  const auto add_twin_for = [&](const Scenario& scenario) {
    const std::size_t place = position_of(baseline_id(request, scenario), scenarios);
    if (place == scenarios.size()) {
      return;
    }
    Scenario twin = alike(request, scenario, scenarios[place]);
    if (twin.id != scenarios[place].id && position_of_alike(twin, twins) == twins.size()) {
      twins.push_back(std::move(twin));
    }
  };
  std::for_each(scenarios.begin(), scenarios.end(), add_twin_for);
  for (std::size_t i = 0; i < twins.size(); ++i) { // a twin may be compared with another in its turn
    add_twin_for(Scenario(twins[i]));
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
    const Scenario wanted = alike(request, scenario, scenarios[place]);
    baselines.push_back(wanted.id == scenarios[place].id ? place : position_of_alike(wanted, scenarios));
  }
  return baselines;
}

} // namespace headwater::app
