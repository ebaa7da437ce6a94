#include "scenarios/reading/problem.hpp"

#include <gmock/gmock.h>

namespace headwater::scenarios {
namespace {

TEST(Problem, ReadsAsFileLineColumnWhatAllowedNearest) {
  EXPECT_EQ(to_string({"a.toml", 3, 8, "there is no lever \"x\"", "a name", "aftercare"}),
            "a.toml:3:8: there is no lever \"x\"; allowed: a name; did you mean \"aftercare\"?");
  EXPECT_EQ(to_string({"a.toml", 3, 8, "is wrong", "", ""}), "a.toml:3:8: is wrong");
  EXPECT_EQ(to_string({"a.toml", 1, 1, "is wrong", "", "b"}), "a.toml:1:1: is wrong; did you mean \"b\"?");
}

TEST(Problem, StaysOnOneLineWhateverTheInputHolds) {
  EXPECT_EQ(to_string({"a\nb", 1, 1, in_quotes("x\x1b[31m\ty"), "", ""}), "a\\u000Ab:1:1: \"x\\u001B[31m\\u0009y\"");
  EXPECT_EQ(in_quotes("Còmhnaidh £"), "\"Còmhnaidh £\"");
  EXPECT_EQ(in_quotes(std::string(100, 'x')), "\"" + std::string(60, 'x') + "...\"");
  EXPECT_EQ(in_quotes("a\u202Eb"), "\"a\\u202Eb\"");
}

TEST(Problem, ShowsBytesThatAreNoCharacters) {
  EXPECT_EQ(printable("caf\xE9.toml"), "caf\\xE9.toml");
  EXPECT_EQ(printable("\xE2\x80"), "\\xE2\\x80");
  EXPECT_EQ(printable("Còmhnaidh £"), "Còmhnaidh £");
  EXPECT_EQ(printable("\uFFFF\u061C"), "\\uFFFF\\u061C");
}

TEST(Problem, AListIsFullAfterAHundred) {
  std::vector<Problem> all;
  ProblemList list("f", all);
  for (std::size_t i = 1; i <= most_problems; ++i) {
    list.note({i, 1}, "w");
  }
  EXPECT_FALSE(list.full());
  list.note({7, 1}, "w", "a", "n");
  list.note({8, 1}, "w");
  EXPECT_TRUE(list.full());
  ASSERT_EQ(all.size(), most_problems + 1);
  EXPECT_EQ(to_string(all.back()), "f:100:2: more than 100 things are wrong in this file, and no more are shown");
}

TEST(Problem, SortsByPlaceAndShowsEachOnce) {
  std::vector<Problem> problems = {{"b", 1, 1, "w", "", ""},
                                   {"a", 10, 1, "w", "", ""},
                                   {"a", 2, 9, "w", "", ""},
                                   {"a", 2, 3, "w", "", ""},
                                   {"a", 10, 1, "w", "", ""}};
  sort(problems);
  std::vector<std::string> places;
  for (const Problem& problem : problems) {
    places.push_back(problem.file + ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column));
  }
  EXPECT_THAT(places, testing::ElementsAre("a:2:3", "a:2:9", "a:10:1", "b:1:1"));
}

} // namespace
} // namespace headwater::scenarios
