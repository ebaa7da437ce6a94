// The settings of `reach`, each told once; see setting_table.hpp.
#pragma once

#include "app/study/inputs.hpp"
#include "app/study/request.hpp"
#include "app/study/setting_table.hpp"

#include <string>
#include <vector>

namespace headwater::app {

struct ReachSettings {
  StudyRequest request; ///< place and prices
  std::string scenario;
  std::string of = "looked_after";
  std::string at; ///< 31 July of a year, or a fiscal year; empty: 2040, or the last of a shorter run
  double target = 0.0;
  double within = 0.0;             ///< 0: see natural_tolerance()
  std::vector<std::string> levers; ///< that are scaled; empty: all that the plan moves itself
  double most = 0.0;               ///< largest scale; 0: as far as levers may go
  bool beyond_evidence = false;
  std::string out; ///< results folder; empty: results/reach-<scenario>-<quantity>
};

void add_reach_settings(SettingTable& table, ReachSettings& settings);

/// What they came to when inputs had been read: the scenario by its id, the day or year that `at` means, and the
/// tolerance.
std::vector<outputs::Setting> known_reach_settings(const ReachSettings& settings, const StudyInputs& inputs,
                                                   const std::string& at, double tolerance);

} // namespace headwater::app
