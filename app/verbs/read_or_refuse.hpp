// What every verb does first that runs scenarios: settings and inputs are read, or refused in words.
#pragma once

#include "app/study/inputs.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/screen.hpp"

#include <string>
#include <variant>
#include <vector>

namespace headwater::app {

/// Every input of a request, found sound; or, where something is wrong, which has been said, the exit code: then
/// nothing is run.
std::variant<StudyInputs, ExitCode> read_or_refuse(const Screen& screen, const StudyRequest& request);

/// Says what is wrong with how the program was called; the exit code.
ExitCode refuse(const std::string& words);

/// Says what is wrong with inputs, and that nothing was done: "run", "fitted"; the exit code.
ExitCode refuse(const Screen& screen, const std::vector<scenarios::Problem>& problems, const std::string& what);

} // namespace headwater::app
