// The manifest: what made a results folder, so that anyone can make it again.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace headwater::outputs {

/// One setting of a run as it was used.
struct Setting {
  std::string name;
  nlohmann::ordered_json value;
  bool is_default;
};

/// A file and its SHA-256.
struct HashedFile {
  std::string path;
  std::string sha256;
};

struct Manifest {
  std::string version; ///< of Headwater
  std::string commit;  ///< of the source it was built from
  std::vector<Setting> settings;
  std::vector<std::string> scenarios; ///< ids, in the order of the tables
  std::vector<HashedFile> inputs;
  std::vector<HashedFile> outputs; ///< paths relative to the folder
  std::vector<std::string> cautions;

  /// Eight hexadecimal digits made from version, settings and inputs: the same run has the same code anywhere.
  std::string run_code() const;
  /// manifest.json
  std::string json() const;
};

} // namespace headwater::outputs
