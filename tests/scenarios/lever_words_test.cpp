#include "scenarios/lever_words.hpp"

#include <gtest/gtest.h>

namespace headwater::scenarios {
namespace {

TEST(LeverWords, UnitsReadAsWords) {
  EXPECT_EQ(unit_in_words("GBPm/yr"), "GBP million a year");
  EXPECT_EQ(unit_in_words("GBPm/child/yr"), "GBP million per child a year");
  EXPECT_EQ(unit_in_words("1/yr"), "a year");
  EXPECT_EQ(unit_in_words("yr"), "years");
  EXPECT_EQ(unit_in_words("share"), "");
  EXPECT_EQ(unit_in_words("1"), "");
}

TEST(LeverWords, TheLoanIsALever) {
  ASSERT_LT(loan_lever, model::lever_count);
  EXPECT_EQ(model::levers()[loan_lever].symbol, "loan");
}

} // namespace
} // namespace headwater::scenarios
