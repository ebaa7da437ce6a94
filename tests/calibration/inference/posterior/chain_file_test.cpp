#include "tests/calibration/inference/posterior/chain_file.hpp"

#include <gmock/gmock.h>

#include <string>

namespace headwater::calibration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Reads texts as files 1.csv, 2.csv and so on.
scenarios::Read<Posterior> read_texts(const std::vector<std::string>& texts) {
  std::vector<scenarios::InputFile> files;
  for (const std::string& text : texts) {
    files.push_back({std::to_string(files.size() + 1) + ".csv", text});
  }
  return read_chains(files);
}

std::vector<std::string> chain_problems(const std::vector<std::string>& texts) {
  std::vector<std::string> lines;
  const scenarios::Read<Posterior> read = read_texts(texts);
  EXPECT_EQ(read.value.has_value(), read.problems.empty());
  for (const scenarios::Problem& problem : read.problems) {
    lines.push_back(to_string(problem));
  }
  return lines;
}

const std::string chain_columns = "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,";

TEST(ChainFile, ColumnsMayStandInAnyOrderAndOthersAreLeftOut) {
  const auto read =
      read_texts({"# a \"quote\n#     max_depth = 12 (Default)\n"
                  "b.2.1,energy__,lp__,accept_stat__,other__,stepsize__,treedepth__,n_leapfrog__,divergent__,a.x\r\n"
                  "# Adaptation terminated\n"
                  "5,1.5,-3,0.5,9,0.1,3,7,1,6\r\n"});
  ASSERT_TRUE(read.value) << to_string(read.problems.front());
  EXPECT_THAT(read.value->parameters, ElementsAre("b[2,1]", "a.x"));
  EXPECT_EQ(read.value->most_doublings, 12);
  EXPECT_THAT(read.value->chains.at(0).values, ElementsAre(5.0, 6.0));
  const Transition& t = read.value->chains[0].transitions.at(0);
  EXPECT_EQ(t.log_density, -3.0);
  EXPECT_EQ(t.acceptance, 0.5);
  EXPECT_EQ(t.step_size, 0.1);
  EXPECT_EQ(t.doublings, 3);
  EXPECT_EQ(t.leapfrog_steps, 7);
  EXPECT_TRUE(t.divergent);
  EXPECT_EQ(t.energy, 1.5);
}

TEST(ChainFile, WarmUpIsLeftOut) {
  const std::string row = ",1,1,1,1,0,1,";
  const auto text = [&](const std::string& settings) {
    return settings + chain_columns + "a\n1" + row + "1\n2" + row + "2\n# Adaptation terminated\n3" + row + "3\n4" +
           row + "4\n";
  };
  const auto values = [&](const std::string& settings) { return read_texts({text(settings)}).value->chains[0].values; };
  EXPECT_THAT(values("# num_warmup = 2\n# save_warmup = 1\n"), ElementsAre(3.0, 4.0));
  EXPECT_THAT(values("# num_warmup = 3\n# save_warmup = 1\n# thin = 2\n"), ElementsAre(3.0, 4.0));
  EXPECT_THAT(values("# num_warmup = 2\n# save_warmup = 0 (Default)\n"), SizeIs(4));
  EXPECT_THAT(values(""), SizeIs(4));
  EXPECT_THAT(chain_problems({text("# num_warmup = 4\n# save_warmup = 1\n")}),
              ElementsAre("1.csv:3:1: the chain has no draws; allowed: one row of numbers or more after warm-up"));
}

TEST(ChainFile, EveryProblemIsShownAtOnce) {
  EXPECT_THAT(
      chain_problems({chain_columns + "a\n1,1,1,1,1,0,1,nan\n1,1,1,1.5,1,2,1,1\n1,1\n", "", "lp__,a,a\n1,1,1\n"}),
      ElementsAre("1.csv:2:15: \"nan\" is not a number; allowed: a finite number with a decimal point, such as 12.5",
                  "1.csv:3:7: \"1.5\" is out of range; allowed: a whole number from 0 to 1000000000",
                  "1.csv:3:13: \"2\" is out of range; allowed: a whole number from 0 to 1",
                  "1.csv:4:1: the row has 2 fields, not 8; allowed: one number for each column",
                  "2.csv:1:1: the file has no columns and no draws; allowed: a chain as CmdStan writes it",
                  "3.csv:1:8: the column \"a\" is there twice; allowed: one column a parameter",
                  "3.csv:1:1: the column accept_stat__ is missing; allowed: the columns lp__, accept_stat__, "
                  "stepsize__, treedepth__, n_leapfrog__, divergent__, energy__ and parameters",
                  testing::_, testing::_, testing::_, testing::_, testing::_));
  EXPECT_THAT(chain_problems({chain_columns.substr(0, chain_columns.size() - 1) + "\n1,1,1,1,1,0,1\n"}),
              ElementsAre("1.csv:1:1: the header names no parameter; allowed: one column or more beside the sampler's "
                          "own"));
  EXPECT_THAT(chain_problems({}), SizeIs(1));
}

TEST(ChainFile, ChainsAreOfOneCalibration) {
  const std::string row = "1,1,1,1,1,0,1,1\n";
  const std::string first = chain_columns + "a\n" + row + row;
  EXPECT_THAT(chain_problems({first, first}), IsEmpty());
  EXPECT_EQ(read_texts({first, first}).value->chains.size(), 2U);
  EXPECT_THAT(chain_problems(
                  {first, chain_columns + "b\n" + row + row, chain_columns + "a\n" + row, "# max_depth = 9\n" + first}),
              ElementsAre("2.csv:1:1: the chain has other columns than the first; allowed: chains of one calibration",
                          "3.csv:1:1: the chain has 1 draws, and the first has 2; allowed: chains of one calibration",
                          "4.csv:1:1: the chain has max_depth 9, and the first has 10; allowed: chains of one "
                          "calibration"));
}

} // namespace
} // namespace headwater::calibration
