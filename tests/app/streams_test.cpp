// Stdout and stderr that are closed, full or one file: no answer is lost unsaid, and no run for want of a reader.
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::tests {
namespace {

using testing::HasSubstr;

TEST(Streams, AnAnswerThatCannotBeWrittenIsExit4) {
  const std::vector<std::vector<std::string>> calls = {
      {},
      {"--help"},
      {"--version"},
      {"run", "--help"},
      {"list", "levers"},
      {"list", "scenarios", "--json"},
      {"explain", "support_effect"},
      {"explain", "looked_after"},
      {"export", "schema"},
      {"check", "cuts"},
      {"explain-difference", "continue-as-now", "cuts", "--horizon", "2028", "--pairs", "2"},
  };
  for (const auto& call : calls) {
    for (const char* out : {"/dev/full", "closed", "a reader who is gone"}) {
      const Ran ran = headwater(call, {.out = out});
      EXPECT_EQ(ran.code, 4) << testing::PrintToString(call) << " " << out;
      EXPECT_THAT(ran.err, HasSubstr("stdout could not be written")) << testing::PrintToString(call) << " " << out;
    }
  }
}

TEST(Streams, ARunIsWholeWhateverBecomesOfWhatItSays) {
  const std::vector<std::tuple<const char*, const char*, int>> all = {
      {"", "/dev/full", 0}, {"", "closed", 0}, {"/dev/full", "", 4}, {"closed", "closed", 4}};
  for (const auto& [out, err, code] : all) {
    const TemporaryFolder at;
    EXPECT_EQ(headwater(cheapest_run, {.folder = at.path(), .out = out, .err = err}).code, code) << out << ", " << err;
    EXPECT_TRUE(std::filesystem::exists(at.path() / "r/manifest.json")) << out << ", " << err;
  }
}

TEST(Streams, WhatIsSaidLastStandsLast) {
  const TemporaryFolder at;
  const Ran ran = headwater(cheapest_run, {.folder = at.path(), .err = "stdout"});
  EXPECT_EQ(ran.code, 0);
  const std::size_t last = ran.out.rfind('\n', ran.out.size() - 2) + 1;
  EXPECT_THAT(ran.out.substr(last), HasSubstr("Results are in r"));
  EXPECT_EQ(ran.out.find("Results are in r"), last) << ran.out;

  const Ran check = headwater({"check", "cuts", "nothing.toml"}, {.err = "stdout"});
  EXPECT_LT(check.out.find("cuts: a sound scenario"), check.out.find("nothing.toml:1:1:")) << check.out;
}

} // namespace
} // namespace headwater::tests
