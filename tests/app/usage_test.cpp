// How the program is called, and what it says when it is called wrongly: exit 2 and the nearest valid name.
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::tests {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

using Arguments = std::vector<std::string>;

TEST(Usage, NoArgumentsPrintHelpThatStartsWithExamples) {
  const Ran ran = headwater({});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  const std::size_t examples = ran.out.find("Examples:");
  const std::size_t options = ran.out.find("Options:");
  EXPECT_LT(examples, options) << ran.out;
  EXPECT_LT(examples, 200U) << ran.out;
  EXPECT_EQ(headwater({"--help"}).out, ran.out);
}

TEST(Usage, EveryVerbHasHelpWithExamples) {
  for (const char* verb : {"run", "check", "list", "explain", "explain-difference", "sensitivity", "export"}) {
    const Ran ran = headwater({verb, "--help"});
    EXPECT_EQ(ran.code, 0) << verb << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("Examples:")) << verb;
    EXPECT_THAT(headwater({}).out, HasSubstr(std::string("  ") + verb + " ")) << verb;
  }
}

TEST(Usage, TheVersionNamesTheCommit) {
  const Ran ran = headwater({"--version"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, MatchesRegex("headwater [0-9]+\\.[0-9]+\\.[0-9]+ \\(([0-9a-f]+|unknown)\\)\n"));
}

TEST(Usage, TheLicencesOfWhatIsBuiltInAreListed) {
  const Ran ran = headwater({"--licences"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(ran.out, text_of(HEADWATER_SOURCE_DIR "/app/NOTICE.md"));
}

TEST(Usage, AMistypedNameIsAnsweredWithTheNearest) {
  const std::vector<std::pair<Arguments, const char*>> all = {
      {{"rn"}, "run"},
      {{"exlpain", "trust"}, "explain"},
      {{"run", "--horzon", "2030"}, "--horizon"},
      {{"run", "--ouy=x"}, "--out"},
      {{"--jsn", "list"}, "--json"},
      {{"list", "levrs"}, "levers"},
      {{"explain", "suport_effect"}, "support_effect"},
      {{"explain", "looked_aftr"}, "looked_after"},
      {{"run", "--price-base", "nominl"}, "nominal"},
      {{"run", "--discount-rates", "green-bok-2022"}, "green-book-2022"},
      {{"explain-difference", "cuts", "keep-the-promise", "--of", "looked_aftr"}, "looked_after"},
  };
  for (const auto& [arguments, nearest] : all) {
    const Ran ran = headwater(arguments);
    EXPECT_EQ(ran.code, 2) << testing::PrintToString(arguments);
    EXPECT_EQ(ran.out, "") << testing::PrintToString(arguments);
    EXPECT_THAT(ran.err, HasSubstr(nearest)) << testing::PrintToString(arguments);
  }
}

TEST(Usage, WrongCallsEndWith2AndRunNothing) {
  const std::vector<Arguments> all = {
      {"run", "--horizon", "2026"},
      {"run", "--horizon", "2047"},
      {"run", "--horizon", "soon"},
      {"run", "--price-base", "2019"},
      {"run", "--settle-by", "2050-51"},
      {"run", "--optimism-bias", "-0.1"},
      {"run", "--discount-timing", "never"},
      {"explain-difference", "cuts"},
      {"explain-difference", "cuts", "keep-the-promise", "--at", "2046-47"},
      {"run", "--out"},
      {"run", "--seed", "one"},
      {"run", "continue-as-now", "--seed", "-1"},
      {"run", "continue-as-now", "--threads", "-1"},
      {"run", "--threads", "many"},
      {"run", "--color", "blue"},
      {"check"},
      {"list", "levers", "stocks"},
      {"export", "nothing"},
      {"run", "check", "--nonsense"},
  };
  for (const Arguments& arguments : all) {
    const TemporaryFolder at;
    const Ran ran = headwater(arguments, {.folder = at.path()});
    EXPECT_EQ(ran.code, 2) << testing::PrintToString(arguments);
    EXPECT_TRUE(ran.out.empty() && !ran.err.empty()) << testing::PrintToString(arguments);
    EXPECT_TRUE(inside(at.path(), true).empty()) << testing::PrintToString(arguments);
  }
}

} // namespace
} // namespace headwater::tests
