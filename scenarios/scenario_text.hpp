// A scenario as the text of a scenario file, for whoever is given one that no file holds yet.
#pragma once

#include "scenarios/scenario.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace headwater::scenarios {

/// A file to be written: its name, and what it holds.
struct TextFile {
  std::filesystem::path name;
  std::string text;
};

/// The scenario file `id`.toml, and the schedules that it names, `id`-1.csv and so on beside it. Read again it makes the
/// same plan to the last bit, but for cash that is stated as a step, which is restated by the deflator again: to
/// rounding. `base` is what it builds on, and must be shipped and the first of its ancestors; nullptr:
/// everything stands in the file itself, which then has no parent.
std::vector<TextFile> scenario_files(const Scenario& scenario, const Scenario* base);

} // namespace headwater::scenarios
