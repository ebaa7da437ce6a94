// What stood in a results folder is told before it is replaced.
#include "outputs/files/earlier_results.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <sys/stat.h>

namespace headwater::outputs {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using tests::TemporaryFolder;

Manifest a_first_run() {
  return {.version = "1.2.3",
          .commit = "abc",
          .settings = {{"scenarios", {"plan"}, false}, {"area", "Moray", false}, {"horizon", 2046, true}},
          .scenarios = {"continue-as-now", "plan"},
          .inputs = {{"plan.toml", "11"}, {"outputs/data/deflator.csv", "22"}},
          .outputs = {{"annual.csv", "33"}},
          .cautions = {}};
}

/// What is said of a folder with the results of the example, before those of another run are put there.
std::string said_before(const std::function<void(Manifest&)>& change) {
  const TemporaryFolder at;
  at.write("manifest.json", a_first_run().json());
  Manifest next = a_first_run();
  change(next);
  return replaced_in_words(at.path(), next);
}

TEST(EarlierResults, OfTheSameRunNeedNoWords) {
  EXPECT_EQ(said_before([](Manifest&) {}), "");
  EXPECT_EQ(said_before([](Manifest& next) {
              next.commit = "another";
              next.inputs[0].path = "elsewhere/plan.toml";
            }),
            "");
}

TEST(EarlierResults, OfAnotherRunAreToldByWhatDiffers) {
  EXPECT_THAT(said_before([](Manifest& next) { next.inputs[0].sha256 = "44"; }), HasSubstr("another plan.toml"));
  EXPECT_THAT(said_before([](Manifest& next) { next.settings[1].value = "Fife\x1b[2J"; }),
              AllOf(HasSubstr("area \"Moray\", not \"Fife"), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(said_before([](Manifest& next) { next.settings[2].value = 2040; }), HasSubstr("horizon 2046, not 2040"));
  EXPECT_THAT(said_before([](Manifest& next) {
                next.settings.push_back({"draws", 64, false});
              }),
              HasSubstr("draws none, not 64"));
  EXPECT_THAT(said_before([](Manifest& next) { next.scenarios = {"cuts"}; }), HasSubstr("\"plan\""));
  EXPECT_THAT(said_before([](Manifest& next) { next.version = "2.0.0"; }), HasSubstr("Headwater \"1.2.3\""));
}

TEST(EarlierResults, AFolderWithoutAManifestOfOursHasNone) {
  const TemporaryFolder at;
  EXPECT_EQ(replaced_in_words(at.path() / "nothing", a_first_run()), "");
  at.write("manifest.json", "hello");
  EXPECT_EQ(replaced_in_words(at.path(), a_first_run()), "");
  std::filesystem::create_directory(at.path() / "odd");
  ASSERT_EQ(::mkfifo((at.path() / "odd/manifest.json").c_str(), 0600), 0);
  EXPECT_EQ(replaced_in_words(at.path() / "odd", a_first_run()), "") << "whoever reads a pipe waits for ever";
  EXPECT_EQ(foreign_file(at.path() / "odd"), "manifest.json");
  at.write("manifest.json", R"({"program": "Headwater", "settings": [1], "inputs": 3, "scenarios": {}})");
  EXPECT_THAT(replaced_in_words(at.path(), a_first_run()), HasSubstr("another run"));
}

} // namespace
} // namespace headwater::outputs
