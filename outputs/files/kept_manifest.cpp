#include "outputs/files/kept_manifest.hpp"

#include "scenarios/reading/problem.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <utility>

namespace headwater::outputs {
namespace {

namespace fs = std::filesystem;

using Json = nlohmann::ordered_json;
using Kind = ManifestDifference::Kind;

/// A member of an object; null where there is none, or no object.
Json member(const Json& object, const std::string& name) {
  return object.is_object() ? object.value(name, Json()) : Json();
}

/// A member that is text; empty where it is none.
std::string text_in(const Json& object, const std::string& name) {
  const Json found = member(object, name);
  return found.is_string() ? found.get<std::string>() : "";
}

std::string words_of_value(const Json& value) {
  return value.is_string() ? scenarios::in_quotes(value.get<std::string>()) : value.is_null() ? "none" : value.dump();
}

/// The digests of inputs by path. A path may be there twice.
std::map<std::string, std::set<std::string>> digests(const KeptManifest& manifest) {
  std::map<std::string, std::set<std::string>> inputs;
  for (const HashedFile& input : manifest.inputs()) {
    inputs[input.path].insert(input.sha256);
  }
  return inputs;
}

/// A digest, or where there are several a list of them.
Json json_of(const std::set<std::string>& digests) {
  return digests.size() == 1 ? Json(*digests.begin()) : Json(digests);
}

void add_inputs(const KeptManifest& from, const KeptManifest& to, std::vector<ManifestDifference>& found) {
  const auto before = digests(from);
  const auto now = digests(to);
  for (const auto& [path, digest] : now) {
    const auto earlier = before.find(path);
    if (earlier != before.end() && earlier->second != digest) {
      found.push_back({Kind::changed_input, path, json_of(earlier->second), json_of(digest)});
    }
  }
  for (const auto& [path, digest] : before) {
    if (!now.contains(path)) {
      found.push_back({Kind::other_input, path, json_of(digest), nullptr});
    }
  }
  for (const auto& [path, digest] : now) {
    if (!before.contains(path)) {
      found.push_back({Kind::other_input, path, nullptr, json_of(digest)});
    }
  }
}

} // namespace

KeptManifest::KeptManifest(Json json) : json_(std::move(json)) {}

KeptManifest::KeptManifest(const Manifest& manifest) : KeptManifest(Json::parse(manifest.json())) {}

std::optional<KeptManifest> KeptManifest::in(const fs::path& folder) {
  std::error_code unknown;
  if (!fs::is_regular_file(folder / "manifest.json", unknown)) { // nothing is read of a pipe
    return std::nullopt;
  }
  std::ifstream in(folder / "manifest.json");
  Json json = Json::parse(in, nullptr, false);
  if (!json.is_object() || json.value("program", Json()) != "Headwater") {
    return std::nullopt;
  }
  return KeptManifest(std::move(json));
}

std::string KeptManifest::text(const std::string& name) const { return text_in(json_, name); }

std::string KeptManifest::verb() const {
  const Json verb = setting("verb");
  return verb.is_string() ? verb.get<std::string>() : "run";
}

std::vector<HashedFile> KeptManifest::files(const std::string& name) const {
  std::vector<HashedFile> files;
  for (const Json& file : member(json_, name)) {
    files.push_back({text_in(file, "path"), text_in(file, "sha256")});
  }
  return files;
}

Json KeptManifest::scenarios() const { return member(json_, "scenarios"); }

std::vector<std::string> KeptManifest::settings() const {
  std::vector<std::string> names;
  const Json settings = member(json_, "settings");
  for (const auto& [name, setting] : settings.items()) {
    names.push_back(name);
  }
  return names;
}

Json KeptManifest::setting(const std::string& name) const {
  return member(member(member(json_, "settings"), name), "value");
}

std::string ManifestDifference::from_in_words() const { return words_of_value(from); }
std::string ManifestDifference::to_in_words() const { return words_of_value(to); }

std::vector<ManifestDifference> differences(const KeptManifest& from, const KeptManifest& to) {
  std::vector<ManifestDifference> found;
  if (from.scenarios() != to.scenarios()) {
    found.push_back({Kind::scenarios, "", from.scenarios(), to.scenarios()});
  }
  std::vector<std::string> names = to.settings();
  for (const std::string& name : from.settings()) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }
  for (const std::string& name : names) {
    if (name != "scenarios" && from.setting(name) != to.setting(name)) {
      found.push_back({Kind::setting, name, from.setting(name), to.setting(name)});
    }
  }
  add_inputs(from, to, found);
  if (from.version() != to.version()) {
    found.push_back({Kind::version, "", from.version(), to.version()});
  }
  if (from.commit() != to.commit()) {
    found.push_back({Kind::commit, "", from.commit(), to.commit()});
  }
  return found;
}

} // namespace headwater::outputs
