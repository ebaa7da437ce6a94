// Draws as a user meets them: files that fill up, the same bytes however they are run, and plain words where asked
// amiss.
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace headwater::tests {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> draw(const std::string& out, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"run", "cuts", "--horizon", "2028", "--draws", "20", "--out", out, "--quiet"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(Draws, GiveTheSameBytesForAnyThreadsAndInstructions) {
  const TemporaryFolder at;
  ASSERT_EQ(headwater(draw("one", {"--threads", "1", "--instruction-set", "scalar"}), {.folder = at.path()}).code, 0);
  ASSERT_EQ(headwater(draw("many"), {.folder = at.path()}).code, 0);
  EXPECT_EQ(inside(at.path() / "one"), inside(at.path() / "many"));
  for (const std::string& file : inside(at.path() / "one")) {
    EXPECT_EQ(text_of(at.path() / "one" / file), text_of(at.path() / "many" / file)) << file;
  }
  EXPECT_TRUE(fs::exists(at.path() / "one/charts/break-even.svg"));
  EXPECT_THAT(text_of(at.path() / "one/break_even.csv"), HasSubstr("cuts,public_purse,2027-28,"));
  EXPECT_FALSE(fs::exists(at.path() / "one/failures.csv")) << "nothing broke down";

  ASSERT_EQ(headwater(draw("other", {"--seed", "2"}), {.folder = at.path()}).code, 0);
  EXPECT_NE(text_of(at.path() / "one/summary.csv"), text_of(at.path() / "other/summary.csv"));
}

TEST(Draws, AreTakenFromAFile) {
  const TemporaryFolder at;
  std::ofstream(at.path() / "chain_1.csv") << "# made by hand\nlp__,relapse\n-1,0.15\n-2,0.17\n";
  std::ofstream(at.path() / "chain_2.csv") << "lp__,relapse\n-1,0.16\n";
  std::vector<std::string> three = {"run", "cuts",  "--horizon", "2028",        "--draws",
                                    "3",   "--out", "r",         "--posterior", "."};
  EXPECT_EQ(headwater(three, {.folder = at.path()}).code, 0);
  three[5] = "4";
  const Ran more = headwater(three, {.folder = at.path()});
  EXPECT_EQ(more.code, 3);
  EXPECT_THAT(more.err, AllOf(HasSubstr("3 draws in the file and 4 asked for"), HasSubstr("--draws 3 or fewer")));

  std::ofstream(at.path() / "chain_2.csv") << "relaps\n0.16\n";
  const Ran amiss = headwater(three, {.folder = at.path()});
  EXPECT_EQ(amiss.code, 3);
  EXPECT_THAT(amiss.err, AllOf(HasSubstr("chain_2.csv:1:1:"), HasSubstr("relapse")));
}

// A fit that its calibration does not trust is called so wherever its draws are used.
TEST(Draws, OfAFitThatIsNotTrustedSaySo) {
  const TemporaryFolder at;
  std::ofstream(at.path() / "chain_1.csv") << "# headwater_trusted = no\n# headwater_reasons = Chains did not mix.\n"
                                              "# headwater_score = Beats a random walk, loses to drift.\n"
                                              "lp__,relapse\n-1,0.15\n-2,0.17\n";
  const Ran ran = headwater({"run", "cuts", "--horizon", "2028", "--draws", "2", "--out", "r", "--posterior", "."},
                            {.folder = at.path()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("NOT TRUSTED"));
  const std::string report = text_of(at.path() / "r/report.html");
  EXPECT_THAT(report, AllOf(HasSubstr("NOT TRUSTED"), HasSubstr("is not trusted: Chains did not mix."),
                            HasSubstr("Beats a random walk, loses to drift.")));
  EXPECT_THAT(text_of(at.path() / "r/manifest.json"), HasSubstr("is not trusted: Chains did not mix."));
  EXPECT_THAT(text_of(at.path() / "r/charts/break-even.svg"), HasSubstr("NOT TRUSTED"));
}

TEST(Draws, OfAFitThatIsTrustedSaySo) {
  const TemporaryFolder at;
  std::ofstream(at.path() / "chain_1.csv") << "# headwater_trusted = yes\nlp__,relapse\n-1,0.15\n-2,0.17\n";
  const Ran ran = headwater({"run", "cuts", "--horizon", "2028", "--draws", "2", "--out", "r", "--posterior", "."},
                            {.folder = at.path()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, Not(HasSubstr("NOT TRUSTED")));
  EXPECT_THAT(text_of(at.path() / "r/report.html"), HasSubstr("The fit that the draws come from is trusted"));
}

TEST(Draws, AskedAmissAreWrongUsage) {
  const TemporaryFolder at;
  EXPECT_EQ(headwater(draw("r", {"--sampling", "dice"}), {.folder = at.path()}).code, 2);
  EXPECT_EQ(headwater(draw("r", {"--instruction-set", "z80"}), {.folder = at.path()}).code, 2);
  const Ran slip = headwater(draw("r", {"--quantities", "looked_aftr"}), {.folder = at.path()});
  EXPECT_EQ(slip.code, 2);
  EXPECT_THAT(slip.err, HasSubstr("looked_after"));
  EXPECT_FALSE(fs::exists(at.path() / "r"));
}

} // namespace
} // namespace headwater::tests
