#include "scenarios/input_file.hpp"

#include <fmt/format.h>
#include <fstream>
#include <optional>

namespace headwater::scenarios {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// How many bytes the UTF-8 character at the start of `text` takes; 0 where there is none.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) {
    return first == 0 ? 0 : 1;
  }
  if (first >= 0xC2 && first <= 0xDF) {
    return follows(1) ? 2 : 0;
  }
  if (first >= 0xE0 && first <= 0xEF) { // neither overlong nor a surrogate
    return follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    return follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

/// Where a text stops being text in UTF-8.
std::optional<Position> first_not_text(std::string_view text) {
  Position at;
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    if (length == 0) {
      return at;
    }
    at = text.front() == '\n' ? Position{at.line + 1, 1} : Position{at.line, at.column + 1};
    text.remove_prefix(length);
  }
  return std::nullopt;
}

} // namespace

std::string_view InputFile::text() const {
  const std::string_view all = bytes;
  return all.starts_with(byte_order_mark) ? all.substr(byte_order_mark.size()) : all;
}

Read<InputFile> read_input(const std::filesystem::path& path, std::size_t largest) {
  namespace fs = std::filesystem;
  const std::string name = path.generic_string();
  const auto refused = [&](std::string what, std::string allowed = "", Position at = {}) {
    return Read<InputFile>{{}, {{name, at.line, at.column, std::move(what), std::move(allowed), ""}}};
  };
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    return error && status.type() != fs::file_type::not_found ? refused("cannot be read: " + error.message())
                                                              : refused("there is no such file");
  }
  if (fs::is_directory(status)) {
    return refused("is a folder", "a text file");
  }
  if (!fs::is_regular_file(status)) {
    return refused("is not an ordinary file", "a text file");
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return refused("cannot be read: permission denied or a read error");
  }
  // One byte more than allowed tells a file that grew while it was read.
  const std::size_t room = std::min<std::uintmax_t>(largest, fs::file_size(path, error)) + 1;
  InputFile file{path, std::string(room, '\0')};
  stream.read(file.bytes.data(), static_cast<std::streamsize>(file.bytes.size()));
  if (stream.bad()) {
    return refused("cannot be read: a read error");
  }
  file.bytes.resize(static_cast<std::size_t>(stream.gcount()));
  if (file.bytes.size() == room) {
    const std::uintmax_t size = fs::file_size(path, error);
    return refused(fmt::format("is too large: {:.1f} MiB", static_cast<double>(size) / (1024.0 * 1024.0)),
                   fmt::format("at most {} MiB", largest / (std::size_t{1} << 20U)));
  }
  if (const std::optional<Position> at = first_not_text(file.text())) {
    return refused("is not text: a byte here does not belong to UTF-8", "plain text saved as UTF-8", *at);
  }
  return {std::move(file), {}};
}

} // namespace headwater::scenarios
