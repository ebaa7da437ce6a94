#include "calibration/period.hpp"

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

TEST(Period, OthersAreNone) {
  for (const char* text : {"", "2018-20", "2019-02-29", "2019-13-01", "2019-7-31", "2018-08..2020-07",
                           "2018-07..2019-06", "31.07.2019", "201a", "-201"}) {
    EXPECT_FALSE(parse_period(text)) << text;
  }
}

} // namespace
} // namespace headwater::calibration
