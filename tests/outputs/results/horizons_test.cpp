// The horizons of an appraisal: 20, 40 and 60 years as far as a run goes, and the last year that may be quoted.
#include "outputs/results/horizons.hpp"

#include "model/solve/clock.hpp"

#include <gmock/gmock.h>

namespace headwater::outputs {
namespace {

using testing::ElementsAre;

TEST(Horizons, AreThoseThatARunReachesAndItsOwnEnd) {
  EXPECT_THAT(appraised_to(2086), ElementsAre(FiscalYear{2045}, FiscalYear{2065}, FiscalYear{2085}));
  EXPECT_THAT(appraised_to(2070), ElementsAre(FiscalYear{2045}, FiscalYear{2065}, FiscalYear{2069}));
  EXPECT_THAT(appraised_to(2046), ElementsAre(FiscalYear{2045}));
  EXPECT_THAT(appraised_to(2032), ElementsAre(FiscalYear{2031}));
  for (const Horizon& one : horizons) {
    EXPECT_EQ(one.last.first - 2026 + 1, one.years) << "counted from 2026-27";
  }
  EXPECT_EQ(horizons.back().last, last_whole_year(model::last_horizon)) << "the longest run reaches all of them";
}

TEST(Horizons, WordsSpeakOfTheFirstOrOfAShorterRunsEnd) {
  EXPECT_EQ(spoken_horizon(2086), FiscalYear{2045});
  EXPECT_EQ(spoken_horizon(2040), FiscalYear{2039});
  EXPECT_EQ(quoted_july(2086), 2046);
  EXPECT_EQ(quoted_july(2040), 2040);
}

} // namespace
} // namespace headwater::outputs
