// The options of a verb from the table of its settings.
#pragma once

#include "app/study/setting_table.hpp"

#include <CLI/CLI.hpp>

namespace headwater::app {

/// Adds an option or argument for every row of a table; what the rows are read into outlives the verb. Beside an
/// argument, an option of several values takes one word each time it is named: the next word may be the argument.
void add_options(CLI::App& verb, const SettingTable& table);

} // namespace headwater::app
