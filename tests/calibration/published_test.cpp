#include "calibration/published.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <algorithm>
#include <gmock/gmock.h>

namespace headwater::calibration {
namespace {

using testing::ElementsAre;
using tests::TemporaryFolder;

const std::filesystem::path published_file = HEADWATER_SOURCE_DIR "/calibration/data/published.csv";
const std::string header = "series,year,period,basis,value,low,high,unit,used,vintage,published,origin,source,note\n";
const std::string row = "starts,2019,2018-08..2019-07,flow,4000,,,children,fit,first,2020,published,CSWS_2018_19,\n";

std::vector<std::string> problems_in_table(const std::string& text) {
  const TemporaryFolder folder;
  const scenarios::Read<Published> read = read_published(folder.write("p.csv", text));
  EXPECT_NE(read.value.has_value(), !read.problems.empty());
  return folder.shown(read.problems);
}

/// The problems of the good row with one field changed.
std::vector<std::string> problems_with(const std::string& from, const std::string& to) {
  std::string changed = row;
  changed.replace(changed.find(from), from.size(), to);
  return problems_in_table(header + changed);
}

TEST(Published, TheShippedFileIsSound) {
  const scenarios::Read<Published> read = read_published(published_file);
  for (const scenarios::Problem& problem : read.problems) {
    ADD_FAILURE() << to_string(problem);
  }
  ASSERT_TRUE(read.value);
  const std::vector<PublishedFigure>& figures = read.value->figures;
  const auto is_fit = [](const PublishedFigure& figure) { return figure.fit; };
  EXPECT_EQ(std::count_if(figures.begin(), figures.end(), is_fit), 125); // as the README beside it says
  EXPECT_EQ(figures.front().series, "looked_after");
  EXPECT_EQ(figures.front().line, 2U);
  EXPECT_EQ(figures.front().value, 15288.0);
}

TEST(Published, ReadsARow) {
  EXPECT_THAT(problems_in_table(header + row), ElementsAre());
  const TemporaryFolder folder;
  const Published published =
      read_published(folder.write("p.csv", header +
                                               "starts,2019,2018-08..2019-07,flow,4000,3990,4010,children,-,revised,"
                                               "2020,derived,CSWS_2018_19+LGBF_IS_JAN22,\"a, b\"\n"))
          .value.value();
  const PublishedFigure& figure = published.figures.at(0);
  EXPECT_EQ(figure.period.kind, PeriodKind::august_to_july);
  EXPECT_EQ(figure.basis, Basis::flow);
  EXPECT_EQ(figure.low, 3990.0);
  EXPECT_EQ(figure.high, 4010.0);
  EXPECT_FALSE(figure.fit);
  EXPECT_EQ(figure.vintage, Vintage::revised);
  EXPECT_TRUE(figure.derived);
  EXPECT_EQ(figure.note, "a, b");
}

TEST(Published, RefusesASecondRowOfOneVintage) {
  EXPECT_THAT(
      problems_in_table(header + row + row),
      ElementsAre("p.csv:3:1: series: \"starts\" has a row for 2019 as first already, in line 2; allowed: one row "
                  "for each series, year and vintage"));
}

TEST(Published, RefusesFiguresThatAreNone) {
  const std::string why = " is not a figure in this unit; allowed: a number from 0 to ";
  EXPECT_THAT(problems_with("4000", "-4000"), ElementsAre("p.csv:2:35: value: \"-4000\"" + why + "1000000000"));
  EXPECT_THAT(problems_with("4000", "nan"), ElementsAre("p.csv:2:35: value: \"nan\"" + why + "1000000000"));
  EXPECT_THAT(problems_with("4000", ""), ElementsAre("p.csv:2:35: value: \"\"" + why + "1000000000"));
  EXPECT_THAT(problems_with("4000,,,children", "40,,,share"), ElementsAre("p.csv:2:35: value: \"40\"" + why + "1"));
  EXPECT_THAT(problems_with("4000,,", "4000,4001,"),
              ElementsAre("p.csv:2:35: value: \"4000\" does not lie between low and high; allowed: 4001 to "));
}

TEST(Published, RefusesWordsThatAreNotKnown) {
  EXPECT_THAT(problems_with("flow", "flwo"),
              ElementsAre("p.csv:2:30: basis: \"flwo\" is not known; allowed: stock; flow; "
                          "fiscal_year; average; did you mean \"flow\"?"));
  EXPECT_THAT(
      problems_with("children", "kids"),
      ElementsAre("p.csv:2:42: unit: \"kids\" is not known; allowed: children; persons; beds; headcount; share; "
                  "GBP million, cash; GBP million, 2019-20 prices; 2024-25 prices per cash; GBP per child-week, "
                  "cash; GBP per bed-week, cash"));
  EXPECT_THAT(
      problems_with("CSWS_2018_19", "CSWS_2018_91"),
      ElementsAre("p.csv:2:76: source: \"CSWS_2018_91\" is not known; allowed: keys of the source table, with a "
                  "plus between two; did you mean \"CSWS_2018_19\"?"));
  EXPECT_THAT(problems_with("fit", "yes"), ElementsAre("p.csv:2:51: used: \"yes\" is not known; allowed: -; fit"));
}

TEST(Published, RefusesPeriodsThatAreNone) {
  EXPECT_THAT(
      problems_with("2018-08..2019-07", "2018-08..2020-07"),
      ElementsAre("p.csv:2:13: period: \"2018-08..2020-07\" is not a period; allowed: such as 2019-07-31, 2018-19, "
                  "2018-08..2019-07 or 2015"));
  EXPECT_THAT(problems_with("starts,2019", "starts,2018"),
              ElementsAre("p.csv:2:8: year: \"2018\" is not the year in which the period ends; allowed: 2019"));
  EXPECT_THAT(problems_with("first,2020", "first,20"),
              ElementsAre("p.csv:2:61: published: \"20\" is not a year; allowed: 1990 to 2060"));
}

TEST(Published, RefusesRowsOfAnotherShape) {
  EXPECT_THAT(
      problems_in_table(header + "starts,2019\n" + row),
      ElementsAre("p.csv:2:1: the row has 2 fields, not 14; allowed: a field with a comma in it is put in double "
                  "quotes"));
  EXPECT_THAT(problems_in_table(row),
              ElementsAre("p.csv:1:1: the first line is not the header of this file; allowed: " +
                          header.substr(0, header.size() - 1)));
  EXPECT_THAT(problems_in_table(""), ElementsAre("p.csv:1:1: the first line is not the header of this file; allowed: " +
                                                 header.substr(0, header.size() - 1)));
}

} // namespace
} // namespace headwater::calibration
