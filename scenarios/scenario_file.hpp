// What one scenario file states, before anything it builds on is known.
#pragma once

#include "scenarios/reading/toml_reader.hpp"
#include "scenarios/scenario.hpp"

#include <array>

namespace headwater::scenarios {

struct StatedOverride {
  std::size_t parameter = 0; ///< position in the table of parameters
  double value = 0.0;
  Position at; ///< of the value
};

struct ScenarioFile {
  std::string id;
  std::filesystem::path path;
  std::optional<Stated<std::string>> name;
  std::optional<Stated<std::string>> question;
  std::optional<Stated<std::string>> area;
  std::optional<Stated<std::string>> parent;
  std::optional<Kind> kind;
  /// By row of the table of settings, each as a plan keeps it; those that steps of a lever state are not here.
  std::array<std::optional<double>, model::setting_count> settings;
  std::optional<PayerShares> payer; ///< of its money levers that do not say whose money they are
  std::string price_base;           ///< of money whose block states none; empty: 2024-25
  bool beyond_range = false;
  bool only_in_this_plan = false; ///< whether its overrides leave what it is compared with as it is
  std::optional<std::array<bool, model::loop_count>> cut; ///< by row of the table of loops
  std::vector<StatedLever> levers;
  std::vector<StatedOverride> overrides;
  std::vector<InputFile> inputs; ///< this file, then its schedules
};

/// Reads one file and its schedules, adding every problem in them to `problems`. What has a problem is left out, so
/// that what follows can still be checked; nothing at all where the file cannot be read as TOML.
std::optional<ScenarioFile> read_scenario_file(const std::filesystem::path& path, std::vector<Problem>& problems);

} // namespace headwater::scenarios
