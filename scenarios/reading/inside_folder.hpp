// A file named inside another file must lie in that file's folder: a scenario that is passed on takes what it needs
// with it, and cannot make Headwater read what its author could not see.
#pragma once

#include "scenarios/reading/problem.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace headwater::scenarios {

/// The path of the file that `file` names as `named`, relative to the folder of `file`. Nothing is opened.
/// A problem (without file and position, which the caller knows) where the name is empty or absolute, or leads out of
/// the folder through `..` or through a symbolic link.
Read<std::filesystem::path> inside_folder_of(const std::filesystem::path& file, std::string_view named);

} // namespace headwater::scenarios
