// How the program is called, and what it says when it is called wrongly: exit 2 and the nearest valid name.
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <map>
#include <regex>

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
  for (const char* verb :
       {"run", "check", "list", "explain", "explain-difference", "compare", "sensitivity", "reach", "export"}) {
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
    const Ran ran = answered(arguments);
    EXPECT_EQ(ran.code, 2) << testing::PrintToString(arguments);
    EXPECT_EQ(ran.out, "") << testing::PrintToString(arguments);
    EXPECT_THAT(ran.err, HasSubstr(nearest)) << testing::PrintToString(arguments);
  }
}

TEST(Usage, WrongCallsEndWith2AndRunNothing) {
  const std::vector<Arguments> all = {
      {"run", "--horizon", "2026"},
      {"run", "--horizon", "2087"},
      {"run", "--horizon", "soon"},
      {"run", "--price-base", "2019"},
      {"run", "--settle-by", "2090-91"},
      {"run", "--optimism-bias", "-0.1"},
      {"run", "--discount-timing", "never"},
      {"explain-difference", "cuts"},
      {"explain-difference", "cuts", "keep-the-promise", "--at", "2086-87"},
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
    const Ran ran = answered(arguments, {.folder = at.path()});
    EXPECT_EQ(ran.code, 2) << testing::PrintToString(arguments);
    EXPECT_TRUE(ran.out.empty() && !ran.err.empty()) << testing::PrintToString(arguments);
    EXPECT_TRUE(inside(at.path(), true).empty()) << testing::PrintToString(arguments);
  }
}

/// Every option of a verb that takes a value, with what its help says of that value.
std::vector<std::pair<std::string, std::string>> options_of(const std::string& verb) {
  const std::string help = headwater({verb, "--help"}).out;
  const std::regex option("\n  (?:-h,)?(--[a-z-]+) ([A-Z]+)");
  std::vector<std::pair<std::string, std::string>> found;
  for (std::sregex_iterator match(help.begin(), help.end(), option), end; match != end; ++match) {
    found.emplace_back((*match)[1], (*match)[2]);
  }
  return found;
}

TEST(Usage, NoOptionTakesAValueThatItDoesNotUnderstand) {
  const std::map<std::string, std::vector<const char*>> never = {
      {"TEXT", {"", " "}},
      {"INT", {"", "0x7EA", "2030.0", "nan"}},
      {"UINT", {"", "0x10", "1e2", "18446744073709551616", "-1", "+1", "nan"}},
      {"FLOAT", {"", "nan", "0x1p-1", "1e400", "0.5 "}},
  };
  std::size_t tried = 0;
  for (const std::string verb : {"run", "sensitivity", "explain-difference", "reach"}) {
    for (const auto& [option, kind] : options_of(verb)) {
      for (const char* value : never.at(kind)) {
        const Ran ran = answered({verb, option, value});
        EXPECT_EQ(ran.code, 2) << verb << " " << option << " '" << value << "'";
        EXPECT_THAT(ran.err, HasSubstr(option)) << verb << " '" << value << "'";
        ++tried;
      }
    }
    EXPECT_EQ(answered({verb, "--seed=", "7"}).code, 2) << verb << ": the next word is not the value";
    EXPECT_EQ(answered({verb, ""}).code, 2) << verb;
  }
  EXPECT_GT(tried, 100U);
  EXPECT_EQ(headwater({"run", "--threads", "100000"}).code, 2);
}

// An option of several values takes one word, whose values commas part, and so leaves the plan behind it alone.
TEST(Usage, APlanMayStandBehindAnOptionOfSeveralValues) {
  const TemporaryFolder at;
  at.write("plan.toml", "name = \"P\"\n");
  const Ran ran = headwater({"run", "--quantities", "looked_after,appraisal", "plan.toml", "--horizon", "2028",
                             "--draws", "2", "--out", "r", "--quiet"},
                            {.folder = at.path()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(text_of(at.path() / "r/annual.csv"), HasSubstr("\nplan,"));
  const std::vector<Arguments> misses = {{"sensitivity", "--goal", "npv > 0", "no-plan.toml"},
                                         {"explain-difference", "--of", "looked_after", "cuts", "no-plan.toml"}};
  for (const Arguments& arguments : misses) {
    const Ran missed = headwater(arguments, {.folder = at.path()});
    EXPECT_EQ(missed.code, 3) << arguments.front();
    EXPECT_THAT(missed.err, HasSubstr("no-plan.toml:1:1:")) << arguments.front();
  }
}

TEST(Usage, AWholeNumberIsReadInTens) {
  const TemporaryFolder at;
  std::vector<std::string> call = cheapest_run;
  call.insert(call.end(), {"--draws", "010", "--quiet"});
  ASSERT_EQ(headwater(call, {.folder = at.path()}).code, 0);
  EXPECT_THAT(text_of(at.path() / "r/manifest.json"), testing::ContainsRegex("\"draws\": \\{\\s*\"value\": 10,"));
}

} // namespace
} // namespace headwater::tests
