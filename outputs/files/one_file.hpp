// One file that a user asked for by name: written beside its place and renamed, so that it is whole or not there.
#pragma once

#include <filesystem>
#include <string_view>

namespace headwater::outputs {

/// Writes it over an earlier file of the name. Throws CannotWrite, and then leaves what was there.
void write_one_file(const std::filesystem::path& file, std::string_view bytes);

} // namespace headwater::outputs
