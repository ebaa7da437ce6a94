#include "outputs/files/finish.hpp"

#include "outputs/files/digest.hpp"

#include <filesystem>

namespace headwater::outputs {

void finish(ResultsFolder& folder, Manifest manifest) {
  for (const std::filesystem::path& file : folder.files()) {
    manifest.outputs.push_back({file.generic_string(), sha256_of_file(folder.at_present(file))});
  }
  folder.write("manifest.json", manifest.json());
  folder.put_in_place();
}

} // namespace headwater::outputs
