// Which Headwater this is, and where its own files lie.
#pragma once

#include "app/study/shipped_files.hpp"

#include <string>

namespace headwater::app {

std::string version();
std::string commit();

/// The files that come with this program, in the folder of the project it was built from.
ShippedFiles shipped();

} // namespace headwater::app
