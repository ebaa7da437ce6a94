// An input that is not valid: exit 3, every problem with its place and the nearest valid name, nothing run or written.
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace headwater::tests {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

using Arguments = std::vector<std::string>;
using Json = nlohmann::json;

constexpr const char* bad_plan = "name = \"Bad\"\nfidelty = 1\nfidelity = 2\n[[lever]]\nname = \"intensiv_support\"\n"
                                 "start = \"2026-28\"\namount = 1\n";

TEST(Problems, AllAreSaidAtOnceAndNothingIsRun) {
  const TemporaryFolder at;
  at.write("bad.toml", bad_plan);
  for (const char* verb : {"run", "check"}) {
    const Ran ran = headwater({verb, "bad.toml"}, {.folder = at.path()});
    EXPECT_EQ(ran.code, 3) << verb;
    EXPECT_EQ(ran.out, "") << verb;
    EXPECT_THAT(ran.err, AllOf(HasSubstr("bad.toml:2:1: "), HasSubstr("bad.toml:3:12: "), HasSubstr("bad.toml:5:8: "),
                               HasSubstr("bad.toml:6:9: ")))
        << verb;
    EXPECT_THAT(ran.err,
                AllOf(HasSubstr("did you mean \"fidelity\"?"), HasSubstr("did you mean \"intensive_support\"?")))
        << verb;
    EXPECT_THAT(inside(at.path(), true), ElementsAre("bad.toml")) << verb;
  }
}

TEST(Problems, AreJsonWhereThatIsAskedFor) {
  const TemporaryFolder at;
  at.write("bad.toml", bad_plan);
  for (const char* verb : {"run", "check"}) {
    const Ran ran = headwater({verb, "bad.toml", "--json"}, {.folder = at.path()});
    EXPECT_EQ(ran.code, 3) << verb;
    const Json json = Json::parse(ran.out);
    ASSERT_EQ(json["problems"].size(), 4U) << ran.out;
    EXPECT_EQ(json["problems"][0]["file"], "bad.toml");
    EXPECT_EQ(json["problems"][0]["line"], 2);
    EXPECT_EQ(json["problems"][0]["column"], 1);
    EXPECT_EQ(json["problems"][0]["nearest"], "fidelity");
    EXPECT_TRUE(json["problems"][0].contains("what") && json["problems"][0].contains("allowed"));
    EXPECT_THAT(inside(at.path(), true), ElementsAre("bad.toml")) << verb;
  }
}

TEST(Problems, ANameThatIsNotThereIsAnsweredWithTheNearest) {
  const TemporaryFolder at;
  const std::vector<std::pair<Arguments, const char*>> all = {
      {{"run", "keep-teh-promise"}, "keep-the-promise"},
      {{"check", "univeral-only.toml"}, "universal-only"},
      {{"run", "cuts", "--area", "Morray"}, "Moray"},
      {{"run", "keep-teh-promise", "--area", "Scotlnd"}, "Scotland"},
  };
  for (const auto& [arguments, nearest] : all) {
    const Ran ran = headwater(arguments, {.folder = at.path()});
    EXPECT_EQ(ran.code, 3) << testing::PrintToString(arguments);
    EXPECT_THAT(ran.err, HasSubstr("did you mean \"" + std::string(nearest) + "\"?")) << ran.err;
    EXPECT_TRUE(inside(at.path(), true).empty());
  }
}

TEST(Problems, AnAreaThatIsNotThereIsSaidOfTheFileThatNamesIt) {
  const TemporaryFolder at;
  at.write("plan.toml", "name = \"Plan\"\narea = \"Morray\"\n");
  for (const char* verb : {"run", "check"}) {
    const Ran ran = headwater({verb, "plan.toml"}, {.folder = at.path()});
    EXPECT_EQ(ran.code, 3) << verb;
    EXPECT_THAT(ran.err, AllOf(StartsWith("plan.toml:"), HasSubstr("did you mean \"Moray\"?"))) << verb;
  }
}

TEST(Problems, FilesThatAreNoScenariosAreRefused) {
  const TemporaryFolder at;
  at.write("binary.toml", std::string("name = \"a\0b\"\n", 13));
  at.write("not-utf-8.toml", "name = \"\xff\"\n");
  at.write("large.toml", std::string(10 * 1024 * 1024, '#'));
  std::filesystem::create_directory(at.path() / "folder.toml");
  const Ran ran =
      headwater({"run", "binary.toml", "not-utf-8.toml", "large.toml", "folder.toml"}, {.folder = at.path()});
  EXPECT_EQ(ran.code, 3);
  for (const char* file : {"binary.toml:", "not-utf-8.toml:", "large.toml:", "folder.toml:"}) {
    EXPECT_THAT(ran.err, HasSubstr(file));
  }
  EXPECT_FALSE(exists(at.path() / "results"));
}

// A name that would turn a terminal's letters red, or JSON into no JSON, reaches neither.
TEST(Problems, NamesOfFilesHoldNoOrdersToATerminal) {
  const TemporaryFolder at;
  const std::vector<std::string> names = {"red\x1b[31m.toml", "left\xE2\x80\xAE.toml", "caf\xE9.toml"};
  for (const std::string& name : names) {
    at.write(name, "name = \"x\"\n");
    const std::string missing = "no" + name;
    for (const std::string& file : {name, missing}) {
      for (const char* verb : {"run", "check"}) {
        const Ran ran = answered({verb, file, "--json"}, {.folder = at.path()});
        EXPECT_EQ(ran.code, 3) << verb;
        const Json problems = Json::parse(ran.out)["problems"];
        ASSERT_EQ(problems.size(), 1U);
        const std::string shown = scenarios::printable(file);
        EXPECT_EQ(problems[0]["file"], shown);
        EXPECT_THAT(ran.err, StartsWith(shown + ":1:1: "));
        EXPECT_EQ((ran.out + ran.err).find(file), std::string::npos);
      }
    }
  }
  EXPECT_EQ(inside(at.path(), true).size(), names.size()); // no results
}

TEST(Problems, APosteriorThatCannotBeLookedIntoIsRefused) {
  const TemporaryFolder at;
  std::filesystem::create_symlink("loop", at.path() / "loop");
  const Ran ran = headwater({"run", "cuts", "--draws", "2", "--posterior", "loop"}, {.folder = at.path()});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, StartsWith("loop:1:1: cannot be read: "));
}

TEST(Problems, SoundFilesAreSaidToBeSound) {
  const TemporaryFolder at;
  at.write("plan.toml", "name = \"Plan\"\nparent = \"cuts\"\n");
  at.write("spend.csv", "fiscal_year,gbp_million\n2026-27,10\n");
  const std::string data = HEADWATER_SOURCE_DIR "/calibration/data/";
  const Ran ran =
      headwater({"check", "plan.toml", "spend.csv", "cuts", data + "areas/moray.toml", data + "published.csv"},
                {.folder = at.path()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("plan.toml: a sound scenario\n"), HasSubstr("spend.csv: a sound schedule\n"),
                    HasSubstr("moray.toml: a sound area\n"), HasSubstr("published.csv: a sound published figures")));
  EXPECT_EQ(Json::parse(headwater({"check", "cuts", "--json"}).out),
            Json::parse(R"({"problems": [], "warnings": []})"));
}

TEST(Problems, ABadSchedulePointsIntoItsFile) {
  const TemporaryFolder at;
  at.write("plan.toml", "name = \"Plan\"\n[[lever]]\nname = \"aftercare\"\nschedule = \"spend.csv\"\n");
  at.write("spend.csv", "fiscal_year,gbp_million\n2026-27,\"1,5\"\n");
  const Ran ran = headwater({"run", "plan.toml"}, {.folder = at.path()});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("spend.csv:2:"));
}

} // namespace
} // namespace headwater::tests
