#include "app/study/baselines.hpp"

#include "app/study/value_or_note.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string_view>

namespace headwater::app {
namespace {

constexpr std::string_view default_baseline = "continue-as-now";

} // namespace

using scenarios::Problem;
using scenarios::Scenario;

std::vector<Scenario> with_baselines(const StudyRequest& request, std::vector<Scenario> asked,
                                     const ShippedFiles& shipped, std::vector<Problem>& problems) {
  std::vector<Scenario> added;
  const auto is_there = [&](std::string_view id) {
    const auto has_id = [&](const Scenario& scenario) { return scenario.id == id; };
    return std::any_of(asked.begin(), asked.end(), has_id) || std::any_of(added.begin(), added.end(), has_id);
  };
  const auto add = [&](const std::filesystem::path& file) {
    if (auto baseline = value_or_note(scenarios::read_scenario(file, shipped.scenarios()), problems)) {
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

std::vector<std::size_t> baselines_of(const StudyRequest& request, const std::vector<Scenario>& scenarios) {
  std::vector<std::size_t> baselines;
  for (const Scenario& scenario : scenarios) {
    const std::string id = request.baseline          ? std::filesystem::path(*request.baseline).stem().string()
                           : scenario.parent.empty() ? std::string(default_baseline)
                                                     : scenario.baseline;
    const auto found = std::find_if(scenarios.begin(), scenarios.end(), [&](const Scenario& s) { return s.id == id; });
    baselines.push_back(static_cast<std::size_t>(found - scenarios.begin()));
  }
  return baselines;
}

} // namespace headwater::app
