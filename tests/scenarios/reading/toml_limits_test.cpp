#include "scenarios/reading/toml_limits.hpp"

#include "scenarios/reading/toml_reader.hpp"

#include <gtest/gtest.h>

namespace headwater::scenarios {
namespace {

std::string problem_of(const std::string& text) {
  std::vector<Problem> problems;
  TomlReader reader("f.toml", problems);
  const bool read = reader.parse(text).has_value();
  EXPECT_NE(read, !problems.empty());
  return problems.empty() ? "" : problems.front().what;
}

std::string dotted(std::size_t names) {
  std::string key = "a";
  for (std::size_t i = 1; i < names; ++i) {
    key += ".a";
  }
  return key;
}

TEST(TomlLimits, AKeyIsOnlySoDeep) {
  const std::string what = "a key has more than 32 names between dots";
  EXPECT_EQ(problem_of(dotted(32) + " = 1"), "");
  EXPECT_EQ(problem_of(dotted(33) + " = 1"), what);
  EXPECT_EQ(problem_of(dotted(100'000) + " = 1"), what);
  EXPECT_EQ(problem_of("[" + dotted(100'000) + "]"), what);
  EXPECT_EQ(problem_of("[[" + dotted(100'000) + "]]"), what);
  EXPECT_EQ(problem_of("x = { " + dotted(100'000) + " = 1 }"), what);
  EXPECT_EQ(problem_of("x = \"" + dotted(100) + "\" # " + dotted(100)), "");
  EXPECT_EQ(problem_of("x = '''\n" + dotted(100) + "'''''\ny = \"\"\"a\\\"\"\"\"" + "\nz = 1.5"), "");
}

TEST(TomlLimits, ListsAndTablesStandOnlySoDeepInOneAnother) {
  EXPECT_EQ(problem_of("x = " + std::string(32, '[') + std::string(32, ']')), "");
  EXPECT_EQ(problem_of("x = " + std::string(100'000, '[')),
            "lists and tables stand more than 32 deep inside one another");
  std::string tables;
  for (int i = 0; i < 100'000; ++i) {
    tables += "{a=";
  }
  EXPECT_EQ(problem_of("x = " + tables), "lists and tables stand more than 32 deep inside one another");
}

// toml++ takes for granted that a name opens behind the brackets.
TEST(TomlLimits, ATableHasANameThatOpensLikeOne) {
  for (const char* text : {"[.a]", "[[.a]]", " [ .a]", "[=a]", "[[[a]]]", "x = 1\n[#]", "[\n]", "[é]"}) {
    EXPECT_TRUE(problem_of(text).starts_with("the name of a table in brackets begins with ")) << text;
  }
  for (const char* text : {"[a]", "[[a]]", "[ \"a\" ]", "['.a']", "x = [\n[1],\n[.5]]", "x = [\n [+1, -2] ]"}) {
    EXPECT_FALSE(problem_of(text).starts_with("the name of a table")) << text;
  }
}

// toml++ is undefined there.
TEST(TomlLimits, LettersOutsideAsciiStandInQuotesAndComments) {
  for (const char* text : {"é = 1", "x = £12", "x = 1 é", "[a.é]"}) {
    EXPECT_TRUE(problem_of(text).ends_with(" stands outside of quotes")) << text;
  }
  for (const char* text : {"\"é\" = 1", "x = '£12'", "x = 1 # é", "\xEF\xBB\xBFx = 1"}) {
    EXPECT_EQ(problem_of(text), "") << text;
  }
}

TEST(TomlLimits, SayWhere) {
  const std::optional<TomlSlip> slip = unreadable_toml("\"é\" = \"[.a]\"\n[b]\n  [[é]]\n");
  ASSERT_TRUE(slip);
  EXPECT_EQ(slip->at, (Position{3, 5}));
}

} // namespace
} // namespace headwater::scenarios
