#include "scenarios/reading/csv_checks.hpp"

#include <gtest/gtest.h>

namespace headwater::scenarios {
namespace {

CsvRow row_of(const std::string& text) { return read_csv(text, "f.csv").value->front(); }

std::string shown(const std::vector<Problem>& problems) {
  return problems.size() == 1 ? to_string(problems.front()) : std::to_string(problems.size()) + " problems";
}

std::string of_header(const std::string& text) {
  std::vector<Problem> all;
  ProblemList problems("f.csv", all);
  return is_header(row_of(text), "year,amount", "a table", problems) ? "a header" : shown(all);
}

std::string of_width(const std::string& text) {
  std::vector<Problem> all;
  ProblemList problems("f.csv", all);
  return has_width(row_of(text), 2, "two fields", problems) ? "fits" : shown(all);
}

TEST(CsvChecks, NumbersAsPeopleWriteThem) {
  struct Written {
    const char* text;
    const char* what;
    const char* right;
  };
  for (const auto& [text, what, right] : {
           Written{"1,200", "has commas between its thousands", "1200"},
           {"-12,345,678.5", "has commas between its thousands", "-12345678.5"},
           {"1 200", "has spaces between its digits", "1200"},
           {"1\u202F200", "has spaces between its digits", "1200"},
           {"12,5", "has a decimal comma", "12.5"},
           {"£12", "has a currency sign", "12"},
           {"£1,200.50", "has a currency sign and commas between its thousands", "1200.50"},
           {"“12”", "has curly quotes around it", "12"},
           {" 12", "has spaces around it", "12"},
           {"12\u00A0", "has spaces around it", "12"},
           {"12%", "is in per cent", "0.12, a share of 1"},
           {"(12)", "has brackets in place of a minus", "-12"},
           {"\u221212", "has a dash in place of a minus", "-12"},
           {"12 million", "has a unit behind it", "12"},
           {"12m", "has a unit behind it", "12"},
       }) {
    const std::optional<Slip> slip = number_slip(text);
    ASSERT_TRUE(slip) << text;
    EXPECT_EQ(slip->what, in_quotes(text) + " " + what);
    EXPECT_EQ(slip->right, right) << text;
  }
  for (const char* text : {"", "12", "1e5", "nan", "inf", "x", "m", "1,2,3", "1e999", "£", "%", "--1", "1,2000.5"}) {
    EXPECT_FALSE(number_slip(text)) << text;
  }
}

TEST(CsvChecks, FiscalYearsAsPeopleWriteThem) {
  for (const auto& [text, what] : {std::pair("2026/27", "has a slash in place of the hyphen"),
                                   {"2026\u201327", "has another dash than a hyphen"},
                                   {"2026-2027", "has four digits in its second year"},
                                   {"FY2026-27", "has letters before it"},
                                   {"“2026-27”", "has curly quotes around it"},
                                   {"2026 - 27", "has spaces in it"},
                                   {"2026-28", "is not two years that follow each other"},
                                   {"26/27", "has a slash in place of the hyphen"},
                                   {"2026", "is one calendar year"}}) {
    const std::optional<Slip> slip = fiscal_year_slip(text);
    ASSERT_TRUE(slip) << text;
    EXPECT_EQ(slip->what, in_quotes(text) + " " + what);
    EXPECT_EQ(slip->right, "2026-27") << text;
  }
  for (const char* text : {"", "2026-27", "after", "27", "2026-07-31", "20266-27", "-27", "/"}) {
    EXPECT_FALSE(fiscal_year_slip(text)) << text;
  }
}

TEST(CsvChecks, HeadersSayWhatWasSeen) {
  EXPECT_EQ(of_header("year,amount"), "a header");
  EXPECT_EQ(of_header("year;amount"), "f.csv:1:1: the fields are parted by semicolons; allowed: commas between fields, "
                                      "and a point in decimal numbers: year,amount");
  EXPECT_EQ(of_header("year\tamount"),
            "f.csv:1:1: the fields are parted by tabs; allowed: commas between fields: year,amount");
  EXPECT_EQ(of_header("sep=;"), "f.csv:1:1: the first line tells a spreadsheet how fields are parted; allowed: a file "
                                "without that line: year,amount");
  EXPECT_EQ(of_header("year,amount,,"),
            "f.csv:1:13: the header has 2 commas too many at its end; allowed: year,amount");
  EXPECT_EQ(of_header("year, Amount"), "f.csv:1:6: the column amount is called \" Amount\"; allowed: year,amount");
  EXPECT_EQ(of_header("“year”,amount"), "f.csv:1:1: the column year is called \"“year”\"; allowed: year,amount");
  EXPECT_EQ(of_header("amount,year"), "f.csv:1:1: the first line is not the header of a table; allowed: year,amount");
}

TEST(CsvChecks, RowsSayWhatWasSeen) {
  EXPECT_EQ(of_width("2026-27,1"), "fits");
  EXPECT_EQ(of_width("2026-27,1,"), "f.csv:1:11: the row has a comma too many at its end; allowed: 2 fields");
  EXPECT_EQ(of_width("2026-27,1,200"), "f.csv:1:9: the comma in \"1,200\" parts it into two fields; allowed: 1200");
  EXPECT_EQ(of_width("2026-27,1,5"), "f.csv:1:9: the comma in \"1,5\" parts it into two fields; allowed: 1.5");
  EXPECT_EQ(of_width("2026-27;1,5"), "fits"); // and is told of when its fields are read
  EXPECT_EQ(of_width("2026-27;1"), "f.csv:1:1: the fields are parted by semicolons; allowed: commas between fields, "
                                   "and a point in decimal numbers");
  EXPECT_EQ(of_width("2026-27"), "f.csv:1:1: the row has 1 field, not 2; allowed: two fields");
  EXPECT_EQ(of_width("a,b,c,d"), "f.csv:1:1: the row has 4 fields, not 2; allowed: two fields");
}

} // namespace
} // namespace headwater::scenarios
