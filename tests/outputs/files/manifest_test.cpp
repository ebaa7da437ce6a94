#include "outputs/files/manifest.hpp"

#include <gmock/gmock.h>

#include <functional>

namespace headwater::outputs {
namespace {

using testing::MatchesRegex;

Manifest an_example() {
  return {.version = "1.2.3",
          .commit = "abc",
          .settings = {{"area", "Moray", false}, {"horizon", 2046, true}},
          .scenarios = {"continue-as-now", "cuts"},
          .inputs = {{"scenarios/cuts.toml", "11"}, {"plans/mine.toml", "22"}},
          .outputs = {{"annual.csv", "33"}},
          .cautions = {"Careful."}};
}

TEST(Manifest, TheRunCodeIsEightHexadecimalDigits) {
  EXPECT_THAT(an_example().run_code(), MatchesRegex("[0-9a-f]{8}"));
}

TEST(Manifest, TheRunCodeIsTheSameWhereverFilesLieAndWhateverComesOut) {
  Manifest elsewhere = an_example();
  elsewhere.inputs[1].path = "/somewhere/else/mine.toml";
  elsewhere.outputs.clear();
  EXPECT_EQ(elsewhere.run_code(), an_example().run_code());
}

TEST(Manifest, TheRunCodeChangesWithWhatWentIn) {
  const std::vector<std::pair<const char*, std::function<void(Manifest&)>>> changes = {
      {"the version", [](Manifest& m) { m.version = "1.2.4"; }},
      {"a setting", [](Manifest& m) { m.settings[1].value = 2045; }},
      {"the name of a setting", [](Manifest& m) { m.settings[1].name = "end"; }},
      {"the scenarios", [](Manifest& m) { m.scenarios.pop_back(); }},
      {"the order of the scenarios", [](Manifest& m) { std::swap(m.scenarios[0], m.scenarios[1]); }},
      {"what an input holds", [](Manifest& m) { m.inputs[0].sha256 = "12"; }},
      {"how many inputs there are", [](Manifest& m) { m.inputs.pop_back(); }},
  };
  for (const auto& [what, change] : changes) {
    Manifest other = an_example();
    change(other);
    EXPECT_NE(other.run_code(), an_example().run_code()) << what;
  }
}

TEST(Manifest, SaysEverythingThatMadeTheResults) {
  const auto json = nlohmann::json::parse(an_example().json());
  EXPECT_EQ(json, nlohmann::json::parse(R"({
    "program": "Headwater", "version": "1.2.3", "commit": "abc", "run_code": ")" +
                                        an_example().run_code() + R"(",
    "settings": {"area": {"value": "Moray", "default": false}, "horizon": {"value": 2046, "default": true}},
    "scenarios": ["continue-as-now", "cuts"],
    "cautions": ["Careful."],
    "inputs": [{"path": "scenarios/cuts.toml", "sha256": "11"}, {"path": "plans/mine.toml", "sha256": "22"}],
    "outputs": [{"path": "annual.csv", "sha256": "33"}]})"));
}

} // namespace
} // namespace headwater::outputs
