// compare: two results folders of the built program.
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace headwater::tests {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Json = nlohmann::json;

/// Two runs of a plan, with and without a bias, and one of a plan with more support, shared by the tests below.
class Compare : public testing::Test {
protected:
  static void SetUpTestSuite() {
    at_ = new TemporaryFolder;
    write_plan("12.0");
    for (const auto& [out, more] : std::vector<std::pair<std::string, std::vector<std::string>>>{
             {"plain", {}}, {"bias", {"--optimism-bias", "0.15"}}}) {
      run_into(out, more);
    }
    write_plan("24.0");
    run_into("more", {});
  }
  static void TearDownTestSuite() { delete at_; }

  static Ran compare(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "compare");
    return headwater(arguments, {.folder = at_->path()});
  }
  static const TemporaryFolder& at() { return *at_; }

private:
  static void write_plan(const std::string& amount) {
    at_->write("plan.toml", "name = \"Mine\"\nparent = \"continue-as-now\"\n[[lever]]\nname = \"intensive_support\"\n"
                            "start = \"2026-27\"\namount = " +
                                amount + "\n");
  }
  static void run_into(const std::string& out, std::vector<std::string> more) {
    more.insert(more.begin(), {"run", "plan.toml", "--horizon", "2030", "--out", out, "--quiet"});
    const Ran ran = headwater(more, {.folder = at_->path()});
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
  }

  static inline TemporaryFolder* at_ = nullptr;
};

TEST_F(Compare, OfARunWithItselfFindsNothing) {
  const Ran ran = compare({"plain", "plain"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("No setting or input differs."), HasSubstr("No number differs")));
}

TEST_F(Compare, SaysWhichSettingDiffersAndThatABiasMovesNoChild) {
  const Ran ran = compare({"plain", "bias"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, testing::ContainsRegex("optimism_bias +0\\.0 +0\\.15"));
  EXPECT_THAT(ran.out, AllOf(HasSubstr("run code"), HasSubstr("People: no number moved."), HasSubstr("npv / council")));
}

TEST_F(Compare, OfAnotherPlanTellsPeopleBeforeMoney) {
  const Ran ran = compare({"plain", "more", "--rows", "3"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("input plan.toml"), HasSubstr("  and "), HasSubstr(" more\n")));
  EXPECT_LT(ran.out.find("\n  People"), ran.out.find("\n  Money")) << ran.out;
}

// Every line of the file is a difference of the two tables, and the answer counts as many.
TEST_F(Compare, WritesEveryNumberAndCountsThem) {
  const Ran ran = compare({"plain", "more", "--json", "--rows", "0", "--out", "moved.csv"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json json = Json::parse(ran.out);
  std::size_t differ = 0;
  for (const Json& table : json["tables"]) {
    for (const char* count : {"moved", "by_rounding", "only_old", "only_new"}) {
      differ += table[count].get<std::size_t>();
    }
  }
  const std::string csv = text_of(at().path() / "moved.csv");
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')), differ + 1);
  EXPECT_EQ(json["differs"][0]["what"], "input plan.toml");
  EXPECT_EQ(json["more_people"], 0);
  double last = 1e300;
  for (const Json& row : json["people"]) {
    EXPECT_EQ(row["new"].get<double>() - row["old"].get<double>(), row["difference"].get<double>()) << row;
    EXPECT_LE(row["of_size"].get<double>(), last) << row;
    last = row["of_size"].get<double>();
  }
  EXPECT_FALSE(json["people"].empty());
  EXPECT_FALSE(json["money"].empty());
  const TemporaryFolder here;
  fs::create_directory(here.path() / "headings");
  here.write("headings/moved.csv", csv);
  EXPECT_THAT(headings_without_answer(here.path() / "headings"), IsEmpty());
}

TEST_F(Compare, ShowsTheTableThatIsAskedFor) {
  const Ran ran = compare({"plain", "more", "--table", "ledger.csv"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("People: no number moved."), HasSubstr("Shown are numbers of ledger.csv")));
  const Ran slip = compare({"plain", "more", "--table", "leger.csv"});
  EXPECT_EQ(slip.code, 2);
  EXPECT_EQ(slip.out, "");
  EXPECT_THAT(slip.err, HasSubstr("did you mean \"ledger.csv\"?"));
}

// Of draws there are tables that no run without them has.
TEST_F(Compare, KnowsEveryTableOfDraws) {
  const TemporaryFolder here;
  for (const char* seed : {"1", "2"}) {
    const Ran ran =
        headwater({"run", "cuts", "--horizon", "2030", "--draws", "20", "--seed", seed, "--out", seed, "--quiet"},
                  {.folder = here.path()});
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  const Ran ran = headwater({"compare", "1", "2", "--out", "moved.csv"}, {.folder = here.path()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, testing::ContainsRegex("seed +1 +2"));
  EXPECT_THAT(ran.out, testing::ContainsRegex("\\(p[0-9]+\\)")) << "percentiles move, and say that they are";
  const std::string csv = text_of(here.path() / "moved.csv");
  EXPECT_THAT(csv, Not(HasSubstr(",value,"))) << "central values do not depend on the seed";
}

TEST_F(Compare, RefusesWhatIsNoResultsFolderAndWritesNothing) {
  const std::vector<std::string> before = inside(at().path(), true);
  const Ran both = compare({"nowhere", "plan.toml", "--out", "never.csv"});
  EXPECT_EQ(both.code, 3);
  EXPECT_EQ(both.out, "");
  EXPECT_THAT(both.err, AllOf(HasSubstr("nowhere:1:1: is not there"), HasSubstr("plan.toml:1:1: is not a folder"),
                              HasSubstr("Nothing was compared.")));
  EXPECT_EQ(inside(at().path(), true), before);
}

TEST_F(Compare, RefusesAFolderThatWasChangedSince) {
  const TemporaryFolder copy;
  fs::copy(at().path() / "plain", copy.path() / "changed", fs::copy_options::recursive);
  std::ofstream(copy.path() / "changed/annual.csv", std::ios::app) << "plan,2030-31,looked_after,children,1\r\n";
  const Ran ran = compare({"plain", (copy.path() / "changed").string()});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("changed/annual.csv:1:1: is not as it was written"));
}

TEST_F(Compare, LeavesNothingWhereItsFileCannotBeWritten) {
  const std::vector<std::string> before = inside(at().path(), true);
  for (const char* out : {"no/such/folder.csv", "plain"}) {
    const Ran ran = compare({"plain", "bias", "--out", out});
    EXPECT_EQ(ran.code, 4) << out;
    EXPECT_EQ(ran.out, "") << out;
    EXPECT_THAT(ran.err, HasSubstr(out)) << out;
  }
  EXPECT_EQ(inside(at().path(), true), before);
}

TEST_F(Compare, ARunNeverTakesThePlaceOfAnotherInSilence) {
  const TemporaryFolder here;
  ASSERT_EQ(headwater(cheapest_run, {.folder = here.path()}).code, 0);
  std::vector<std::string> other = cheapest_run;
  other.insert(other.end(), {"--optimism-bias", "0.15", "--quiet"});
  const Ran replaced = headwater(other, {.folder = here.path()});
  EXPECT_EQ(replaced.code, 0);
  EXPECT_THAT(replaced.err, HasSubstr("holds the results of another run: optimism_bias 0.0, not 0.15"));
  EXPECT_THAT(headwater(other, {.folder = here.path()}).err, Not(HasSubstr("another run")));
}

} // namespace
} // namespace headwater::tests
