// The settings of `run`, each told once; see setting_table.hpp.
#pragma once

#include "app/study/inputs.hpp"
#include "app/study/request.hpp"
#include "app/study/setting_table.hpp"

#include <string>
#include <vector>

namespace headwater::app {

struct RunSettings {
  StudyRequest request;
  std::string out; ///< results folder; empty: results/<what is run>
};

/// What is run, how it is appraised, and which draws are made.
void add_run_settings(SettingTable& table, RunSettings& settings);

/// What they came to when inputs had been read: the area by its name, a file by what it holds, a year that was left
/// out.
std::vector<outputs::Setting> known_run_settings(const StudyRequest& request, const StudyInputs& inputs);

/// --area, --horizon, --price-base, and the deflator that prices come from: of every verb that runs scenarios.
void add_place_and_prices(SettingTable& table, StudyRequest& request);

/// What they came to when inputs had been read.
std::vector<outputs::Setting> known_place_and_prices(const StudyInputs& inputs);

/// --threads, on which no result depends.
void add_run_threads(SettingTable& table, StudyRequest& request);

} // namespace headwater::app
