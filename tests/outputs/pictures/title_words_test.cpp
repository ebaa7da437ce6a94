#include "outputs/pictures/title_words.hpp"

#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

namespace headwater::outputs {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Words, PoundsAreSaidAsASentenceSaysThem) {
  EXPECT_EQ(pounds_in_words(193.7e6), "£194 million");
  EXPECT_EQ(pounds_in_words(1.206e9), "£1.21 billion");
  EXPECT_EQ(pounds_in_words(-35.2e6), "−£35 million");
  EXPECT_EQ(pounds_in_words(3.14e6), "£3.1 million");
  EXPECT_EQ(pounds_in_words(999.4e6), "£999 million");
  EXPECT_EQ(pounds_in_words(999.6e6), "£1.00 billion");
  EXPECT_EQ(pounds_in_words(620e3), "£620 thousand") << "a council's";
  EXPECT_EQ(pounds_in_words(-4.2e3), "−£4.2 thousand");
  EXPECT_EQ(pounds_in_words(999.4e3), "£999 thousand");
  EXPECT_EQ(pounds_in_words(999.6e3), "£1.0 million");
  EXPECT_EQ(pounds_in_words(0.0), "£0.0 million");
  EXPECT_EQ(pounds_in_words(499.0), "£0.0 million");
}

TEST(Words, PeopleAreWhole) {
  EXPECT_EQ(people(7271.4), "7,271");
  EXPECT_EQ(people(0.6), "1");
}

TEST(Words, YearsSpokenOfLieInsideTheRun) {
  Booklet booklet{};
  booklet.runs.area = "Scotland";
  booklet.runs.horizon = 2046;
  EXPECT_EQ(spoken_year(booklet.runs), 2040);
  EXPECT_EQ(span_of(compared_years(booklet.runs.horizon)), "2026-27 to 2045-46");
  booklet.runs.horizon = 2027;
  EXPECT_EQ(spoken_year(booklet.runs), 2027);
  EXPECT_EQ(span_of(compared_years(booklet.runs.horizon)), "2026-27");
}

TEST(Words, TheSourceLineNamesTheRunAndItsLimits) {
  const Booklet booklet = tests::booklet_of({}, {.horizon = 2027});
  for (const bool with_history : {true, false}) {
    EXPECT_THAT(source_line(booklet, with_history), HasSubstr("Run c0de1234"));
    EXPECT_THAT(source_line(booklet, with_history), HasSubstr("no uncertainty is shown"));
  }
  EXPECT_THAT(source_line(booklet, true), HasSubstr("Scottish Government"));
  EXPECT_THAT(source_line(booklet, false), Not(HasSubstr("Scottish Government")));
}

} // namespace
} // namespace headwater::outputs
