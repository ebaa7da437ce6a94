#include "scenarios/reading/input_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace headwater::scenarios {
namespace {

/// A file descriptor, closed when it goes.
class Opened {
public:
  /// Never waits: a pipe with nobody at its other end is opened too, and told from a file after that.
  explicit Opened(const std::filesystem::path& path)
      : descriptor_{::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)} {}
  ~Opened() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

private:
  int descriptor_;
};

/// A character that no text holds: a terminal would obey it.
bool is_order_to_a_terminal(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character.size() == 1) {
    return (first < 0x20 && first != '\t' && first != '\n' && first != '\r') || first == 0x7F;
  }
  return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
}

struct NotText {
  Position at;
  std::string what;
  std::string allowed;
};

/// Where a text stops being text in UTF-8.
std::optional<NotText> first_not_text(std::string_view text) {
  Position at;
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    if (length == 0) {
      return NotText{at, "is not text: a byte here does not belong to UTF-8", "plain text saved as UTF-8"};
    }
    if (is_order_to_a_terminal(text.substr(0, length))) {
      return NotText{at, "is not plain text: it holds the control character " + in_quotes(text.substr(0, length)),
                     "printable characters, tabs and line breaks"};
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

std::optional<Problem> problem_of_name(const std::filesystem::path& path) {
  const std::string name = path.generic_string();
  const auto refused = [&](std::string what, std::string allowed) {
    return Problem{name, 1, 1, std::move(what), std::move(allowed), ""};
  };
  for (std::string_view rest = name; !rest.empty();) {
    const std::size_t length = character_length(rest);
    if (length == 0) {
      return refused("the name of this file is not UTF-8", "a file name in UTF-8");
    }
    rest.remove_prefix(length);
  }
  if (has_control(name)) {
    return refused("the name of this file holds a control character", "a file name of printable characters");
  }
  return std::nullopt;
}

Read<InputFile> read_bytes(const std::filesystem::path& path, std::size_t largest) {
  const auto refused = [&](std::string what, std::string allowed = "") {
    return Read<InputFile>{{}, {{path.generic_string(), 1, 1, std::move(what), std::move(allowed), ""}}};
  };
  const Opened file(path);
  if (!file.is_open()) {
    const int error = errno;
    return error == ENOENT || error == ENOTDIR ? refused("there is no such file")
           : error == EACCES                   ? refused("cannot be read: permission denied or a read error")
           : error == ENXIO                    ? refused("is not an ordinary file", "a text file")
                                               : refused(std::string("cannot be read: ") + std::strerror(error));
  }
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) {
    return refused("cannot be read: permission denied or a read error");
  }
  if (S_ISDIR(status.st_mode)) {
    return refused("is a folder", "a text file");
  }
  if (!S_ISREG(status.st_mode)) {
    return refused("is not an ordinary file", "a text file");
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > largest) {
    return refused(fmt::format("is too large: {:.1f} MiB", static_cast<double>(size) / (1024.0 * 1024.0)),
                   fmt::format("at most {} MiB", largest / (std::size_t{1} << 20U)));
  }
  // One byte more than the file has tells one that grew while it was read.
  InputFile input{path, std::string(size + 1, '\0')};
  std::size_t filled = 0;
  while (filled < input.bytes.size()) {
    const ssize_t got = ::read(file.descriptor(), input.bytes.data() + filled, input.bytes.size() - filled);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return refused("cannot be read: a read error");
    }
    if (got == 0) {
      break;
    }
    filled += static_cast<std::size_t>(got);
  }
  if (filled > size) {
    return refused("grew while it was read", "a file that nobody writes to");
  }
  input.bytes.resize(filled);
  return {std::move(input), {}};
}

Read<InputFile> read_input(const std::filesystem::path& path, std::size_t largest) {
  if (std::optional<Problem> of_name = problem_of_name(path)) {
    return {{}, {std::move(*of_name)}};
  }
  Read<InputFile> read = read_bytes(path, largest);
  if (const std::optional<NotText> wrong = read.value ? first_not_text(read.value->text()) : std::nullopt) {
    return {{}, {{path.generic_string(), wrong->at.line, wrong->at.column, wrong->what, wrong->allowed, ""}}};
  }
  return read;
}

} // namespace headwater::scenarios
