// The options that every verb that runs scenarios has.
#pragma once

#include "app/study/request.hpp"

#include <CLI/CLI.hpp>

namespace headwater::app {

/// --area, --horizon and --price-base.
void add_study_options(CLI::App& verb, StudyRequest& request);

} // namespace headwater::app
