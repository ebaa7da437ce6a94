#include "calibration/known/draw_file.hpp"

#include "model/quantities/parameters.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::calibration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

scenarios::Read<DrawFile> read(const std::string& text) { return read_draws({"d.csv", text}); }

std::vector<std::string> problems(const std::string& text) {
  std::vector<std::string> lines;
  const scenarios::Read<DrawFile> result = read(text);
  EXPECT_EQ(result.value.has_value(), result.problems.empty());
  for (const scenarios::Problem& problem : result.problems) {
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
  const scenarios::Read<DrawFile> result = read("# stan_version_major = 2\n# a \"quote, not closed\n"
                                                "lp__,crisis_hazard_away,stepsize__,rho_V,sh_nc\n"
                                                "# Adaptation terminated\n"
                                                "-1.5e3,0.024,0.9,1.6e-1,0.5\r\n"
                                                "nan,0.025,inf,0.08,0.8\n#\n"
                                                "#  Elapsed Time: 1 seconds, \"or so\n");
  ASSERT_THAT(result.problems, IsEmpty());
  EXPECT_THAT(result.value->rows.parameters,
              ElementsAre(model::find_parameter("crisis_hazard_away"), model::find_parameter("relapse"),
                          model::find_parameter("recovering_never_in_care")));
  EXPECT_THAT(result.value->rows.values, ElementsAre(0.024, 0.16, 0.5, 0.025, 0.08, 0.8));
  EXPECT_EQ(result.value->rows.count(), 2U);
  EXPECT_THAT(result.value->rows.row(1), ElementsAre(0.025, 0.08, 0.8));
}

TEST(DrawFile, EveryProblemIsShownAtOnce) {
  EXPECT_THAT(
      problems("relapse,relapze,lp__,rho_V,places_smoothing\n"
               "0.5,1,1,1,1\n"
               "nan,1,1,1,1\n"
               "\n"
               "0.1,1\n"
               "1e999,,x,1,1\n"),
      ElementsAre("d.csv:1:9: there is no parameter \"relapze\"" + names +
                      "; --ignore-other-columns leaves out what is none; did you mean \"relapse\"?",
                  "d.csv:1:22: relapse is named twice; allowed: one column a parameter",
                  "d.csv:1:28: places_smoothing is fixed and is not drawn" + names,
                  "d.csv:2:1: relapse is out of range: 0.5; allowed: 0.08 to 0.3 a year",
                  "d.csv:3:1: \"nan\" is not a number; allowed: a finite number with a decimal point, such as 12.5",
                  "d.csv:5:1: the row has 2 fields, not 5; allowed: one number for each column",
                  "d.csv:6:1: \"1e999\" is not a number; allowed: a finite number with a decimal point, such as "
                  "12.5"));
}

// The table's range of a fitted parameter is what an earlier fit left likely; another fit may go beyond.
TEST(DrawFile, AFittedParameterMayLieBeyondItsRange) {
  EXPECT_THAT(problems("crisis_hazard_away,step_2020_away,scatter_correlation\n0.05,-0.1,0.9\n"), IsEmpty());
  EXPECT_THAT(problems("crisis_hazard_away\n0\n"),
              ElementsAre("d.csv:2:1: crisis_hazard_away is out of range: 0; allowed: a number above 0"));
}

const std::string saved_warm_up = "# num_samples = 2 (Default)\n# num_warmup = 3\n# thin = 1\n# save_warmup = true\n"
                                  "lp__,crisis_hazard_away\n-900,0.9\n-500,0.7\n-9,7\n";

TEST(DrawFile, RowsOfWarmUpAreLeftOut) {
  for (const std::string& text :
       {saved_warm_up + "# Adaptation terminated\n# Step size = 0.4\n-1.5,0.0241\n-1.5,0.0242\n",
        saved_warm_up + "-1.5,0.0241\n-1.5,0.0242\n"}) { // the second: nothing was adapted
    const scenarios::Read<DrawFile> result = read(text);
    ASSERT_THAT(result.problems, IsEmpty());
    EXPECT_THAT(result.value->rows.values, ElementsAre(0.0241, 0.0242));
    EXPECT_EQ(result.value->warm_up, 3U);
  }
  EXPECT_THAT(problems(saved_warm_up),
              ElementsAre("d.csv:8:1: the file has no draws: all its rows are warm-up; allowed: "
                          "rows that were sampled after it"));
}

TEST(DrawFile, AFileThatWasCutOffIsRefused) {
  const std::string within =
      "d.csv:3:1: the last row has no line end: the file may be cut off within a number; allowed: "
      "a line end after every row";
  EXPECT_THAT(problems("relapse\n0.15\n0.1"), ElementsAre(within));
  EXPECT_THAT(problems("relapse\n0.15\n0.1\n# a comment"), IsEmpty());
  EXPECT_THAT(problems("# num_samples = 5\n# thin = 2\nrelapse\n0.15\n0.1\n"),
              ElementsAre("d.csv:5:1: the file has 2 draws and says that 3 were sampled: it is cut off; allowed: every "
                          "row of the sampler; or no comment `num_samples = ...`, where these are the draws that are "
                          "meant"));
}

TEST(DrawFile, WhatIsNotPlausibleIsNamed) {
  EXPECT_THAT(
      problems("crisis_hazard_away,step_2020_away\n0.024,5\n2,0\n3,-5\n"),
      ElementsAre("d.csv:2:1: step_2020_away is not plausible: 5, and 1 more like it; allowed: -0.634 to 0.747; "
                  "is it in per cent? As a share it would be 0.05",
                  "d.csv:3:1: crisis_hazard_away is not plausible: 2, and 1 more like it; allowed: 0.00169 to "
                  "0.168 a year; is it in per cent? As a share it would be 0.02"));
  // Each draw might be one of the prior's tail, all of them not.
  EXPECT_THAT(
      problems("crisis_hazard_away\n0.1\n0.1\n"),
      ElementsAre("d.csv:2:1: crisis_hazard_away is not plausible: the middle one of its draws is 0.1; allowed: "
                  "0.00533 to 0.0532 a year"));
  const scenarios::Read<DrawFile> unusual = read("crisis_hazard_away\n0.1\n0.05\n0.024\n");
  ASSERT_THAT(unusual.problems, IsEmpty());
  EXPECT_THAT(unusual.value->far_away, ElementsAre("crisis_hazard_away lies about 0.05 in these draws, and 95% of its "
                                                   "prior from 0.00844 to 0.0336 a year."));
  EXPECT_THAT(read("crisis_hazard_away\n0.03\n").value->far_away, IsEmpty());
}

TEST(DrawFile, ColumnsThatNameNoParameterAreLeftOutOnRequest) {
  const scenarios::InputFile file{"d.csv", "lp__,relapse,y_rep.1,log_lik.2\n-1,0.1,4,x\n"};
  EXPECT_EQ(read_draws(file).problems.size(), 2U);
  const scenarios::Read<DrawFile> result = read_draws(file, OtherColumns::left_out);
  ASSERT_THAT(result.problems, IsEmpty());
  EXPECT_THAT(result.value->rows.values, ElementsAre(0.1));
  EXPECT_THAT(result.value->left_out, ElementsAre("y_rep.1", "log_lik.2"));
}

TEST(DrawFile, ThereMustBeANamedParameterAndARow) {
  EXPECT_THAT(problems(""), ElementsAre("d.csv:1:1: the file has no header and no draws" + names));
  EXPECT_THAT(problems("# only a comment\n"), ElementsAre("d.csv:1:1: the file has no header and no draws" + names));
  EXPECT_THAT(problems("# first\nrelapse\n"),
              ElementsAre("d.csv:2:1: the file has no draws; allowed: one row of numbers or more below the header"));
  EXPECT_THAT(problems("lp__,accept_stat__\n1,1\n"), ElementsAre("d.csv:1:1: the header names no parameter" + names));
  EXPECT_THAT(
      problems("relapse\n0.1,\"0.2\n"),
      ElementsAre("d.csv:2:5: a quote is not closed; allowed: a whole field in double quotes, and each quote inside "
                  "it doubled"));
}

TEST(DrawFile, SaysOnceWhatSpreadsheetsDo) {
  EXPECT_THAT(problems("relapse;rho_E\n0,1;0,2\n0,1;0,3\n"),
              ElementsAre("d.csv:1:1: the fields are parted by semicolons; allowed: commas between fields, and a point "
                          "in decimal numbers"));
  EXPECT_THAT(problems("relapse,,,\n0.1,,,\n"),
              ElementsAre("d.csv:1:9: a column has no name: is there a comma too many?" + names));
}

TEST(DrawFile, AHundredProblemsAreEnough) {
  std::string text = "relapse\n";
  for (int i = 0; i < 50'000; ++i) {
    text += "x\n";
  }
  const std::vector<std::string> shown = problems(text);
  EXPECT_EQ(shown.size(), scenarios::most_problems + 1);
  EXPECT_EQ(shown.back(), "d.csv:101:2: more than 100 things are wrong in this file, and no more are shown");
}

// What a fit says of itself goes to the terminal and onto pages.
TEST(DrawFile, WhatAFitSaysOfItselfHoldsNoOrders) {
  EXPECT_EQ(fit_notes({"d.csv", "# headwater_reasons = \x1b[31mred\u202E\n"}).reasons, "\\u001B[31mred\\u202E");
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
  const scenarios::Read<scenarios::InputFile> input =
      scenarios::read_input(folder.write("chains/chain_1.csv", "relapse\n1\n"));
  ASSERT_TRUE(input.value);
  EXPECT_THAT(folder.shown(read_draws(*input.value).problems),
              ElementsAre("chains/chain_1.csv:2:1: relapse is out of range: 1; allowed: 0.08 to 0.3 a year"));
}

} // namespace
} // namespace headwater::calibration
