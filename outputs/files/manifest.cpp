#include "outputs/files/manifest.hpp"

#include "outputs/files/digest.hpp"

namespace headwater::outputs {
namespace {

using Json = nlohmann::ordered_json;

Json as_json(const std::vector<Setting>& settings) {
  Json all = Json::object();
  for (const Setting& setting : settings) {
    all[setting.name] = {{"value", setting.value}, {"default", setting.is_default}};
  }
  return all;
}

Json as_json(const std::vector<HashedFile>& files) {
  Json all = Json::array();
  for (const HashedFile& file : files) {
    all.push_back({{"path", file.path}, {"sha256", file.sha256}});
  }
  return all;
}

} // namespace

std::string Manifest::run_code() const {
  // Where inputs lie and where results go does not change them: only what the inputs hold.
  Json contents = Json::array();
  for (const HashedFile& file : inputs) {
    contents.push_back(file.sha256);
  }
  constexpr std::size_t length = 8;
  return sha256(Json{version, as_json(settings), scenarios, contents}.dump()).substr(0, length);
}

std::string Manifest::json() const {
  const Json manifest = {
      {"program", "Headwater"},        {"version", version},     {"commit", commit},     {"run_code", run_code()},
      {"settings", as_json(settings)}, {"scenarios", scenarios}, {"cautions", cautions}, {"inputs", as_json(inputs)},
      {"outputs", as_json(outputs)},
  };
  return manifest.dump(2) + "\n";
}

} // namespace headwater::outputs
