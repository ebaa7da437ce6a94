#include "scenarios/draw_file.hpp"

#include "model/quantities/parameters.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Read<model::DrawRows> read(const std::string& text) { return read_draws({"d.csv", text}); }

std::vector<std::string> problems(const std::string& text) {
  std::vector<std::string> lines;
  const Read<model::DrawRows> result = read(text);
  EXPECT_EQ(result.value.has_value(), result.problems.empty());
  for (const Problem& problem : result.problems) {
    lines.push_back(to_string(problem));
  }
  return lines;
}

const std::string names = "; allowed: names of parameters that vary, of `headwater list parameters`, parted by commas";

TEST(DrawFile, KnowsWhatACalibrationSaysOfItsFit) {
  const FitNotes notes = fit_notes({"d.csv", "# id = 1\n# headwater_sampler = NUTS\n# headwater_trusted = no\n"
                                             "# headwater_reasons = Chains did not mix.\n"
                                             "# headwater_score = Beats nobody.\nrelapse\n0.15\n"});
  EXPECT_TRUE(notes.untrusted());
  EXPECT_EQ(notes.reasons, "Chains did not mix.");
  EXPECT_EQ(notes.score, "Beats nobody.");
  EXPECT_TRUE(fit_notes({"d.csv", "# headwater_trusted = no, used by --accept-untrusted\n"}).untrusted());
  EXPECT_FALSE(fit_notes({"d.csv", "# headwater_trusted = yes\nrelapse\n0.15"}).untrusted());
  EXPECT_EQ(fit_notes({"d.csv", "relapse\n0.15\n# headwater_trusted = no\n"}).trusted, "") << "not above the header";
}

TEST(DrawFile, ReadsWhatCmdStanWrites) {
  const Read<model::DrawRows> result = read("# stan_version_major = 2\n# a \"quote, not closed\n"
                                            "lp__,crisis_hazard_away,stepsize__,rho_V,sh_nc\n"
                                            "# Adaptation terminated\n"
                                            "-1.5e3,0.024,0.9,1.6e-1,0.5\r\n"
                                            "nan,0.025,inf,0.08,0.8\n#\n"
                                            "#  Elapsed Time: 1 seconds, \"or so\n");
  ASSERT_THAT(result.problems, IsEmpty());
  EXPECT_THAT(result.value->parameters,
              ElementsAre(model::find_parameter("crisis_hazard_away"), model::find_parameter("relapse"),
                          model::find_parameter("recovering_never_in_care")));
  EXPECT_THAT(result.value->values, ElementsAre(0.024, 0.16, 0.5, 0.025, 0.08, 0.8));
  EXPECT_EQ(result.value->count(), 2U);
  EXPECT_THAT(result.value->row(1), ElementsAre(0.025, 0.08, 0.8));
}

TEST(DrawFile, EveryProblemIsShownAtOnce) {
  EXPECT_THAT(
      problems("relapse,relapze,lp__,rho_V,places_smoothing\n"
               "0.5,1,1,1,1\n"
               "nan,1,1,1,1\n"
               "\n"
               "0.1,1\n"
               "1e999,,x,1,1\n"),
      ElementsAre("d.csv:1:9: there is no parameter \"relapze\"" + names + "; did you mean \"relapse\"?",
                  "d.csv:1:22: relapse is named twice; allowed: one column a parameter",
                  "d.csv:1:28: places_smoothing is fixed and is not drawn" + names,
                  "d.csv:2:1: relapse is out of range: 0.5; allowed: 0.08 to 0.3 a year",
                  "d.csv:3:1: \"nan\" is not a number; allowed: a finite number with a decimal point, such as 12.5",
                  "d.csv:5:1: the row has 2 fields, and the header has 5; allowed: one number for each column",
                  "d.csv:6:1: \"1e999\" is not a number; allowed: a finite number with a decimal point, such as "
                  "12.5"));
}

// The table's range of a fitted parameter is what an earlier fit left likely; another fit may go beyond.
TEST(DrawFile, AFittedParameterMayLieBeyondItsRange) {
  EXPECT_THAT(problems("crisis_hazard_away,step_2020_away,scatter_correlation\n0.05,-0.1,0.9\n"), IsEmpty());
  EXPECT_THAT(problems("crisis_hazard_away\n0\n"),
              ElementsAre("d.csv:2:1: crisis_hazard_away is out of range: 0; allowed: a number above 0"));
}

TEST(DrawFile, ThereMustBeANamedParameterAndARow) {
  EXPECT_THAT(problems(""), ElementsAre("d.csv:1:1: the file has no header and no draws" + names));
  EXPECT_THAT(problems("# only a comment\n"), ElementsAre("d.csv:1:1: the file has no header and no draws" + names));
  EXPECT_THAT(problems("# first\nrelapse\n"),
              ElementsAre("d.csv:2:1: the file has no draws; allowed: one row of numbers or more below the header"));
  EXPECT_THAT(problems("lp__,accept_stat__\n1,1\n"), ElementsAre("d.csv:1:1: the header names no parameter" + names));
  EXPECT_THAT(problems("relapse\n0.1,\"0.2\n"),
              ElementsAre("d.csv:2:1: a quote is not closed, or stands inside a field"));
}

TEST(DrawFile, SharesOfAWholeComeTogetherAndAddUp) {
  EXPECT_THAT(problems("\"mix_S[2]\",start_mix_secure_16_17\n0.7,0.3\n0.333333,0.666667\n"), IsEmpty());
  EXPECT_THAT(problems("relapse,\"mix_S[2]\"\n0.1,1\n"),
              ElementsAre("d.csv:1:9: start_mix_secure_12_15 is a share of a whole, and others of it are missing: "
                          "start_mix_secure_16_17; allowed: all shares of a whole, or none"));
  EXPECT_THAT(problems("mix_S[2],mix_S[3]\n0.7,0.2\n"),
              ElementsAre("d.csv:2:1: the shares mix_S[...] add up to 0.9; allowed: shares that add up to 1"));
}

TEST(DrawFile, IsNamedInItsProblemsAsItWasOpened) {
  const tests::TemporaryFolder folder;
  const Read<InputFile> input = read_input(folder.write("chains/chain_1.csv", "relapse\n1\n"));
  ASSERT_TRUE(input.value);
  EXPECT_THAT(folder.shown(read_draws(*input.value).problems),
              ElementsAre("chains/chain_1.csv:2:1: relapse is out of range: 1; allowed: 0.08 to 0.3 a year"));
}

} // namespace
} // namespace headwater::scenarios
