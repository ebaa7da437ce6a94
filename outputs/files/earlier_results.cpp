#include "outputs/files/earlier_results.hpp"

#include "outputs/files/kept_manifest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <set>
#include <vector>

namespace headwater::outputs {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> each_in_words(const std::vector<ManifestDifference>& all) {
  using Kind = ManifestDifference::Kind;
  std::vector<std::string> words;
  for (const ManifestDifference& one : all) {
    switch (one.kind) {
    case Kind::scenarios:
      words.push_back(fmt::format("scenarios {}, not {}", one.from_in_words(), one.to_in_words()));
      break;
    case Kind::setting:
      words.push_back(fmt::format("{} {}, not {}", one.name, one.from_in_words(), one.to_in_words()));
      break;
    case Kind::changed_input:
      words.push_back("another " + fs::path(one.name).filename().string());
      break;
    case Kind::version:
      words.push_back("Headwater " + one.from_in_words());
      break;
    case Kind::other_input: // scenarios and settings have told of it
    case Kind::commit:
      break;
    }
  }
  return words;
}

} // namespace

std::string foreign_file(const fs::path& folder) {
  std::set<std::string> ours;
  if (const std::optional<KeptManifest> manifest = KeptManifest::in(folder)) {
    ours.insert("manifest.json");
    for (const HashedFile& output : manifest->outputs()) {
      ours.insert(output.path);
    }
  }
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    std::string name = entry.path().lexically_relative(folder).generic_string();
    if ((!entry.is_directory() || entry.is_symlink()) && !ours.contains(name)) {
      return name;
    }
  }
  return "";
}

std::string replaced_in_words(const fs::path& folder, const Manifest& next) {
  constexpr std::size_t most_named = 4;
  const std::optional<KeptManifest> earlier = KeptManifest::in(folder);
  if (!earlier || earlier->run_code() == next.run_code()) {
    return "";
  }
  std::vector<std::string> found = each_in_words(differences(*earlier, KeptManifest(next)));
  if (found.size() > most_named) {
    const std::size_t more = found.size() - most_named;
    found.resize(most_named);
    found.push_back(fmt::format("{} more", more));
  }
  return fmt::format("{} holds the results of another run{}{}. They are replaced when this one is done; --out names "
                     "another folder",
                     folder.string(), found.empty() ? "" : ": ", fmt::join(found, "; "));
}

} // namespace headwater::outputs
