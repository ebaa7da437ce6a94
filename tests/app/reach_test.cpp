// reach: its answer, its folder, and how slips are told. What it finds is tested in tests/app/study.
#include "tests/app/program.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace headwater::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Json = nlohmann::json;

const std::string plan = HEADWATER_SOURCE_DIR "/tests/scenarios/plans/target-2035.toml";

std::vector<std::string> seeking(std::vector<std::string> more) {
  std::vector<std::string> call{"reach", plan, "--at", "2035-07-31", "--out", "r", "--horizon", "2046"};
  call.insert(call.end(), more.begin(), more.end());
  return call;
}

TEST(Reach, LeavesATableAndAPlanThatRunsToTheTarget) {
  const TemporaryFolder at;
  const Ran ran = headwater(seeking({"--target", "9200"}), {.folder = at.path()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, testing::StartsWith("Looked after, 31 July 2035: 9,200 is reached at "));
  EXPECT_THAT(ran.out, HasSubstr("harm at home, 2035-36"));
  EXPECT_THAT(ran.out, HasSubstr("harm from separation, 2026-27 to 2045-46"));
  EXPECT_THAT(ran.out, HasSubstr("net present value to 2045-46 (public purse)"));
  EXPECT_THAT(inside(at.path() / "r"), ElementsAre("manifest.json", "target-2035-reached.toml", "target.csv"));
  EXPECT_THAT(headings_without_answer(at.path() / "r"), testing::IsEmpty());
  const Ran again = headwater({"run", "r/target-2035-reached.toml", "--horizon", "2046", "--out", "again", "--quiet"},
                              {.folder = at.path()});
  ASSERT_EQ(again.code, 0) << again.err;
  const std::string annual = text_of(at.path() / "again/annual.csv");
  const std::string row = "target-2035-reached,2035-36,looked_after,children,";
  ASSERT_THAT(annual, HasSubstr(row));
  EXPECT_NEAR(std::stod(annual.substr(annual.find(row) + row.size())), 9200.0, 1.0);
}

TEST(Reach, SaysItAsJson) {
  const TemporaryFolder at;
  const Ran ran = headwater(seeking({"--target", "8000", "--json"}), {.folder = at.path()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json json = Json::parse(ran.out);
  EXPECT_FALSE(json["reached"]);
  EXPECT_TRUE(json["plan"].is_null());
  EXPECT_GT(json["found"]["value"], 8001.0);
  EXPECT_EQ(json["scale"], json["most"]);
  EXPECT_THAT(inside(at.path() / "r"), ElementsAre("manifest.json", "target.csv"));
}

TEST(Reach, SlipsAreToldAndNothingIsLeft) {
  const TemporaryFolder at;
  const auto refused = [&](std::vector<std::string> more, int code, const char* words) {
    const Ran ran = headwater(seeking(std::move(more)), {.folder = at.path()});
    EXPECT_EQ(ran.code, code) << ran.out;
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.err, HasSubstr(words));
    EXPECT_FALSE(std::filesystem::exists(at.path() / "r"));
  };
  refused({"--target", "9200", "--of", "loked_after"}, 2, "did you mean \"looked_after\"?");
  refused({}, 2, "--target");
  refused({"--target", "many"}, 2, "--target");
  refused({"--target", "9957.8", "--within", "20"}, 2, "without the bundle already");
  const Ran late = headwater({"reach", plan, "--at", "2090-07-31", "--target", "9200"}, {.folder = at.path()});
  EXPECT_EQ(late.code, 2);
  EXPECT_THAT(late.err, HasSubstr("allowed: 2026-07-31 to 2086-07-31"));
  const Ran practice = headwater({"reach", "keep-the-promise", "--target", "9200"}, {.folder = at.path()});
  EXPECT_EQ(practice.code, 3);
  EXPECT_THAT(practice.err, testing::ContainsRegex("keep-the-promise.toml:[0-9]+:[0-9]+: decision_practice leaves"));
  EXPECT_THAT(practice.err, HasSubstr("Nothing was run."));
  EXPECT_EQ(headwater({"reach", "keep-the-promis", "--target", "9200"}, {.folder = at.path()}).code, 3);
}

} // namespace
} // namespace headwater::tests
