// What stands in a results folder before a run puts its own there.
#pragma once

#include "outputs/files/manifest.hpp"

#include <filesystem>
#include <string>

namespace headwater::outputs {

/// A file in a folder that no run of ours wrote there; empty where there is none. A folder without a manifest of ours
/// holds only such files. Throws std::filesystem::filesystem_error where a part of it cannot be looked into.
std::string foreign_file(const std::filesystem::path& folder);

/// In what the results that stand in a folder differ from those that a run is about to put there, as one sentence for
/// whoever might want to keep them; empty where nothing is there, or results of the same run.
std::string replaced_in_words(const std::filesystem::path& folder, const Manifest& next);

} // namespace headwater::outputs
