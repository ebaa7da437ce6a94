// The verbs: each adds its options to the command line and says what to do when it is chosen.
#pragma once

#include "app/terminal/screen.hpp"

#include <CLI/CLI.hpp>

#include <functional>

namespace headwater::app {

/// What a verb does; gives the exit code.
using Action = std::function<int()>;

// Each adds a subcommand and sets `chosen` when the user names it. `screen` outlives the action.
void add_run(CLI::App& app, const Screen& screen, Action& chosen);
void add_check(CLI::App& app, const Screen& screen, Action& chosen);
void add_list(CLI::App& app, const Screen& screen, Action& chosen);
void add_compare(CLI::App& app, const Screen& screen, Action& chosen);
void add_explain(CLI::App& app, const Screen& screen, Action& chosen);
void add_explain_difference(CLI::App& app, const Screen& screen, Action& chosen);
void add_sensitivity(CLI::App& app, const Screen& screen, Action& chosen);
void add_reach(CLI::App& app, const Screen& screen, Action& chosen);
void add_calibrate(CLI::App& app, const Screen& screen, Action& chosen);
void add_export(CLI::App& app, const Screen& screen, Action& chosen);

} // namespace headwater::app
