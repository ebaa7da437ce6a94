#include "scenarios/csv.hpp"

#include <gtest/gtest.h>

namespace headwater::scenarios {
namespace {

TEST(Csv, SplitsLinesAndFieldsWithTheirPlaces) {
  const Read<std::vector<CsvRow>> read = read_csv("a,b\r\n\r\né,\"x, \"\"y\"\"\",z\n1,", "f.csv");
  ASSERT_TRUE(read.value);
  const std::vector<CsvRow>& rows = *read.value;
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1].line, 3U);
  ASSERT_EQ(rows[1].fields.size(), 3U);
  EXPECT_EQ(rows[1].fields[1].text, "x, \"y\"");
  EXPECT_EQ(rows[1].fields[1].column, 3U); // in characters
  EXPECT_EQ(rows[1].fields[2].column, 14U);
  ASSERT_EQ(rows[2].fields.size(), 2U);
  EXPECT_EQ(rows[2].fields[1].text, "");
}

TEST(Csv, RefusesQuotesThatDoNotFit) {
  for (const char* text : {"a,\"b\n", "a\"b,c\n", "\"a\"b,c\n"}) {
    const Read<std::vector<CsvRow>> read = read_csv(text, "f.csv");
    ASSERT_EQ(read.problems.size(), 1U) << text;
    EXPECT_EQ(to_string(read.problems[0]), "f.csv:1:1: a quote is not closed, or stands inside a field");
  }
}

TEST(Csv, NumbersHaveADecimalPoint) {
  EXPECT_EQ(parse_number("12.5"), 12.5);
  EXPECT_EQ(parse_number("-3"), -3.0);
  for (const char* text : {"", "12,5", "1 000", "nan", "inf", "1e999", "5m", " 5", "0x10"}) {
    EXPECT_EQ(parse_number(text), std::nullopt) << text;
  }
}

} // namespace
} // namespace headwater::scenarios
