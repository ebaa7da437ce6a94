#include "scenarios/scenario.hpp"

#include "tests/scenarios/shipped_folder.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using tests::shipped_folder;
using tests::TemporaryFolder;

TEST(ScenarioSet, AnArgumentIsAShippedNameOrAPath) {
  const TemporaryFolder folder;
  const auto file = folder.write("mine.toml", "name = \"Mine\"\n");
  EXPECT_EQ(find_scenario("cuts", shipped_folder).value, shipped_folder / "cuts.toml");
  EXPECT_EQ(find_scenario(file.string(), shipped_folder).value, file);
  EXPECT_THAT(
      folder.shown(find_scenario("kep-the-promise", shipped_folder).problems),
      ElementsAre("kep-the-promise:1:1: there is no such scenario and no such file; allowed: a name in `headwater "
                  "list scenarios`, or the path of a scenario file; did you mean \"keep-the-promise\"?"));
}

TEST(ScenarioSet, ReadsAllOrShowsTheProblemsOfAll) {
  const TemporaryFolder folder;
  const auto good = folder.write("good.toml", "name = \"Good\"\n").string();
  const auto bad = folder.write("bad.toml", "name = \"Bad\"\nfidelity = 2\n").string();
  const auto worse = folder.write("worse.toml", "name = 5\nparent = \"bad.toml\"\n").string();
  EXPECT_EQ(read_scenarios({"cuts", good}, shipped_folder).value.value().size(), 2U);
  // The parent's problem is shown once, though two arguments lead to it.
  EXPECT_THAT(folder.shown(read_scenarios({worse, good, bad}, shipped_folder).problems),
              ElementsAre("bad.toml:2:12: \"fidelity\" is out of range: 2; allowed: 0 to 1",
                          "worse.toml:1:8: \"name\" must be a text, and is the number 5; allowed: a text in double "
                          "quotes"));
}

TEST(ScenarioSet, NoTwoScenariosShareAnIdOrAName) {
  const TemporaryFolder folder;
  const auto one = folder.write("one.toml", "name = \"Same\"\n").string();
  const auto two = folder.write("two.toml", "# two\nname = \"Same\"\n").string();
  const auto cuts = folder.write("cuts.toml", "name = \"My cuts\"\n").string();
  EXPECT_THAT(folder.shown(read_scenarios({one, two}, shipped_folder).problems),
              ElementsAre("two.toml:2:8: two scenarios of one run have the name \"Same\": this one and " + one +
                          "; allowed: names that differ"));
  EXPECT_THAT(folder.shown(read_scenarios({"cuts", cuts}, shipped_folder).problems),
              ElementsAre("cuts.toml:1:1: two scenarios of one run are called \"cuts\": this one and " +
                          (shipped_folder / "cuts.toml").string() +
                          "; allowed: each scenario once, under a file name of its own"));
  EXPECT_THAT(
      folder.shown(read_scenarios({one, one}, shipped_folder).problems),
      ElementsAre("one.toml:1:1: the scenario is asked for twice; allowed: each scenario once, under a file name "
                  "of its own"));
}

TEST(ScenarioSet, NamesThatLookTheSameAreOne) {
  const TemporaryFolder folder;
  const std::string why = " (they look the same: another Unicode form, or characters that are not seen)";
  const auto composed = folder.write("one.toml", "name = \"caf\u00E9\"\n").string();
  const auto apart = folder.write("two.toml", "name = \"cafe\u0301\"\n").string();
  const auto unseen = folder.write("three.toml", "name = \"ca\u200Bf\u00E9\"\n").string();
  for (const std::string& other : {apart, unseen}) {
    const std::vector<Problem> problems = read_scenarios({composed, other}, shipped_folder).problems;
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_TRUE(problems[0].what.ends_with(composed + why)) << problems[0].what;
  }
  const auto of_file = folder.write("caf\u00E9.toml", "name = \"A\"\n").string();
  const auto other_file = folder.write("cafe\u0301.toml", "name = \"B\"\n").string();
  const std::vector<Problem> problems = read_scenarios({of_file, other_file}, shipped_folder).problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_TRUE(problems[0].what.ends_with(of_file + why)) << problems[0].what;
}

TEST(ScenarioSet, AFolderThatIsNotThereHoldsNone) { EXPECT_THAT(shipped_scenarios("/no/such/folder"), IsEmpty()); }

} // namespace
} // namespace headwater::scenarios
