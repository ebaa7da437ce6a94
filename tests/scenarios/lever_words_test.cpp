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

TEST(LeverWords, WhatIsKnownOfEveryLeverLiesInItsRangeAndSaysWhy) {
  for (const model::Lever& lever : model::levers()) {
    EXPECT_LE(lever.low, lever.evidence_low) << lever.name;
    EXPECT_LT(lever.evidence_low, lever.evidence_high) << lever.name;
    EXPECT_LE(lever.evidence_high, lever.high) << lever.name;
    EXPECT_LE(lever.evidence_low, 0.0) << lever.name; // no lever is always known
    EXPECT_FALSE(lever.evidence.empty()) << lever.name;
    EXPECT_FALSE(lever.evidence.ends_with('.')) << lever.name;
  }
}

TEST(LeverWords, WhatIsKnownIsASentence) {
  EXPECT_EQ(evidence_in_words(model::levers()[model::find_lever("planning_at_imprisonment")]),
            "Known for 0 to 10 GBP million a year. Judged: twice the 5 million it was looked at with.");
}

} // namespace
} // namespace headwater::scenarios
