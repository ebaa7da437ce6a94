// The scenarios there are, and the scenarios of one run.
#include "scenarios/reading/name_key.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/scenario.hpp"

#include <algorithm>

namespace headwater::scenarios {
namespace fs = std::filesystem;

std::vector<std::string> shipped_scenarios(const fs::path& folder) {
  std::vector<std::string> ids;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    if (entry->path().extension() == ".toml") {
      ids.push_back(entry->path().stem().string());
    }
  }
  std::sort(ids.begin(), ids.end(), [](const std::string& a, const std::string& b) {
    return std::pair(a != "continue-as-now", a) < std::pair(b != "continue-as-now", b);
  });
  return ids;
}

Read<fs::path> find_scenario(std::string_view argument, const fs::path& shipped_folder) {
  const std::vector<std::string> ids = shipped_scenarios(shipped_folder);
  if (std::find(ids.begin(), ids.end(), argument) != ids.end()) {
    return {shipped_folder / (std::string(argument) + ".toml"), {}};
  }
  std::error_code error;
  if (fs::exists(fs::path(argument), error)) {
    return {fs::path(argument), {}};
  }
  return {{},
          {{std::string(argument), 1, 1, "there is no such scenario and no such file",
            "a name in `headwater list scenarios`, or the path of a scenario file",
            nearest(fs::path(argument).stem().string(), ids)}}};
}

std::vector<model::Loop> cut_loops(const model::Plan& plan) {
  std::vector<model::Loop> cut;
  for (std::size_t i = 0; i < model::loop_count; ++i) {
    if (plan.cut[i]) {
      cut.push_back(model::loops()[i]);
    }
  }
  return cut;
}

Read<std::vector<Scenario>> read_scenarios(const std::vector<std::string>& arguments, const fs::path& shipped_folder,
                                           const Deflator* deflator) {
  Read<std::vector<Scenario>> read;
  std::vector<Scenario> scenarios;
  const auto note = [&](std::vector<Problem> problems) {
    std::move(problems.begin(), problems.end(), std::back_inserter(read.problems));
  };
  for (const std::string& argument : arguments) {
    if (read.problems.size() > most_problems) {
      break; // a list of something else by mistake
    }
    Read<fs::path> path = find_scenario(argument, shipped_folder);
    note(std::move(path.problems));
    if (!path.value) {
      continue;
    }
    Read<Scenario> scenario = read_scenario(*path.value, shipped_folder, deflator);
    note(std::move(scenario.problems));
    if (scenario.value) {
      scenarios.push_back(std::move(*scenario.value));
    }
  }
  note(check_set(scenarios));
  sort(read.problems);
  if (read.problems.empty()) {
    read.value = std::move(scenarios);
  }
  return read;
}

std::vector<Problem> check_set(const std::vector<Scenario>& scenarios) {
  std::vector<Problem> problems;
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    const Scenario& scenario = scenarios[i];
    const auto end = scenarios.begin() + static_cast<std::ptrdiff_t>(i);
    const std::string id_key = name_key(scenario.id);
    const std::string key = name_key(scenario.name);
    const auto same_id = [&](const Scenario& other) { return name_key(other.id) == id_key; };
    const auto same_name = [&](const Scenario& other) { return name_key(other.name) == key; };
    const auto in_other_letters = [](const std::string& a, const std::string& b) {
      return a == b ? "" : " (they look the same: another Unicode form, or characters that are not seen)";
    };
    const std::string file = scenario.file.generic_string();
    if (const auto other = std::find_if(scenarios.begin(), end, same_id); other != end) {
      problems.push_back({file, 1, 1,
                          other->file == scenario.file
                              ? "the scenario is asked for twice"
                              : "two scenarios of one run are called " + in_quotes(scenario.id) + ": this one and " +
                                    other->file.generic_string() + in_other_letters(scenario.id, other->id),
                          "each scenario once, under a file name of its own", ""});
    } else if (const auto twin = std::find_if(scenarios.begin(), end, same_name); twin != end) {
      problems.push_back({file, scenario.name_at.line, scenario.name_at.column,
                          "two scenarios of one run have the name " + in_quotes(scenario.name) + ": this one and " +
                              twin->file.generic_string() + in_other_letters(scenario.name, twin->name),
                          "names that differ", ""});
    }
  }
  return problems;
}

} // namespace headwater::scenarios
