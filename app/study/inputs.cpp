#include "app/study/inputs.hpp"

#include "app/study/baselines.hpp"
#include "app/study/cautions.hpp"
#include "app/study/contents.hpp"
#include "app/study/history.hpp"
#include "app/study/money_taken.hpp"
#include "app/study/money_terms.hpp"
#include "app/study/place.hpp"
#include "app/study/value_or_note.hpp"
#include "calibration/known/published.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace headwater::app {
namespace {

using scenarios::Problem;
using scenarios::Scenario;

// Where no area is asked for, the scenarios say which: all of them the same. Those that come with Headwater go along
// where others stand beside them, their money scaled.
const Scenario& names_area(const StudyRequest& request, const std::vector<Scenario>& scenarios,
                           const ShippedFiles& shipped, std::vector<Problem>& problems) {
  const auto comes_along = [&](const Scenario& scenario) {
    std::error_code none;
    return std::filesystem::equivalent(scenario.file.parent_path(), shipped.scenarios(), none);
  };
  const auto own = std::find_if_not(scenarios.begin(), scenarios.end(), comes_along);
  const bool has_own = own != scenarios.end();
  const Scenario& first = has_own ? *own : scenarios.front();
  for (const Scenario& scenario : scenarios) {
    if (!request.area && scenario.area != first.area && !(has_own && comes_along(scenario))) {
      problems.push_back(
          {scenario.file.string(), 1, 1,
           fmt::format("this scenario is about {} and {} is about {}", scenario.area, first.id, first.area),
           "scenarios of one area in a run, or --area to say which", ""});
    }
  }
  return first;
}

// What was read more than once stands there once, whatever the path by which it was opened. Where one file name stands
// for several contents, every reading stands there: so their order says which was read where.
std::vector<outputs::HashedFile> each_once(const std::vector<outputs::HashedFile>& readings) {
  const auto name_of = [](const outputs::HashedFile& file) {
    return std::filesystem::path(file.path).filename().string();
  };
  std::map<std::string, std::set<std::string>> contents;
  for (const outputs::HashedFile& file : readings) {
    contents[name_of(file)].insert(file.sha256);
  }
  std::vector<outputs::HashedFile> files;
  std::set<std::string> seen;
  for (const outputs::HashedFile& file : readings) {
    const std::string name = name_of(file);
    if (contents[name].size() > 1 || seen.insert(name).second) {
      files.push_back(file);
    }
  }
  return files;
}

/// Whether a path inside the home of Headwater is one of a file that comes with it.
bool is_shipped(const std::filesystem::path& inside) {
  constexpr std::string_view folders[] = {"scenarios", "calibration", "outputs"};
  return !inside.empty() &&
         std::find(std::begin(folders), std::end(folders), inside.begin()->string()) != std::end(folders);
}

} // namespace

scenarios::Read<StudyInputs> read_inputs(const StudyRequest& request, const ShippedFiles& shipped) {
  scenarios::Read<StudyInputs> result;
  std::vector<Problem>& problems = result.problems;
  StudyInputs inputs;

  const std::vector<std::string> names =
      request.scenarios.empty() ? scenarios::shipped_scenarios(shipped.scenarios()) : request.scenarios;
  const auto deflator = value_or_note(deflator_of(request, shipped), problems);
  const scenarios::Deflator* const prices = deflator ? &*deflator : nullptr;
  auto asked = value_or_note(scenarios::read_scenarios(names, shipped.scenarios(), prices), problems);
  auto published = value_or_note(calibration::read_published(shipped.published()), problems);
  if (!asked || asked->empty()) {
    if (request.area) {
      value_or_note(calibration::find_area(*request.area, shipped.areas()), problems);
    }
    return result;
  }
  const Scenario& of_the_area = names_area(request, *asked, shipped, problems);
  auto area = value_or_note(
      request.area ? calibration::find_area(*request.area, shipped.areas()) : area_of(of_the_area, shipped), problems);
  inputs.scenarios =
      with_baselines_alike(request, with_baselines(request, std::move(*asked), shipped, prices, problems));
  if (!area || !published || !problems.empty()) {
    return result;
  }
  inputs.area = std::move(*area);

  for (const Scenario& scenario : inputs.scenarios) {
    inputs.money_scales.push_back(money_scale(inputs.area, scenario, shipped, problems));
  }
  const std::vector<Problem> together = scenarios::check_set(inputs.scenarios);
  problems.insert(problems.end(), together.begin(), together.end());
  if (!problems.empty()) {
    return result;
  }

  if (auto drivers = value_or_note(calibration::published_drivers(inputs.area, *published), problems)) {
    inputs.drivers = std::move(*drivers);
  }
  inputs.baselines = baselines_of(request, inputs.scenarios);
  inputs.history = history_of(inputs.area, *published);
  if (auto terms = value_or_note(read_money_terms(request, shipped, inputs.files), problems)) {
    inputs.prices = std::move(terms->prices);
    inputs.basis = std::move(terms->basis);
    inputs.payers = std::move(terms->payers);
    inputs.prevention = std::move(terms->prevention);
    inputs.deflator = std::move(terms->deflator);
    inputs.rates = std::move(terms->rates);
  }
  if (auto rows = value_or_note(read_posterior(request.draws, inputs.files), problems)) {
    inputs.posterior = std::move(*rows);
  }
  if (!problems.empty()) {
    return result;
  }
  problems = problems_of_money_taken(inputs);
  if (!problems.empty()) {
    return result;
  }
  inputs.cautions = cautions_of(inputs.area, inputs.scenarios, inputs.money_scales, request.draws.count);
  const std::vector<std::string> of_prices = cautions_of_prices(inputs.scenarios, inputs.prices);
  inputs.cautions.insert(inputs.cautions.end(), of_prices.begin(), of_prices.end());
  const std::vector<std::string> of_fit = cautions_of_fit(inputs.posterior.fit);
  inputs.cautions.insert(inputs.cautions.end(), of_fit.begin(), of_fit.end());
  const std::vector<std::string>& of_file = inputs.posterior.cautions;
  inputs.cautions.insert(inputs.cautions.end(), of_file.begin(), of_file.end());

  std::vector<outputs::HashedFile> readings;
  const auto add = [&](const std::vector<scenarios::InputFile>& files) {
    std::transform(files.begin(), files.end(), std::back_inserter(readings), &digested);
  };
  for (const Scenario& scenario : inputs.scenarios) {
    add(scenario.inputs);
  }
  add(inputs.area.inputs);
  add({published->input});
  readings.insert(readings.end(), inputs.files.begin(), inputs.files.end());
  inputs.files = each_once(readings);
  if (problems.empty()) {
    result.value = std::move(inputs);
  }
  return result;
}

std::vector<outputs::HashedFile> hashed(const StudyInputs& inputs, const ShippedFiles& shipped) {
  std::vector<outputs::HashedFile> files;
  std::error_code gone;
  for (const outputs::HashedFile& file : inputs.files) {
    const std::filesystem::path opened = file.path;
    const std::filesystem::path inside = std::filesystem::relative(opened, shipped.home, gone);
    files.push_back({(is_shipped(inside) ? inside : opened.filename()).generic_string(), file.sha256});
  }
  return files;
}

} // namespace headwater::app
