// Files that are whole or not there: written beside their places under other names, then renamed.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwater::calibration {

/// A file could not be written. What was in its place is still there, and nothing half-written is left.
class CannotWrite : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

class WholeFiles {
public:
  WholeFiles() = default;
  /// Throws away what was not put in place.
  ~WholeFiles();
  WholeFiles(const WholeFiles&) = delete;
  WholeFiles& operator=(const WholeFiles&) = delete;
  WholeFiles(WholeFiles&&) = delete;
  WholeFiles& operator=(WholeFiles&&) = delete;

  /// Writes a file beside its place. Throws CannotWrite.
  void write(const std::filesystem::path& file, std::string_view bytes);
  /// Renames each to its place, in the order they were written; each replaces what is there. Throws CannotWrite at the
  /// first that cannot be.
  void put_in_place();

private:
  std::vector<std::pair<std::filesystem::path, std::filesystem::path>> waiting_; ///< where it is, where it belongs
};

} // namespace headwater::calibration
