// The settings of a study, each told once; see setting_table.hpp.
#pragma once

#include "app/study/inputs.hpp"
#include "app/study/request.hpp"
#include "app/study/setting_table.hpp"

namespace headwater::app {

/// --area, --horizon, --price-base, and the deflator that prices come from.
void add_place_and_prices(SettingTable& table, StudyRequest& request);

/// What they came to when inputs had been read.
void know_place_and_prices(SettingTable& table, const StudyInputs& inputs);

/// Every setting of a run of scenarios: what is run, how it is appraised, and which draws are made.
void add_run_settings(SettingTable& table, StudyRequest& request);

/// What they came to when inputs had been read: the area by its name, a file by what it holds, a year that was left
/// out.
void know_run_settings(SettingTable& table, const StudyRequest& request, const StudyInputs& inputs);

} // namespace headwater::app
