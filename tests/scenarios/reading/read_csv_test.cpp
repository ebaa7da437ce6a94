#include "scenarios/reading/read_csv.hpp"

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
  EXPECT_EQ(rows[1].fields[1].at, (Position{3, 3})); // in characters
  EXPECT_EQ(rows[1].fields[2].at, (Position{3, 14}));
  ASSERT_EQ(rows[2].fields.size(), 2U);
  EXPECT_EQ(rows[2].fields[1].text, "");
}

// RFC 4180: a quoted field may hold line breaks; those who come after it stand in later lines.
TEST(Csv, QuotedFieldsMayHoldLineBreaks) {
  const Read<std::vector<CsvRow>> read = read_csv("a,\"one\r\n\n\"\"two\"\"\",c\rd\n", "f.csv");
  ASSERT_TRUE(read.value);
  ASSERT_EQ(read.value->size(), 2U);
  const CsvRow& row = read.value->front();
  ASSERT_EQ(row.fields.size(), 3U);
  EXPECT_EQ(row.fields[1].text, "one\r\n\n\"two\"");
  EXPECT_EQ(row.fields[2].at, (Position{3, 10}));
  EXPECT_EQ(read.value->back().line, 4U);
}

TEST(Csv, CommentsAreLinesThatOpenWithAHash) {
  const std::string text = "# \"one\na,\"b\n# no comment\"\n#\n";
  const Read<std::vector<CsvRow>> read = read_csv(text, "f.csv", Comments::hash);
  ASSERT_TRUE(read.value);
  ASSERT_EQ(read.value->size(), 1U);
  EXPECT_EQ(read.value->front().fields[1].text, "b\n# no comment");
  EXPECT_EQ(read.value->front().line, 2U);
  EXPECT_EQ(read_csv("#a\n", "f.csv").value->size(), 1U);
}

TEST(Csv, RefusesQuotesThatDoNotFit) {
  const std::string allowed = "; allowed: a whole field in double quotes, and each quote inside it doubled";
  for (const auto& [text, says] : {std::pair("x\na,\"b\n", "f.csv:2:3: a quote is not closed"),
                                   {"a\"b,c\n", "f.csv:1:2: a quote stands inside a field"},
                                   {"\"a\"b,c\n", "f.csv:1:4: a quote stands inside a field"}}) {
    const Read<std::vector<CsvRow>> read = read_csv(text, "f.csv");
    ASSERT_EQ(read.problems.size(), 1U) << text;
    EXPECT_EQ(to_string(read.problems[0]), says + allowed);
  }
}

TEST(Csv, RefusesControlCharacters) {
  const Read<std::vector<CsvRow>> read = read_csv("a,b\xE2\x80\xAE\n\"a\nb\tc\"", "f.csv");
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(to_string(read.problems[0]),
            "f.csv:1:3: \"b\\u202E\" holds a control character; allowed: printable characters");
}

// A row of so many fields took an hour when each of them counted the characters before it.
TEST(Csv, TakesALineOfAMillionFields) {
  const Read<std::vector<CsvRow>> read = read_csv(std::string(1'000'000, ','), "f.csv");
  ASSERT_TRUE(read.value);
  EXPECT_EQ(read.value->front().fields.size(), 1'000'001U);
  EXPECT_EQ(read.value->front().fields.back().at, (Position{1, 1'000'001}));
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
