// Options of the command line, from rows of settings. One strict reader for whole numbers, numbers and text: what it
// does not understand is wrong usage; nothing is left out, rounded or read in another base.
#pragma once

#include "app/study/setting_table.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace headwater::app {

/// Adds an option or argument for every row of a table, which outlives the verb.
void add_options(CLI::App& verb, const SettingTable& table);

/// Adds one, of which no results depend.
CLI::Option* add_option(CLI::App& verb, const std::string& name, SettingValue value, const std::string& meaning,
                        Allowed allowed = {});

} // namespace headwater::app
