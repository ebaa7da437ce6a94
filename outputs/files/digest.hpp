// SHA-256, through OpenSSL.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace headwater::outputs {

/// The SHA-256 of bytes, 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

/// The SHA-256 of a file. Throws std::runtime_error if it cannot be read.
std::string sha256_of_file(const std::filesystem::path& file);

} // namespace headwater::outputs
