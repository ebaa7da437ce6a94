// The manifest that a run left in its folder, read back, and in what two of them differ.
#pragma once

#include "outputs/files/manifest.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// What a manifest.json of Headwater says. Anybody may have changed it: a member that is not there, or is of another
/// kind than it should be, is empty.
class KeptManifest {
public:
  /// Of a results folder; nothing where there is none of ours.
  static std::optional<KeptManifest> in(const std::filesystem::path& folder);
  explicit KeptManifest(const Manifest& manifest);

  std::string version() const { return text("version"); }
  std::string commit() const { return text("commit"); }
  std::string run_code() const { return text("run_code"); }
  /// Which verb left it; `run` says nothing of itself.
  std::string verb() const;
  std::vector<HashedFile> inputs() const { return files("inputs"); }
  std::vector<HashedFile> outputs() const { return files("outputs"); }
  nlohmann::ordered_json scenarios() const;
  /// Names of settings, in their order.
  std::vector<std::string> settings() const;
  /// What a setting was; null where it is not told.
  nlohmann::ordered_json setting(const std::string& name) const;

private:
  explicit KeptManifest(nlohmann::ordered_json json);
  std::string text(const std::string& name) const;
  std::vector<HashedFile> files(const std::string& name) const;

  nlohmann::ordered_json json_;
};

/// One thing in which what made two runs differs.
struct ManifestDifference {
  enum class Kind : std::uint8_t { scenarios, setting, changed_input, other_input, version, commit };

  Kind kind;
  std::string name; ///< of the setting or the input file; empty for others
  nlohmann::ordered_json from;
  nlohmann::ordered_json to; ///< of inputs SHA-256; null where the other has no such setting or input

  std::string from_in_words() const;
  std::string to_in_words() const;
};

/// In what two runs differ: scenarios, settings in the order of the later one, inputs, version and commit. The list of
/// scenarios that a setting repeats is told once.
std::vector<ManifestDifference> differences(const KeptManifest& from, const KeptManifest& to);

} // namespace headwater::outputs
