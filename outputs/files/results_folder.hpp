// A results folder: written beside its place and renamed, so that it is whole or not there.
#pragma once

#include "outputs/files/claimed_folder.hpp"

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// An output could not be written; nothing half-written is left.
class CannotWrite : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

class ResultsFolder {
public:
  /// Prepares to write `folder`, or what it is a link to. What runs that were killed left beside it is thrown away.
  /// Throws CannotWrite if it is a file, if it holds a file that its own manifest.json does not name as the output of a
  /// run, if it cannot be replaced as a whole, if another run is writing to it, or if nothing can be written beside it.
  explicit ResultsFolder(const std::filesystem::path& folder);
  /// Throws away what was written unless put_in_place was called.
  ~ResultsFolder();
  ResultsFolder(const ResultsFolder&) = delete;
  ResultsFolder& operator=(const ResultsFolder&) = delete;

  /// Writes one file. Throws CannotWrite or Interrupted.
  void write(const std::filesystem::path& name, std::string_view bytes);
  /// The folder in which files are until they are put in place.
  const std::filesystem::path& beside() const { return beside_; }
  /// Files written so far, relative to the folder, in the order of writing.
  const std::vector<std::filesystem::path>& files() const { return files_; }
  /// Where a file written so far lies at present.
  std::filesystem::path at_present(const std::filesystem::path& name) const { return beside_ / name; }

  /// Puts everything in its place, over an earlier results folder of this name, which stays where that fails. Throws
  /// CannotWrite or Interrupted.
  void put_in_place();

private:
  /// Of a folder that is there. Throws CannotWrite.
  void check_replaceable() const;

  std::filesystem::path folder_;
  std::filesystem::path beside_;
  std::optional<FolderLock> lock_; ///< of `beside_`, until it is put in place
  std::vector<std::filesystem::path> files_;
};

} // namespace headwater::outputs
