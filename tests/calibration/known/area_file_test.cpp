#include "calibration/known/area_file.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::calibration {
namespace {

using testing::ElementsAre;
using testing::IsSupersetOf;
using tests::TemporaryFolder;

std::vector<std::string> problems_in_area(const std::string& text) {
  const TemporaryFolder folder;
  std::vector<scenarios::Problem> problems;
  EXPECT_FALSE(read_area_file(folder.write("a.toml", text), problems));
  scenarios::sort(problems);
  return folder.shown(problems);
}

const std::string head = "name = \"X\"\ncode = \"S1\"\nkind = \"council\"\n";

TEST(AreaFile, SaysWhatItIs) {
  EXPECT_THAT(
      problems_in_area("knd = \"council\"\ncode = \"\"\n"),
      IsSupersetOf({"a.toml:1:1: there is no key \"knd\" at the top of an area; allowed: name, code, kind, series; "
                    "did you mean \"kind\"?",
                    "a.toml:1:1: there is no \"name\"; allowed: name = \"...\"",
                    "a.toml:1:1: the area has no kind that is known; allowed: kind = \"council\" or \"nation\"",
                    "a.toml:2:8: \"code\" is empty; allowed: one line of 1 to 120 printable characters"}));
}

TEST(AreaFile, HasTheSeriesItsKindNeeds) {
  const auto missing = [](const std::string& series) {
    return "a.toml:1:1: the area has no series \"" + series +
           "\"; allowed: a [[series]] block for it; see README.md beside the area files";
  };
  EXPECT_THAT(problems_in_area(head),
              ElementsAre(missing("child_population"), missing("child_poverty_share"), missing("cost_week_community"),
                          missing("cost_week_residential_and_secure"), missing("looked_after_community"),
                          missing("looked_after_residential_and_secure")));
}

TEST(AreaFile, EveryFigureIsChecked) {
  EXPECT_THAT(
      problems_in_area(head + "[[series]]\n"
                              "quantity = \"child_poverty_share\"\n"
                              "unit = \"per cent\"\n"
                              "source = \"ECP_2052\"\n"
                              "figures = [\n"
                              "  { at = \"2014-15\", value = 20.8 },\n"
                              "  { at = \"2014-16\", value = 0.2 },\n"
                              "  { at = \"2016-17\", value = -0.2 },\n"
                              "  { at = \"2016-17\", value = 0.2, colour = 3 },\n"
                              "  { at = \"2016-17\", value = nan },\n"
                              "  { at = \"2015-16\", value = 0.2 },\n"
                              "  { at = \"2018-19\" },\n"
                              "]\n"
                              "[[series]]\nquantity = \"child_poverty\"\nunit = \"share\"\n"),
      IsSupersetOf({"a.toml:6:8: child_poverty_share is not in \"per cent\"; allowed: \"share\"",
                    "a.toml:7:10: there is no source \"ECP_2052\"; allowed: a key of the source table, or two "
                    "with a plus between them; did you mean \"ECP_2025\"?",
                    "a.toml:9:29: \"value\" is out of range: 20.8; allowed: 0 to 1",
                    "a.toml:10:10: \"2014-16\" is not a day or year of a figure; allowed: \"2011-07-31\", "
                    "\"2018-19\" or \"2018-08..2019-07\"",
                    "a.toml:11:29: \"value\" is out of range: -0.2; allowed: 0 to 1",
                    "a.toml:12:34: there is no key \"colour\" in a figure; allowed: at, value, source, note, "
                    "set_aside",
                    "a.toml:13:29: \"value\" must be a finite number, and is nan",
                    "a.toml:14:10: \"2015-16\" does not come after the figure before it; allowed: figures in the "
                    "order of time, each once",
                    "a.toml:15:3: the figure has no value; allowed: value = ..., a number",
                    "a.toml:18:12: there is no quantity \"child_poverty\"; allowed: the quantities in README.md "
                    "beside the area files; did you mean \"child_poverty_share\"?"}));
}

TEST(AreaFile, AFigureIsOfTheDayOrPeriodOfItsSeries) {
  EXPECT_THAT(problems_in_area(head +
                               "[[series]]\nquantity = \"looked_after_community\"\nunit = \"children\"\n"
                               "source = \"LGBF_IS_JAN22\"\n"
                               "figures = [{ at = \"2011-03-31\", value = 5 }, { at = \"2012-07-31\", value = 5 }]\n"),
              testing::Contains("a.toml:8:19: \"2011-03-31\" is no day or period of looked_after_community; allowed: a "
                                "count on 31 July: 2011-07-31"));
}

TEST(AreaFile, AFigureHasASourceAndASeriesComesOnce) {
  const std::string series = "[[series]]\nquantity = \"child_population\"\nunit = \"children\"\n";
  EXPECT_THAT(
      problems_in_area(head + series + "figures = [{ at = \"2014\", value = 5 }]\n" + series + "figures = []\n"),
      IsSupersetOf({"a.toml:7:12: the figure has no source; allowed: source = \"...\" here or for the whole series",
                    "a.toml:8:1: the series \"child_population\" is stated twice",
                    "a.toml:8:1: the series \"child_population\" has no figures; allowed: figures = [ { at = "
                    "\"...\", value = ... }, ... ]"}));
}

TEST(AreaFile, WhatCannotBeReadIsRefused) {
  const TemporaryFolder folder;
  std::vector<scenarios::Problem> problems;
  EXPECT_FALSE(read_area_file(folder.path() / "none.toml", problems));
  EXPECT_THAT(folder.shown(problems), ElementsAre("none.toml:1:1: there is no such file"));
}

} // namespace
} // namespace headwater::calibration
