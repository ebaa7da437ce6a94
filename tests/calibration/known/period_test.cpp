#include "calibration/known/period.hpp"

#include <gtest/gtest.h>

namespace headwater::calibration {
namespace {

TEST(Period, ADayIsAMoment) {
  const Period july = parse_period("2011-07-31").value();
  EXPECT_EQ(july.kind, PeriodKind::day);
  EXPECT_EQ(july.year, 2011);
  EXPECT_EQ(july.middle, 2011.0 + 7.0 / 12.0); // where a run starts
  EXPECT_EQ(parse_period("2026-01-01")->middle, 2026.0);
  EXPECT_EQ(parse_period("2014-06-30")->middle, 2014.5);
  EXPECT_EQ(parse_period("2012-02-29")->middle, 2012.0 + 2.0 / 12.0);
}

TEST(Period, YearsEndInTheYearTheyAreNamedBy) {
  EXPECT_EQ(parse_period("2018-19")->year, 2019);
  EXPECT_EQ(parse_period("2018-19")->middle, 2018.75);
  EXPECT_EQ(parse_period("2018-08..2019-07")->year, 2019);
  EXPECT_NEAR(parse_period("2018-08..2019-07")->middle, 2018.0 + 7.0 / 12.0 + 0.5, 1e-12);
  EXPECT_EQ(parse_period("2018-04..2019-03")->kind, PeriodKind::fiscal_year);
  EXPECT_EQ(parse_period("2018-04..2019-03")->middle, 2018.75);
  EXPECT_EQ(parse_period("2015")->kind, PeriodKind::calendar_year);
}

TEST(Period, EndsOnItsLastDay) {
  EXPECT_EQ(parse_period("2019-07-31")->last, (Day{2019, 7, 31}));
  EXPECT_EQ(parse_period("2018-19")->last, (Day{2019, 3, 31}));
  EXPECT_EQ(parse_period("2018-04..2019-03")->last, (Day{2019, 3, 31}));
  EXPECT_EQ(parse_period("2018-08..2019-07")->last, (Day{2019, 7, 31}));
  EXPECT_EQ(parse_period("2015")->last, (Day{2015, 12, 31}));
}

TEST(Day, AMonthOrAYearStandsForItsLastDay) {
  EXPECT_EQ(parse_day("2020-03-31").value(), (Day{2020, 3, 31}));
  EXPECT_EQ(parse_day("2020-02").value(), (Day{2020, 2, 29}));
  EXPECT_EQ(parse_day("2021-02").value(), (Day{2021, 2, 28}));
  EXPECT_EQ(parse_day("2020").value(), (Day{2020, 12, 31}));
  EXPECT_LT((Day{2020, 3, 31}), (Day{2020, 12, 1}));
  for (const char* text : {"", "20", "2020-", "2020-13", "2020-00", "2021-02-29", "2020-02-00", "2020-2-01", "0000",
                           "2020/02/01", "2020-02-01 ", "-202"}) {
    EXPECT_FALSE(parse_day(text)) << text;
  }
}

TEST(Period, OthersAreNone) {
  for (const char* text : {"", "2018-20", "2019-02-29", "2019-13-01", "2019-7-31", "2018-08..2020-07",
                           "2018-07..2019-06", "31.07.2019", "201a", "-201"}) {
    EXPECT_FALSE(parse_period(text)) << text;
  }
}

} // namespace
} // namespace headwater::calibration
