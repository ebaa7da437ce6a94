#include "outputs/results/prices.hpp"

#include "model/quantities/plan.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cmath>
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

TEST(Deflator, GoesBackFromTheUserPricesToThoseOfTheEquations) {
  EXPECT_EQ(shipped_deflator().at({2019}), 1.0 / model::user_prices);
  const Prices prices{PriceBase{FiscalYear{2019}}, shipped_deflator()};
  for (const int year : {2012, 2019, 2024, 2045}) {
    EXPECT_DOUBLE_EQ(prices.pounds(1.0, {year}), 1e6) << year << ": the equations' own pound";
  }
  EXPECT_EQ(shipped_deflator().at({2024}), 1.0);
  EXPECT_EQ(shipped_deflator().release, "LGBF_SRC_2026");
}

TEST(Deflator, RisesEveryYear) {
  for (int year = 2011; year <= 2045; ++year) {
    EXPECT_GT(shipped_deflator().at({year}), shipped_deflator().at({year - 1})) << year;
  }
}

TEST(Deflator, GrowsAsAssumedAfterTheLastRow) {
  EXPECT_DOUBLE_EQ(shipped_deflator().at({2025}), 1.02);
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

const std::string header = "fiscal_year,index,source,note\n";

/// A deflator from 2011-12 to 2024-25, with these rows below.
std::string with_rows(const std::string& rows) {
  std::string text = header;
  for (int year = 2011; year < 2024; ++year) {
    text += FiscalYear{year}.label() + (year == 2019 ? ",0.811424862,X,\n" : ",0.5,X,\n");
  }
  return text + "2024-25,1,X,\n" + rows;
}

std::vector<std::string> deflator_problems(const std::string& text) {
  std::vector<std::string> shown;
  for (const scenarios::Problem& problem : read_deflator({"d.csv", text}).problems) {
    shown.push_back(to_string(problem));
  }
  return shown;
}

TEST(Deflator, IsReadFromItsFile) {
  for (const std::string& text : {with_rows("after,1.5,assumption,a note\n"),
                                  std::string("\xEF\xBB\xBF") + with_rows("after,1.5,assumption,\"a, note\"\n")}) {
    const scenarios::Read<Deflator> read = read_deflator({"d.csv", text});
    ASSERT_TRUE(read.value) << to_string(read.problems.front());
    EXPECT_EQ(read.value->release, "X");
    EXPECT_EQ(read.value->at({2018}), 0.5);
    EXPECT_EQ(read.value->at({2026}), 2.25);
  }
  std::string in_dos = with_rows("after,1.5,X,\n");
  for (std::size_t at = in_dos.find('\n'); at != std::string::npos; at = in_dos.find('\n', at + 2)) {
    in_dos.insert(at, "\r");
  }
  EXPECT_THAT(deflator_problems(in_dos), IsEmpty());
}

TEST(Deflator, IsRefusedWithFileLineAndColumn) {
  struct Bad {
    std::string text;
    std::string says;
  };
  const std::string after = "after,1.02,X,\n";
  std::string with_other_equations = with_rows("");
  with_other_equations.replace(with_other_equations.find("0.811424862"), 11, "0.811428813");
  for (const Bad& bad : {
           Bad{"", "d.csv:1:1: the file is empty; allowed: fiscal_year,index,source,note"},
           {"year,index\n", "d.csv:1:1: the first line is not the header of a deflator; allowed: "
                            "fiscal_year,index,source,note"},
           {with_rows("2025-26,one,X,\n" + after),
            "d.csv:16:9: \"one\" is not a number; allowed: a finite number with a decimal point, such as 12.5"},
           {with_rows("2025-26,\"1,02\",X,\n" + after), "d.csv:16:9: \"1,02\" has a decimal comma; allowed: 1.02"},
           {with_rows("2025-26\n" + after),
            "d.csv:16:1: the row has 1 field, not 4; allowed: fiscal_year,index,source,note"},
           {with_rows("2025-26,0,X,\n" + after), "d.csv:16:9: 0 is not an index; allowed: a number from 0.01 to 100"},
           {with_rows("2025-26,-1,X,\n" + after), "d.csv:16:9: -1 is not an index; allowed: a number from 0.01 to 100"},
           {with_rows("2025-26,1e308,X,\n" + after),
            "d.csv:16:9: 1e308 is not an index; allowed: a number from 0.01 to 100"},
           {with_rows("2025-26,inf,X,\n" + after),
            "d.csv:16:9: \"inf\" is not a number; allowed: a finite number with a decimal point, such as 12.5"},
           {with_rows("2025/26,1.02,X,\n" + after),
            "d.csv:16:1: \"2025/26\" has a slash in place of the hyphen; allowed: 2025-26"},
           {with_rows("abcd-26,1.02,X,\n" + after),
            "d.csv:16:1: \"abcd-26\" is not a fiscal year; allowed: such as 2024-25, or \"after\""},
           {with_rows("2026-27,1.02,X,\n" + after), "d.csv:16:1: 2026-27 follows 2024-25; each fiscal year must follow "
                                                    "the one before it; allowed: 2025-26 here"},
           {with_rows("after,1e9,X,\n"), "d.csv:16:7: 1e9 is not a yearly factor; allowed: a number from 0.5 to 2"},
           {with_rows(""),
            "d.csv:1:1: there is no row \"after\"; allowed: a row \"after\" with the factor from one year "
            "to the next after the last"},
           {header + "2024-25,1.1,X,\n" + after,
            "d.csv:2:9: the index of 2024-25 is not 1; allowed: 1: the prices that all others are stated in"},
           {header + "2023-24,1,X,\n" + after,
            "d.csv:1:1: there is no row for 2024-25; allowed: a row 2024-25 with index 1"},
           {header + "2024-25,1,X,\n" + after,
            "d.csv:1:1: there is no row for 2011-12; allowed: rows from that year or earlier"},
       }) {
    EXPECT_THAT(deflator_problems(bad.text), ElementsAre(bad.says)) << bad.text;
  }
}

} // namespace
} // namespace headwater::outputs
