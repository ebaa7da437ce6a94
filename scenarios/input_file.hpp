// One input file, read once: its bytes (so that the caller can hash what was read) and its text.
#pragma once

#include "scenarios/problem.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace headwater::scenarios {

/// The largest input that is read: a scenario is a page or two, so a larger one is some other file by mistake.
inline constexpr std::size_t largest_input = 1024 * 1024;

struct InputFile {
  std::filesystem::path path; ///< as it was opened
  std::string bytes;          ///< exactly what the file holds

  /// What it says: the bytes without a byte order mark.
  std::string_view text() const;
};

/// Reads a text file. Refused, with the reason: a file that is not there, a folder or a device, one that may not be
/// read, one larger than `largest` bytes (without reading it), and one that is not text in UTF-8.
Read<InputFile> read_input(const std::filesystem::path& path, std::size_t largest = largest_input);

} // namespace headwater::scenarios
