#include "calibration/known/published.hpp"
#include "calibration/known/published_series.hpp"
#include "model/quantities/sources.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <algorithm>
#include <gmock/gmock.h>

#include <map>
#include <stdexcept>
#include <tuple>

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
  const auto is_scored = [](const PublishedFigure& figure) { return figure.is_scored(); };
  const auto is_fitted = [](const PublishedFigure& figure) { return figure.is_fitted(); };
  EXPECT_EQ(std::count_if(figures.begin(), figures.end(), is_scored), 125); // as the README beside it says
  EXPECT_EQ(std::count_if(figures.begin(), figures.end(), is_fitted), 106);
  // Each is marked on its last vintage, so that what is known now is those and no others.
  const std::vector<PublishedFigure> now = as_known_now(*read.value);
  EXPECT_EQ(std::count_if(now.begin(), now.end(), is_scored), 125);
  EXPECT_EQ(std::count_if(now.begin(), now.end(), is_fitted), 106);
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
  EXPECT_FALSE(figure.is_scored());
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
  EXPECT_THAT(problems_with("4000", "inf"), ElementsAre("p.csv:2:35: value: \"inf\"" + why + "1000000000"));
  EXPECT_THAT(problems_with("4000,,", "4000,-inf,"), ElementsAre("p.csv:2:40: low: \"-inf\"" + why + "1000000000"));
  EXPECT_THAT(problems_in_table(header + "aftercare_receiving_share,2019,2019-07-31,stock,58,,,share,fit,first,2020,"
                                         "published,CSWS_2018_19,\n"),
              ElementsAre("p.csv:2:49: value: \"58\"" + why + "1"));
  EXPECT_THAT(problems_with("4000", "4000.5"), ElementsAre("p.csv:2:35: value: \"4000.5\" is not a whole number; "
                                                           "allowed: counts are whole; averages over a period need "
                                                           "not be"));
  EXPECT_THAT(problems_with("flow,4000", "average,4000.5"), ElementsAre());
  EXPECT_THAT(problems_with("4000,,", "4000,4001,"),
              ElementsAre("p.csv:2:35: value: \"4000\" does not lie between low and high; allowed: 4001 to "));
}

TEST(Published, RefusesWordsThatAreNotKnown) {
  EXPECT_THAT(problems_with("flow", "flwo"),
              ElementsAre("p.csv:2:30: basis: \"flwo\" is not known; allowed: stock; flow; "
                          "fiscal_year; average; did you mean \"flow\"?"));
  EXPECT_THAT(
      problems_with("children", "kids"),
      ElementsAre(
          "p.csv:2:42: unit: \"kids\" is not known; allowed: children; persons; events; beds; headcount; share; "
          "GBP million, cash; GBP million, 2019-20 prices; 2024-25 prices per cash; GBP per child-week, "
          "cash; GBP per bed-week, cash"));
  EXPECT_THAT(
      problems_with("CSWS_2018_19", "CSWS_2018_91"),
      ElementsAre("p.csv:2:76: source: \"CSWS_2018_91\" is not known; allowed: keys of the source table, with a "
                  "plus between two, or own: and a title; did you mean \"CSWS_2018_19\"?"));
  EXPECT_THAT(problems_with("fit", "yes"),
              ElementsAre("p.csv:2:51: used: \"yes\" is not known; allowed: -; scored; fit"));
}

// The model would be compared with it on the other side of a winter, or of four months.
TEST(Published, RefusesAFigureOfAnotherPeriodThanItsSeries) {
  const auto problems_of = [](const std::string& series, const std::string& period, const std::string& basis,
                              const std::string& unit, const std::string& used) {
    return problems_in_table(header + series + ",2019," + period + "," + basis + ",41,,," + unit + "," + used +
                             ",first,2020-03-31,published,own:x,\n");
  };
  const std::string unused = "; or - as used, for a figure that is compared with nothing";
  const std::string money = "\"GBP million, 2019-20 prices\"";
  for (const char* used : {"fit", "scored"}) {
    EXPECT_THAT(
        problems_of("looked_after_community", "2019-03-31", "stock", "children", used),
        ElementsAre("p.csv:2:29: period: \"2019-03-31\" is no day or period of looked_after_community; allowed: a "
                    "count on 31 July: 2019-07-31" +
                    unused));
    EXPECT_THAT(problems_of("starts", "2018-19", "flow", "children", used),
                ElementsAre("p.csv:2:13: period: \"2018-19\" is no day or period of starts; allowed: August to July: "
                            "2018-08..2019-07" +
                            unused));
    EXPECT_THAT(problems_of("spend_community", "2018-08..2019-07", "flow", money, used),
                ElementsAre("p.csv:2:22: period: \"2018-08..2019-07\" is no day or period of spend_community; allowed: "
                            "April to March: 2018-19" +
                            unused));
  }
  EXPECT_THAT(problems_of("looked_after_community", "2019-03-31", "stock", "children", "-"), ElementsAre());
  EXPECT_THAT(problems_of("looked_after_secure", "2018-08..2019-07", "average", "children", "scored"), ElementsAre());
  EXPECT_THAT(problems_of("looked_after_community", "2018-08..2019-07", "stock", "children", "-"),
              ElementsAre("p.csv:2:46: basis: \"stock\" does not go with \"2018-08..2019-07\"; allowed: flow, "
                          "fiscal_year or average, over a period"));
  EXPECT_THAT(
      problems_of("looked_after_community", "2019-07-31", "flow", "children", "fit"),
      ElementsAre("p.csv:2:40: basis: \"flow\" does not go with \"2019-07-31\"; allowed: stock, a count on a day"));
}

// Another vintage of the year is fitted, and this one in its place where that is not known yet.
TEST(Published, RefusesAnUnusedVintageOfAnotherPeriodBesideAUsedOne) {
  EXPECT_THAT(problems_in_table(
                  header + "starts,2019,2018-19,flow,4100,,,children,-,revised,2021,published,CSWS_2018_19,\n" + row),
              ElementsAre(testing::StartsWith("p.csv:2:13: period: \"2018-19\" is no day or period of starts")));
}

TEST(Published, RefusesPeriodsThatAreNone) {
  EXPECT_THAT(
      problems_with("2018-08..2019-07", "2018-08..2020-07"),
      ElementsAre("p.csv:2:13: period: \"2018-08..2020-07\" is not a period; allowed: such as 2019-07-31, 2018-19, "
                  "2018-08..2019-07 or 2015"));
  EXPECT_THAT(problems_with("starts,2019", "starts,2018"),
              ElementsAre("p.csv:2:8: year: \"2018\" is not the year in which the period ends; allowed: 2019"));
  EXPECT_THAT(problems_with("first,2020", "first,20"),
              ElementsAre("p.csv:2:61: published: \"20\" is not a date; allowed: such as 2020-03-31, 2020-03 or 2020, "
                          "from 1990 to 2060"));
}

TEST(Published, RefusesSeriesThatAreNotKnown) {
  EXPECT_THAT(problems_with("starts", "strats"),
              ElementsAre("p.csv:2:1: series: \"strats\" is not known; allowed: the series named in "
                          "calibration/data/published.csv; did you mean \"starts\"?"));
  EXPECT_THAT(problems_with("children", "persons"),
              ElementsAre("p.csv:2:42: unit: \"persons\" is not the unit of \"starts\"; allowed: children"));
}

// A cell that is not shown is an interval, neither dropped nor a figure.
TEST(Published, ReadsASuppressedFigure) {
  const TemporaryFolder folder;
  const Published published =
      read_published(folder.write("p.csv", header + "starts,2019,2018-08..2019-07,flow,,1,4,children,fit,first,"
                                                    "2020-03,published,own:our own return,\n"))
          .value.value();
  const PublishedFigure& figure = published.figures.at(0);
  EXPECT_FALSE(figure.value);
  EXPECT_EQ(figure.low, 1.0);
  EXPECT_EQ(figure.high, 4.0);
  EXPECT_EQ(figure.known_from, (Day{2020, 3, 31}));
  EXPECT_EQ(figure.published_text, "2020-03");
  EXPECT_EQ(figure.source, "own:our own return");
}

TEST(Published, RefusesSuppressedFiguresWithoutTwoBounds) {
  const std::string why = "p.csv:2:35: value: \"\" is neither a figure nor suppressed between two bounds; allowed: a "
                          "number, or nothing with both low and high";
  EXPECT_THAT(problems_with("4000,,", ",,"), ElementsAre(why));
  EXPECT_THAT(problems_with("4000,,", ",1,"), ElementsAre(why));
  EXPECT_THAT(problems_with("4000,,", ",,4"), ElementsAre(why));
  EXPECT_THAT(problems_with("4000,,", ",4,1"),
              ElementsAre("p.csv:2:36: low: \"4\" is above high; allowed: low and high in this order"));
  EXPECT_THAT(problems_with("4000,,", ",0.5,4"),
              ElementsAre("p.csv:2:36: low: \"0.5\" is not a whole number; allowed: counts are whole; averages over a "
                          "period need not be"));
}

TEST(Published, RefusesFiguresKnownBeforeTheyCouldBe) {
  EXPECT_THAT(problems_with("first,2020", "first,2019-06-30"),
              ElementsAre("p.csv:2:61: published: \"2019-06-30\" is before the period ends; allowed: the date of the "
                          "publication"));
  EXPECT_THAT(problems_with("first,2020", "first,2019-07-31"), ElementsAre());
  EXPECT_THAT(problems_in_table(header + row +
                                "starts,2019,2018-08..2019-07,flow,4010,,,children,-,revised,2020-06,published,"
                                "CSWS_2018_19R,\n"),
              ElementsAre("p.csv:3:61: published: \"2020-06\" is before the first figure, in line 2; allowed: the "
                          "date of the publication it was read in"));
}

std::string stock(const std::string& series, const std::string& use, int year = 2019) {
  const std::string y = std::to_string(year);
  return series + "," + y + "," + y + "-07-31,stock,100,,,children," + use + ",first,2021,published,CSWS_2018_19,\n";
}

TEST(Published, RefusesATotalFittedWithAllItsParts) {
  const std::string community = stock("looked_after_community", "fit");
  const std::string residential = stock("looked_after_residential_and_secure", "fit");
  const std::string twice =
      "counts looked_after of 2019 twice: it follows from looked_after_community (line 3), "
      "looked_after_residential_and_secure (line 4), all fitted too; allowed: scored for the one, or for one of the "
      "others";
  EXPECT_THAT(problems_in_table(header + stock("looked_after", "fit") + community + residential),
              ElementsAre("p.csv:2:51: used: \"fit\" " + twice));
  // Scored, of another year, or with a part that is not fitted, nothing is counted twice.
  EXPECT_THAT(problems_in_table(header + stock("looked_after", "scored") + community + residential), ElementsAre());
  EXPECT_THAT(problems_in_table(header + stock("looked_after", "fit", 2018) + community + residential), ElementsAre());
  EXPECT_THAT(problems_in_table(header + stock("looked_after", "fit") + community +
                                stock("looked_after_residential_and_secure", "-")),
              ElementsAre());
}

TEST(Published, RefusesATotalFittedWithThePartsOfItsParts) {
  EXPECT_THAT(
      problems_in_table(header + stock("looked_after", "fit") + stock("looked_after_at_home", "fit") +
                        stock("looked_after_kinship", "fit") + stock("looked_after_foster", "fit") +
                        stock("looked_after_residential_and_secure", "fit")),
      ElementsAre("p.csv:2:51: used: \"fit\" counts looked_after of 2019 twice: it follows from looked_after_at_home "
                  "(line 3), looked_after_kinship (line 4), looked_after_foster (line 5), "
                  "looked_after_residential_and_secure (line 6), all fitted too; allowed: scored for the one, or for "
                  "one of the others"));
}

TEST(Published, RefusesOneSumInTwoPrices) {
  const std::string rest = ",first,2021,published,LGBF_IS_JAN22,\n";
  EXPECT_THAT(
      problems_in_table(header +
                        "spend_community,2019,2018-19,fiscal_year,234.7,,,\"GBP million, 2019-20 prices\",fit" + rest +
                        "spend_community_cash,2019,2018-19,fiscal_year,228.6,,,\"GBP million, cash\",fit" + rest),
      ElementsAre(testing::HasSubstr("counts spend_community of 2019 twice: it follows from spend_community_cash "
                                     "(line 3)")));
}

const std::string revised = "starts,2019,2018-08..2019-07,flow,4100,,,children,-,revised,2021-05-04,published,"
                            "CSWS_2019_20,\n";

// What came out later is as if it did not exist; what is fitted today was fitted then in the vintage of then.
TEST(Published, IsKnownAsOfADay) {
  const TemporaryFolder folder;
  const Published published = read_published(folder.write("p.csv", header + row + revised)).value.value();
  const auto starts_on = [&](const Day& day) {
    const std::vector<PublishedFigure> known = as_known_on(published, day);
    return known.empty() ? 0.0 : known.at(0).value.value();
  };
  EXPECT_EQ(starts_on({2020, 12, 30}), 0.0); // "2020" may have been its last day
  EXPECT_EQ(starts_on({2020, 12, 31}), 4000.0);
  EXPECT_EQ(starts_on({2021, 5, 3}), 4000.0);
  EXPECT_EQ(starts_on({2021, 5, 4}), 4100.0);
  EXPECT_EQ(as_known_on(published, {2026, 1, 1}).size(), 1U);
  EXPECT_TRUE(as_known_on(published, {2026, 1, 1}).at(0).is_fitted()); // as its first vintage is
  EXPECT_EQ(as_known_now(published).at(0).value, 4100.0);
}

TEST(Published, ARevisionOfTheSameDateCounts) {
  const TemporaryFolder folder;
  std::string same_year = revised;
  same_year.replace(same_year.find("2021-05-04"), 10, "2020");
  const Published published = read_published(folder.write("p.csv", header + same_year + row)).value.value();
  EXPECT_EQ(as_known_on(published, {2020, 12, 31}).at(0).value, 4100.0);
}

// The published history of a few figures, as a reader of the time saw it.
TEST(Published, TheShippedVintagesDoNotLeak) {
  const Published published = read_published(published_file).value.value();
  const auto known = [&](const char* series, int year, const Day& day) {
    for (const PublishedFigure& figure : as_known_on(published, day)) {
      if (figure.series == series && figure.year == year) {
        return figure.value.value();
      }
    }
    return 0.0;
  };
  EXPECT_EQ(known("looked_after", 2019, {2020, 12, 30}), 0.0);
  EXPECT_EQ(known("looked_after", 2018, {2019, 12, 31}), 14738.0); // Glasgow carried forward
  EXPECT_EQ(known("looked_after", 2018, {2020, 12, 31}), 14554.0);
  EXPECT_EQ(known("looked_after", 2023, {2024, 12, 31}), 12206.0);
  EXPECT_EQ(known("looked_after", 2023, {2025, 12, 31}), 12084.0);
  EXPECT_EQ(known("child_protection_register", 2023, {2025, 3, 24}), 2094.0);
  EXPECT_EQ(known("child_protection_register", 2023, {2025, 3, 25}), 2077.0);
  for (int year = 2010; year <= 2026; ++year) {
    for (const PublishedFigure& figure : as_known_on(published, {year, 12, 31})) {
      EXPECT_LE(figure.known_from.year, year) << figure.line;
      EXPECT_LE(figure.period.last, (Day{year, 12, 31})) << figure.line;
    }
  }
}

// A figure cannot have been read before its source came out; prices are the exception that the README states.
TEST(Published, NoFigureIsOlderThanItsSource) {
  const Published published = read_published(published_file).value.value();
  for (const PublishedFigure& figure : published.figures) {
    std::string keys = figure.source;
    if (figure.unit == "GBP million, 2019-20 prices") {
      keys = keys.substr(0, keys.find("+LGBF_SRC_2026"));
    }
    for (std::size_t end = 0; end != std::string::npos; keys = keys.substr(end == std::string::npos ? 0 : end + 1)) {
      end = keys.find('+');
      const model::Source* source = model::find_source(keys.substr(0, end));
      ASSERT_NE(source, nullptr) << figure.line;
      EXPECT_GE(figure.known_from.year, std::stoi(std::string(source->year))) << figure.line << ' ' << source->key;
    }
  }
}

TEST(Series, EachIsKnownOnceWithAUnitAndFollowsFromOthers) {
  const Published published = read_published(published_file).value.value();
  for (const PublishedSeries& series : all_series()) {
    // What a message points a reader to names them all.
    EXPECT_TRUE(std::any_of(published.figures.begin(), published.figures.end(), [&](const PublishedFigure& figure) {
      return figure.series == series.name;
    })) << series.name;
    EXPECT_EQ(find_series(series.name), &series) << series.name;
    EXPECT_NO_THROW(family_of(series.unit)) << series.name;
    for (const std::string& part : parts_of(series)) {
      EXPECT_NE(find_series(part), nullptr) << part;
    }
  }
  EXPECT_EQ(find_series("looked"), nullptr);
  EXPECT_THROW(family_of("kids"), std::invalid_argument);
}

// Totals are what their parts add to, wherever the file has all of them, of one vintage.
TEST(Series, TotalsAreTheSumsOfTheirParts) {
  const Published published = read_published(published_file).value.value();
  std::map<std::tuple<std::string, int, Vintage>, PublishedFigure> figures;
  for (const PublishedFigure& figure : published.figures) {
    figures.emplace(std::tuple(figure.series, figure.year, figure.vintage), figure);
  }
  int compared = 0;
  for (const auto& [key, total] : figures) {
    const PublishedSeries& series = *find_series(total.series);
    double sum = 0.0;
    bool whole = !series.follows_from.empty() && family_of(series.unit) == Family::count;
    for (const std::string& part : parts_of(series)) {
      const auto found = figures.find(std::tuple(part, total.year, total.vintage));
      whole = whole && found != figures.end() && found->second.basis == total.basis &&
              !found->second.low; // a rounded part adds to the total only about
      sum += whole ? found->second.value.value() : 0.0;
    }
    if (whole) {
      ++compared;
      const double crisis_care = total.year == 2011 ? 13.0 : 0.0; // counted as foster and as residential care
      EXPECT_NEAR(total.value.value(), sum, crisis_care + 2.0) << total.series << ' ' << total.year;
    }
  }
  EXPECT_GE(compared, 25);
}

TEST(Published, RefusesRowsOfAnotherShape) {
  EXPECT_THAT(
      problems_in_table(header + "starts,2019\n" + row),
      ElementsAre("p.csv:2:1: the row has 2 fields, not 14; allowed: a field with a comma in it is put in double "
                  "quotes"));
  EXPECT_THAT(problems_in_table(row),
              ElementsAre("p.csv:1:1: the first line is not the header of this file; allowed: " +
                          header.substr(0, header.size() - 1)));
  EXPECT_THAT(problems_in_table(""),
              ElementsAre("p.csv:1:1: the file is empty; allowed: " + header.substr(0, header.size() - 1)));
}

} // namespace
} // namespace headwater::calibration
