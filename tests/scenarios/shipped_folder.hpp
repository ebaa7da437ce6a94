// Where the scenarios that come with Headwater lie.
#pragma once

#include <filesystem>

namespace headwater::tests {

inline const std::filesystem::path shipped_folder = HEADWATER_SOURCE_DIR "/scenarios";

} // namespace headwater::tests
