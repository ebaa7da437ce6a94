#include "outputs/files/earlier_results.hpp"

#include "scenarios/reading/problem.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <vector>

namespace headwater::outputs {
namespace {

namespace fs = std::filesystem;

using Json = nlohmann::ordered_json;

/// The manifest of a results folder of ours; null where there is none.
Json manifest_in(const fs::path& folder) {
  std::error_code unknown;
  if (!fs::is_regular_file(folder / "manifest.json", unknown)) { // nothing is read of a pipe
    return {};
  }
  std::ifstream in(folder / "manifest.json");
  Json manifest = Json::parse(in, nullptr, false);
  return manifest.is_object() && manifest.value("program", Json()) == "Headwater" ? manifest : Json();
}

/// A member of an object; null where there is none, or no object.
Json member(const Json& object, const std::string& name) {
  return object.is_object() ? object.value(name, Json()) : Json();
}

/// A member that is text; empty where it is none.
std::string text(const Json& object, const std::string& name) {
  const Json found = member(object, name);
  return found.is_string() ? found.get<std::string>() : "";
}

std::string words(const Json& value) {
  return value.is_string() ? scenarios::in_quotes(value.get<std::string>()) : value.is_null() ? "none" : value.dump();
}

/// The digests of inputs by path. A path may be there twice.
std::multimap<std::string, std::string> digests(const Json& manifest) {
  std::multimap<std::string, std::string> inputs;
  for (const Json& input : member(manifest, "inputs")) {
    inputs.emplace(text(input, "path"), text(input, "sha256"));
  }
  return inputs;
}

std::vector<std::string> differences(const Json& earlier, const Json& next) {
  std::vector<std::string> found;
  if (member(earlier, "scenarios") != member(next, "scenarios")) {
    found.push_back(
        fmt::format("scenarios {}, not {}", words(member(earlier, "scenarios")), words(member(next, "scenarios"))));
  }
  const Json settings = member(next, "settings");
  for (const auto& [name, setting] : settings.items()) {
    const Json before = member(member(member(earlier, "settings"), name), "value");
    if (name != "scenarios" && before != member(setting, "value")) {
      found.push_back(fmt::format("{} {}, not {}", name, words(before), words(member(setting, "value"))));
    }
  }
  const std::multimap<std::string, std::string> before = digests(earlier);
  const std::multimap<std::string, std::string> now = digests(next);
  std::set<std::string> changed;
  for (const auto& [path, digest] : now) {
    const auto [first, last] = before.equal_range(path);
    const bool is_same = std::any_of(first, last, [&digest = digest](const auto& one) { return one.second == digest; });
    if (first != last && !is_same && changed.insert(path).second) {
      found.push_back("another " + fs::path(path).filename().string());
    }
  }
  if (text(earlier, "version") != text(next, "version")) {
    found.push_back("Headwater " + scenarios::in_quotes(text(earlier, "version")));
  }
  return found;
}

} // namespace

std::string foreign_file(const fs::path& folder) {
  std::set<std::string> ours;
  if (const Json manifest = manifest_in(folder); !manifest.is_null()) {
    ours.insert("manifest.json");
    for (const Json& output : member(manifest, "outputs")) {
      ours.insert(text(output, "path"));
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
  const Json earlier = manifest_in(folder);
  if (earlier.is_null() || text(earlier, "run_code") == next.run_code()) {
    return "";
  }
  std::vector<std::string> found = differences(earlier, Json::parse(next.json()));
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
