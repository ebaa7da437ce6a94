#include "outputs/results/summary_years.hpp"

#include <gmock/gmock.h>

namespace headwater::outputs {
namespace {

using testing::ElementsAre;

TEST(SummaryYears, AreYearsTheRunCoversWhole) {
  EXPECT_THAT(summary_years(2046), ElementsAre(FiscalYear{2030}, FiscalYear{2040}));
  EXPECT_THAT(summary_years(2041), ElementsAre(FiscalYear{2030}, FiscalYear{2040}));
  EXPECT_THAT(summary_years(2040), ElementsAre(FiscalYear{2030}, FiscalYear{2039}));
  EXPECT_THAT(summary_years(2031), ElementsAre(FiscalYear{2030}));
  EXPECT_THAT(summary_years(2027), ElementsAre(FiscalYear{2026}));
}

} // namespace
} // namespace headwater::outputs
