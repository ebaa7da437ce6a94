// What a file holds, as a setting says it: wherever the file lies and whatever it is called.
#pragma once

#include "outputs/files/manifest.hpp"
#include "scenarios/reading/input_file.hpp"

#include <string>
#include <vector>

namespace headwater::app {

/// What is kept of a file that was read: the path by which it was opened, and its SHA-256 in place of its bytes, which
/// for a posterior are many.
outputs::HashedFile digested(const scenarios::InputFile& file);

/// Of files, one after another: "sha256 " and the first twelve digits of the digest of one, or of the digests of
/// several.
std::string contents_in_words(const std::vector<outputs::HashedFile>& files);

} // namespace headwater::app
