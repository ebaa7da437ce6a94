#include "outputs/files/finish.hpp"

#include "outputs/files/digest.hpp"

#include <filesystem>
#include <set>
#include <string>

namespace headwater::outputs {

void finish(ResultsFolder& folder, Manifest manifest) {
  std::set<std::string> hashed;
  for (const HashedFile& file : manifest.outputs) {
    hashed.insert(file.path);
  }
  for (const std::filesystem::path& file : folder.files()) {
    if (hashed.contains(file.generic_string())) {
      continue;
    }
    manifest.outputs.push_back({file.generic_string(), sha256_of_file(folder.at_present(file))});
  }
  folder.write("manifest.json", manifest.json());
  folder.put_in_place();
}

} // namespace headwater::outputs
