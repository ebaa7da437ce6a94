#include "outputs/results/fiscal_year.hpp"

#include <gmock/gmock.h>

namespace headwater::outputs {
namespace {

using testing::ElementsAre;

TEST(FiscalYear, RunsFromAprilToMarchAndHoldsOne31July) {
  const FiscalYear year{2026};
  EXPECT_EQ(year.begins(), 2026.25);
  EXPECT_EQ(year.ends(), 2027.25);
  EXPECT_EQ(year.july(), model::july_31(2026));
}

TEST(FiscalYear, IsWrittenWithTwoDigitsAfterTheDash) {
  EXPECT_EQ(FiscalYear{2026}.label(), "2026-27");
  EXPECT_EQ(FiscalYear{2008}.label(), "2008-09");
  EXPECT_EQ(FiscalYear{1999}.label(), "1999-00");
}

TEST(FiscalYear, IsWholeOnlyWhereTheRunCoversItFromEndToEnd) {
  EXPECT_EQ(first_whole_year.label(), "2012-13");
  EXPECT_EQ(last_whole_year(2046).label(), "2045-46");
  EXPECT_LE(last_whole_year(2030).ends(), model::july_31(2030));
}

TEST(FiscalYear, ASummarySpeaksOfYearsTheRunCoversWhole) {
  EXPECT_THAT(summary_years(2046), ElementsAre(FiscalYear{2030}, FiscalYear{2040}));
  EXPECT_THAT(summary_years(2041), ElementsAre(FiscalYear{2030}, FiscalYear{2040}));
  EXPECT_THAT(summary_years(2040), ElementsAre(FiscalYear{2030}, FiscalYear{2039}));
  EXPECT_THAT(summary_years(2031), ElementsAre(FiscalYear{2030}));
  EXPECT_THAT(summary_years(2027), ElementsAre(FiscalYear{2026}));
}

} // namespace
} // namespace headwater::outputs
