// What a file holds, as a setting says it: wherever the file lies and whatever it is called.
#pragma once

#include "scenarios/reading/input_file.hpp"

#include <string>
#include <vector>

namespace headwater::app {

/// Of files, one after another: "sha256 " and the first twelve digits of the digest of one, or of the digests of
/// several.
std::string contents_in_words(const std::vector<scenarios::InputFile>& files);

} // namespace headwater::app
