// run: everything promised is in its folder, says truly what made it, and comes out the same wherever and however it
// is run.
#include "tests/app/program.hpp"

#include "outputs/files/digest.hpp"
#include "outputs/pictures/pictures.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace headwater::tests {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::StartsWith;

using Json = nlohmann::json;

constexpr const char* my_plan = "name = \"=1+1 <b>mine</b>\"\nquestion = \"What of ours?\"\nparent = \"cuts\"\n"
                                "[[lever]]\nname = \"intensive_support\"\nstart = \"2026-27\"\namount = 12.0\n";

/// One run of a plan of our own beside a shipped scenario, in a folder with spaces, shared by the tests below.
class Results : public testing::Test {
protected:
  static void SetUpTestSuite() {
    at_ = new TemporaryFolder;
    at_->write("a plan/my plan.toml", my_plan);
    ran_ = headwater({"run", "keep-the-promise", "a plan/my plan.toml", "--out", "the results/first", "--threads", "1"},
                     {.folder = at_->path()});
  }
  static void TearDownTestSuite() { delete at_; }

  static const fs::path& at() { return at_->path(); }
  static fs::path results() { return at() / "the results/first"; }
  static const Ran& ran() { return ran_; }
  static Json manifest() { return Json::parse(text_of(results() / "manifest.json")); }

private:
  static inline TemporaryFolder* at_ = nullptr;
  static inline Ran ran_{};
};

TEST_F(Results, HoldEveryFilePromised) {
  ASSERT_EQ(ran().code, 0) << ran().err;
  std::vector<std::string> promised = {"annual.csv",           "appraisal.csv",  "cash_flows.csv", "delays.csv",
                                       "deprivation.csv",      "difference.csv", "finance.csv",    "flows.csv",
                                       "follow_the_money.csv", "ledger.csv",     "manifest.json",  "pockets.csv",
                                       "practice.csv",         "prevention.csv", "report.html",    "spending.csv",
                                       "stocks.csv",           "summary.csv",    "transfers.csv"};
  for (const outputs::Picture& picture : outputs::pictures()) {
    if (picture.needs == outputs::Picture::Needs::draws) {
      continue; // see draws_test.cpp
    }
    for (const char* ending : {".csv", ".png", ".svg"}) {
      promised.push_back("charts/" + std::string(picture.name) + ending);
    }
  }
  promised.emplace_back("workbook.xlsx");
  std::sort(promised.begin(), promised.end());
  EXPECT_THAT(inside(results()), ElementsAreArray(promised));
  EXPECT_THAT(inside(at() / "the results", true).front(), StartsWith("first")) << "something is left beside";
}

TEST_F(Results, HaveNoPicturesOfBoxesWhereThereIsNoFont) {
  const TemporaryFolder bare;
  bare.write("fonts.conf",
             "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig></fontconfig>\n");
  const Ran without =
      headwater(cheapest_run,
                {.folder = bare.path(), .environment = {{"FONTCONFIG_FILE", (bare.path() / "fonts.conf").string()}}});
  EXPECT_EQ(without.code, 0) << without.err;
  EXPECT_THAT(without.err, HasSubstr("install the package fonts-liberation"));
  std::size_t drawn = 0;
  for (const std::string& file : inside(bare.path() / "r")) {
    EXPECT_FALSE(file.ends_with(".png")) << file;
    drawn += file.ends_with(".svg") ? 1 : 0;
  }
  EXPECT_GT(drawn, 0U);
  EXPECT_EQ(ran().err.find("fonts-liberation"), std::string::npos) << ran().err;
}

TEST_F(Results, HaveHeadingsThatAreExplained) { EXPECT_THAT(headings_without_answer(results()), testing::IsEmpty()); }

TEST_F(Results, SayWhereTheyAreAndShowTheSummary) {
  EXPECT_THAT(ran().err, HasSubstr("Results are in the results/first"));
  EXPECT_THAT(ran().out, StartsWith("People, Scotland, 31 July 2030"));
  for (const char* name : {"  Continue as now  ", "  Keep the Promise  ", "  =1+1 <b>mine</b>  "}) {
    EXPECT_THAT(ran().out, HasSubstr(name));
  }
}

TEST_F(Results, TheManifestNamesEveryFileByItsHash) {
  const Json found = manifest();
  std::vector<std::string> written;
  for (const Json& output : found["outputs"]) {
    const std::string path = output["path"];
    written.push_back(path);
    EXPECT_EQ(output["sha256"], outputs::sha256(text_of(results() / path))) << path;
  }
  written.emplace_back("manifest.json");
  std::sort(written.begin(), written.end());
  EXPECT_EQ(written, inside(results()));

  std::vector<std::string> read;
  for (const Json& input : found["inputs"]) {
    const std::string path = input["path"];
    read.push_back(path);
    const fs::path own = at() / "a plan" / path;
    const fs::path file = fs::exists(own) ? own : fs::path(HEADWATER_SOURCE_DIR) / path;
    EXPECT_EQ(input["sha256"], outputs::sha256(text_of(file))) << path;
  }
  EXPECT_THAT(read, testing::UnorderedElementsAre(
                        "scenarios/continue-as-now.toml", "scenarios/keep-the-promise.toml", "scenarios/cuts.toml",
                        "my plan.toml", "calibration/data/areas/scotland.toml", "calibration/data/published.csv",
                        "outputs/data/deflator.csv", "outputs/data/payer_shares.csv",
                        "outputs/data/prevention_levels.csv", "outputs/data/discount_rates.csv"));
}

TEST_F(Results, TheManifestSaysWhatWasSetAndWhatWasNot) {
  const Json found = manifest();
  EXPECT_EQ(found["program"], "Headwater");
  EXPECT_EQ(found["scenarios"], Json({"continue-as-now", "keep-the-promise", "my plan"}));
  EXPECT_EQ(found["settings"]["scenarios"]["default"], false);
  EXPECT_EQ(found["settings"]["horizon"], Json({{"value", 2086}, {"default", true}}));
  EXPECT_EQ(found["settings"]["area"], Json({{"value", "Scotland"}, {"default", true}}));
  EXPECT_EQ(found["settings"]["price_base"], Json({{"value", "2024-25"}, {"default", true}}));
  EXPECT_EQ(found["settings"]["seed"], Json({{"value", 1}, {"default", true}}));
  EXPECT_FALSE(found["cautions"].empty());
  const std::string code = found["run_code"];
  EXPECT_THAT(text_of(results() / "report.html"), HasSubstr("Run " + code));
  for (const outputs::Picture& picture : outputs::pictures()) {
    if (picture.needs == outputs::Picture::Needs::draws) {
      continue; // see draws_test.cpp
    }
    EXPECT_THAT(text_of(results() / ("charts/" + std::string(picture.name) + ".svg")), HasSubstr("Run " + code))
        << picture.name;
  }
}

TEST_F(Results, TextOfAScenarioIsOnlyText) {
  EXPECT_THAT(text_of(results() / "report.html"),
              AllOf(HasSubstr("=1+1 &lt;b&gt;mine&lt;/b&gt;"), testing::Not(HasSubstr("<b>"))));
  EXPECT_THAT(text_of(results() / "charts/harm.csv"), HasSubstr("'=1+1 <b>mine</b>"));
}

// From another folder, with more threads, the plan by another path, over earlier results of another run.
TEST_F(Results, AreTheSameByteForByteWhereverTheyAreMade) {
  const TemporaryFolder elsewhere;
  const fs::path plan = elsewhere.write("copy/my plan.toml", my_plan);
  ASSERT_EQ(
      headwater({"run", "continue-as-now", "--horizon", "2028", "--out", "again"}, {.folder = elsewhere.path()}).code,
      0);
  const Ran again = headwater({"run", "keep-the-promise", plan.string(), "--out", "again", "--threads", "4", "--quiet"},
                              {.folder = elsewhere.path()});
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(again.out, ran().out);
  ASSERT_EQ(inside(elsewhere.path() / "again"), inside(results()));
  std::vector<std::string> different;
  for (const std::string& file : inside(results())) {
    if (text_of(elsewhere.path() / "again" / file) != text_of(results() / file)) {
      different.push_back(file);
    }
  }
  EXPECT_THAT(different, testing::IsEmpty());
  EXPECT_EQ(inside(elsewhere.path(), true).front(), "again") << "something is left beside";
}

TEST_F(Results, HoldLivesWhereTheyAreAskedFor) {
  const TemporaryFolder folder;
  for (const char* threads : {"1", "3"}) {
    const Ran with = headwater({"run", "recovery-and-home", "--personas", "--horizon", "2032", "--threads", threads,
                                "--out", std::string("of ") + threads},
                               {.folder = folder.path()});
    ASSERT_EQ(with.code, 0) << with.err;
  }
  EXPECT_EQ(headings_without_answer(folder.path() / "of 1"), std::vector<std::string>{});
  for (const char* file : {"personas.csv", "persona_shares.csv", "report.html", "manifest.json"}) {
    EXPECT_EQ(text_of(folder.path() / "of 1" / file), text_of(folder.path() / "of 3" / file)) << file;
  }
  EXPECT_THAT(text_of(folder.path() / "of 1/report.html"), HasSubstr("A single life is a drawing, not a case"));
  EXPECT_EQ(Json::parse(text_of(folder.path() / "of 1/manifest.json"))["settings"]["personas"]["value"], true);
  EXPECT_EQ(manifest()["settings"].contains("personas"), false);
}

TEST_F(Results, NeverReplaceWhatIsNotTheirs) {
  const TemporaryFolder other;
  other.write("work/thesis.odt", "years");
  other.write("letter", "dear");
  for (const char* out : {"work", "letter", "letter/results"}) {
    const Ran refused = headwater({"run", "continue-as-now", "--out", out}, {.folder = other.path()});
    EXPECT_EQ(refused.code, 4) << out;
    EXPECT_EQ(refused.out, "") << out;
    EXPECT_THAT(refused.err, HasSubstr(out)) << out;
  }
  EXPECT_THAT(inside(other.path(), true), testing::ElementsAre("letter", "work", "work/thesis.odt"));
}

} // namespace
} // namespace headwater::tests
