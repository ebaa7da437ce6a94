// sensitivity: its folder is whole, and slips are told with the nearest name. What it finds is tested in
// tests/app/study.
#include "tests/app/program.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace headwater::tests {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;
using Json = nlohmann::json;

std::vector<std::string> small(std::vector<std::string> call) {
  call.insert(call.end(),
              {"--trajectories", "2", "--rows", "4", "--top", "3", "--draws", "64", "--horizon", "2042", "--out", "s"});
  return call;
}

TEST(Sensitivity, LeavesAWholeFolder) {
  const TemporaryFolder at;
  const Ran ran = headwater(small({"sensitivity", "--json"}), {.folder = at.path()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(headings_without_answer(at.path() / "s"), testing::IsEmpty());
  const Json json = Json::parse(ran.out);
  EXPECT_GT(json["tornado"].size(), 250U);
  EXPECT_EQ(json["sobol"].size(), 4U); // three by themselves, and all others
  EXPECT_THAT(inside(at.path() / "s"),
              IsSupersetOf({"assumption_book.csv", "charts/sobol.svg", "charts/tornado.csv", "charts/tornado.png",
                            "charts/tornado.svg", "discovery.csv", "manifest.json", "morris.csv", "report.html",
                            "sobol.csv", "switching_values.csv", "tornado.csv"}));
}

TEST(Sensitivity, SlipsAreToldWithTheNearestName) {
  const TemporaryFolder at;
  const auto refused = [&](std::vector<std::string> call, int code, const char* words) {
    call.insert(call.begin(), "sensitivity");
    const Ran ran = headwater(small(std::move(call)), {.folder = at.path()});
    EXPECT_EQ(ran.code, code) << ran.out;
    EXPECT_THAT(ran.err, HasSubstr(words));
    EXPECT_FALSE(std::filesystem::exists(at.path() / "s"));
  };
  refused({"--of", "loked_after"}, 2, "did you mean \"looked_after\"?");
  refused({"--perspective", "council_"}, 2, "did you mean \"council\"?");
  refused({"--goal", "payback_yaer<=2040"}, 2, "did you mean \"payback_year\"?");
  refused({"--goal", "npv"}, 2, "is no goal");
  refused({"--goal", "npv > much"}, 2, "\"much\" is not a number");
  refused({"--goal", "looked_after@1999 < 5"}, 2, "not a fiscal year of the run");
  refused({"--in", "2091-92"}, 2, "not a fiscal year of the run");
  refused({"continue-as-now"}, 2, "is its own baseline");
  refused({"keep-the-promis"}, 3, "keep-the-promise");
}

} // namespace
} // namespace headwater::tests
