#include "outputs/results/prices.hpp"

#include "tests/outputs/studies.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace headwater::outputs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
const Deflator& shipped_deflator() { return tests::shipped_terms().prices.deflator; }

TEST(Prices, RealPoundsAreThoseOf2024) {
  const Prices prices{PriceBase::real_2024_25, shipped_deflator()};
  for (const int year : {2012, 2019, 2024, 2045}) {
    EXPECT_DOUBLE_EQ(prices.pounds(1.0, {year}), 1.2324e6) << year;
  }
  EXPECT_EQ(prices.words(), "real 2024-25 prices");
  EXPECT_EQ(prices.key(), "2024-25");
}

TEST(Prices, NominalPoundsAreRealOnesTimesTheIndex) {
  const Prices real{PriceBase::real_2024_25, shipped_deflator()};
  const Prices nominal{PriceBase::nominal, shipped_deflator()};
  for (int year = 2012; year <= 2045; ++year) {
    EXPECT_DOUBLE_EQ(nominal.pounds(3.0, {year}), real.pounds(3.0, {year}) * shipped_deflator().at({year})) << year;
  }
  EXPECT_EQ(nominal.pounds(3.0, {2024}), real.pounds(3.0, {2024}));
  EXPECT_EQ(nominal.words(), "nominal prices");
  EXPECT_EQ(nominal.key(), "nominal");
}

/// GDP deflators by calendar year as published (HMT_DEFLATORS_DEC25), 2024 = 100.
const std::map<int, double> published = {{2010, 69.1217}, {2011, 70.834},  {2012, 71.9294}, {2013, 73.4795},
                                         {2014, 74.6524}, {2015, 75.1536}, {2016, 76.4554}, {2017, 77.6367},
                                         {2018, 79.1606}, {2019, 81.1085}, {2020, 85.2137}, {2021, 85.6358},
                                         {2022, 90.5005}, {2023, 96.2507}, {2024, 100.0},   {2025, 102.0}};

TEST(Deflator, LiesBetweenTheCalendarYearsThatArePublished) {
  const auto fiscal = [](int year) { return 0.75 * published.at(year) + 0.25 * published.at(year + 1); };
  for (int year = 2010; year <= 2024; ++year) {
    EXPECT_NEAR(shipped_deflator().at({year}), fiscal(year) / fiscal(2024), 5e-10) << year;
    EXPECT_EQ(shipped_deflator().status.at(year),
              year < 2024 ? scenarios::PriceStatus::interpolation : scenarios::PriceStatus::assumption)
        << year << ": 2025 was not seen";
  }
  EXPECT_EQ(shipped_deflator().at({2024}), 1.0);
  EXPECT_EQ(shipped_deflator().release, "HMT_DEFLATORS_DEC25");
}

TEST(Deflator, SaysInWordsWhatIsPublishedAndWhatIsNot) {
  EXPECT_THAT(shipped_deflator().in_words(),
              testing::AllOf(HasSubstr("December 2025"), HasSubstr("2010-11 to 2023-24 are interpolated"),
                             HasSubstr("2024-25 to 2026-27 are an assumption"),
                             HasSubstr("then 2% a year, an assumption")));
}

TEST(Deflator, EveryPriceBaseBuysTheSame) {
  for (int base = 2010; base <= 2026; ++base) {
    const Prices prices{PriceBase{FiscalYear{base}}, shipped_deflator()};
    for (const int year : {2012, 2019, 2024, 2045}) {
      EXPECT_DOUBLE_EQ(prices.pounds(1.0, {year}), 1.2324e6 * shipped_deflator().at({base})) << base << year;
    }
  }
}

TEST(Deflator, RisesEveryYear) {
  for (int year = 2011; year <= 2045; ++year) {
    EXPECT_GT(shipped_deflator().at({year}), shipped_deflator().at({year - 1})) << year;
  }
}

TEST(Deflator, GrowsAsAssumedAfterTheLastRow) {
  EXPECT_DOUBLE_EQ(shipped_deflator().at({2025}), 1.02);
  EXPECT_DOUBLE_EQ(shipped_deflator().at({2026}), 1.02 * 1.02);
  EXPECT_DOUBLE_EQ(shipped_deflator().at({2034}), std::pow(1.02, 10));
}

TEST(Deflator, HasNoYearBeforeTheFirstRow) {
  try {
    shipped_deflator().at({2009});
    FAIL() << "2009-10 has no row";
  } catch (const std::out_of_range& error) {
    EXPECT_THAT(error.what(), HasSubstr("2009-10"));
  }
}

const std::string header = "fiscal_year,index,status,source,note\n";

/// A deflator from 2011-12 to 2024-25, with these rows below.
std::string with_rows(const std::string& rows) {
  std::string text = header;
  for (int year = 2011; year < 2024; ++year) {
    text += FiscalYear{year}.label() + ",0.5,outturn,X,\n";
  }
  return text + "2024-25,1,outturn,X,\n" + rows;
}

std::vector<std::string> deflator_problems(const std::string& text) {
  std::vector<std::string> shown;
  for (const scenarios::Problem& problem : read_deflator({"d.csv", text}).problems) {
    shown.push_back(to_string(problem));
  }
  return shown;
}

TEST(Deflator, IsReadFromItsFile) {
  for (const std::string& text :
       {with_rows("after,1.5,assumption,assumption,a note\n"),
        std::string("\xEF\xBB\xBF") + with_rows("after,1.5,forecast,\"X, 2026\",\"a, note\"\n")}) {
    const scenarios::Read<Deflator> read = read_deflator({"d.csv", text});
    ASSERT_TRUE(read.value) << to_string(read.problems.front());
    EXPECT_EQ(read.value->release, "X");
    EXPECT_EQ(read.value->at({2018}), 0.5);
    EXPECT_EQ(read.value->at({2026}), 2.25);
  }
  std::string in_dos = with_rows("after,1.5,assumption,X,\n");
  for (std::size_t at = in_dos.find('\n'); at != std::string::npos; at = in_dos.find('\n', at + 2)) {
    in_dos.insert(at, "\r");
  }
  EXPECT_THAT(deflator_problems(in_dos), IsEmpty());
}

TEST(Deflator, MayHaveAnyBase) {
  std::string of_100 = header;
  std::string of_1 = header;
  for (int year = 2010; year <= 2026; ++year) {
    const double index = 50.0 + 3.0 * (year - 2010);
    of_100 += fmt::format("{},{},outturn,X,\n", FiscalYear{year}.label(), index);
    of_1 += fmt::format("{},{},outturn,X,\n", FiscalYear{year}.label(), index / 92.0);
  }
  const std::string after = "after,1.02,assumption,X,\n";
  const Deflator large = read_deflator({"d.csv", of_100 + after}).value.value();
  const Deflator small = read_deflator({"d.csv", of_1 + after}).value.value();
  EXPECT_EQ(large.at({2024}), 1.0);
  for (int year = 2010; year <= 2040; ++year) {
    EXPECT_NEAR(large.at({year}), small.at({year}), 1e-14) << year;
  }
}

TEST(Deflator, IsRefusedWithFileLineAndColumn) {
  struct Bad {
    std::string text;
    std::string says;
  };
  const std::string after = "after,1.02,assumption,X,\n";
  const std::string rest = ",forecast,X,\n";
  for (const Bad& bad : {
           Bad{"", "d.csv:1:1: the file is empty; allowed: fiscal_year,index,status,source,note"},
           {"year,index\n", "d.csv:1:1: the first line is not the header of a deflator; allowed: "
                            "fiscal_year,index,status,source,note"},
           {with_rows("2025-26,one" + rest + after),
            "d.csv:16:9: \"one\" is not a number; allowed: a finite number with a decimal point, such as 12.5"},
           {with_rows("2025-26,\"1,02\"" + rest + after), "d.csv:16:9: \"1,02\" has a decimal comma; allowed: 1.02"},
           {with_rows("2025-26\n" + after),
            "d.csv:16:1: the row has 1 field, not 5; allowed: fiscal_year,index,status,source,note"},
           {with_rows("2025-26,0" + rest + after),
            "d.csv:16:9: 0 is not an index; allowed: a number from 0.01 to 10000"},
           {with_rows("2025-26,-1" + rest + after),
            "d.csv:16:9: -1 is not an index; allowed: a number from 0.01 to 10000"},
           {with_rows("2025-26,1e308" + rest + after),
            "d.csv:16:9: 1e308 is not an index; allowed: a number from 0.01 to 10000"},
           {with_rows("2025-26,inf" + rest + after),
            "d.csv:16:9: \"inf\" is not a number; allowed: a finite number with a decimal point, such as 12.5"},
           {with_rows("2025-26,1.02,forcast,X,\n" + after), "d.csv:16:14: \"forcast\" does not say how far the index "
                                                            "is known; allowed: outturn, interpolation, forecast "
                                                            "or assumption; did you mean \"forecast\"?"},
           {with_rows("2025-26,1.02,forecast,,\n" + after),
            "d.csv:16:23: the row has no source; allowed: the publication and its release, or assumption"},
           {with_rows("2025/26,1.02" + rest + after),
            "d.csv:16:1: \"2025/26\" has a slash in place of the hyphen; allowed: 2025-26"},
           {with_rows("abcd-26,1.02" + rest + after),
            "d.csv:16:1: \"abcd-26\" is not a fiscal year; allowed: such as 2024-25, or \"after\""},
           {with_rows("2026-27,1.02" + rest + after), "d.csv:16:1: 2026-27 follows 2024-25; each fiscal year must "
                                                      "follow the one before it; allowed: 2025-26 here"},
           {with_rows("after,1e9" + rest), "d.csv:16:7: 1e9 is not a yearly factor; allowed: a number from 0.5 to 2"},
           {with_rows(""),
            "d.csv:1:1: there is no row \"after\"; allowed: a row \"after\" with the factor from one year "
            "to the next after the last"},
           {header + "2011-12,1" + rest + after, "d.csv:1:1: there is no row for 2024-25; allowed: a row for the year "
                                                 "whose prices amounts are stated in"},
           {header + "2024-25,1" + rest + after,
            "d.csv:1:1: there is no row for 2011-12; allowed: rows from that year or earlier"},
       }) {
    EXPECT_THAT(deflator_problems(bad.text), ElementsAre(bad.says)) << bad.text;
  }
}

} // namespace
} // namespace headwater::outputs
