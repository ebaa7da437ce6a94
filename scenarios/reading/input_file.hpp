// One input file, read once: its bytes (so that the caller can hash what was read) and its text.
#pragma once

#include "scenarios/reading/problem.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace headwater::scenarios {

/// The largest input that is read: a scenario is a page or two, so a larger one is some other file by mistake.
inline constexpr std::size_t largest_input = 1024 * 1024;

/// What spreadsheets write in front of UTF-8.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct InputFile {
  std::filesystem::path path; ///< as it was opened
  std::string bytes;          ///< exactly what the file holds

  /// What it says: the bytes without a byte order mark.
  std::string_view text() const;
};

/// What is wrong with the name of a file before it is opened: names go into tables, on pages and to the terminal, so
/// one that is not UTF-8 or holds control characters is refused. Nothing where it is sound.
std::optional<Problem> problem_of_name(const std::filesystem::path& path);

/// Reads a file of any kind, without ever waiting for one. Refused, with the reason: a file that is not there, a
/// folder, a pipe or a device, one that may not be read, and one larger than `largest` bytes (without reading it).
Read<InputFile> read_bytes(const std::filesystem::path& path, std::size_t largest);

/// Reads a text file. Refused too: a name that is not sound, and what is not text in UTF-8 or holds control characters.
Read<InputFile> read_input(const std::filesystem::path& path, std::size_t largest = largest_input);

} // namespace headwater::scenarios
