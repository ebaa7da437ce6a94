// A results folder that a run left, read back: its manifest, and its tables as they were written.
#pragma once

#include "outputs/files/kept_manifest.hpp"
#include "outputs/tables/table.hpp"
#include "scenarios/reading/problem.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace headwater::outputs {

/// Its tables are the CSV files at the top of the folder; those of charts repeat them.
class KeptResults {
public:
  /// Every problem at once: it is no results folder, or not of `run`; a table is not there, or no longer holds what was
  /// written. Of another version of Headwater it is a problem unless `any_version`, as a name may mean something else
  /// there.
  static scenarios::Read<KeptResults> open(const std::filesystem::path& folder, const std::string& version,
                                           bool any_version);

  const std::filesystem::path& folder() const { return folder_; }
  const KeptManifest& manifest() const { return manifest_; }
  /// With their SHA-256, in the order in which they were written.
  const std::vector<HashedFile>& tables() const { return tables_; }
  /// The SHA-256 of a table; empty where there is none of that name.
  std::string digest(const std::string& table) const;

  /// A table; empty where there is none of that name. What csv_text() puts before text that looks like a formula stays.
  scenarios::Read<Table> read(const std::string& table) const;

private:
  KeptResults(std::filesystem::path folder, KeptManifest manifest);

  std::filesystem::path folder_;
  KeptManifest manifest_;
  std::vector<HashedFile> tables_;
};

} // namespace headwater::outputs
