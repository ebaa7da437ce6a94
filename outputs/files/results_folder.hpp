// A results folder: written beside its place and renamed, so that it is whole or not there.
#pragma once

#include <filesystem>
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

/// The user asked to stop; nothing half-written is left.
class Interrupted : public std::runtime_error {
public:
  Interrupted() : std::runtime_error("stopped before anything was put in place") {}
};

/// From now on Ctrl-C and a polite kill stop a run between files instead of in the middle of one.
void stop_politely();

/// Whether somebody has asked to stop.
bool stop_requested();

class ResultsFolder {
public:
  /// Prepares to write `folder`. Throws CannotWrite if it is a file, if it holds a file that its own manifest.json does
  /// not name as the output of a run, or if nothing can be written beside it.
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

  /// Puts everything in its place, over an earlier results folder of this name.
  void put_in_place();

private:
  std::filesystem::path folder_;
  std::filesystem::path beside_;
  std::vector<std::filesystem::path> files_;
};

} // namespace headwater::outputs
