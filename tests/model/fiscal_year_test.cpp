#include "model/solve/fiscal_year.hpp"

#include <gtest/gtest.h>

namespace headwater::model {
namespace {

TEST(FiscalYear, RunsFromAprilToMarchAndHoldsOne31July) {
  const FiscalYear year{2026};
  EXPECT_EQ(year.begins(), 2026.25);
  EXPECT_EQ(year.ends(), 2027.25);
  EXPECT_EQ(year.next(), FiscalYear{2027});
  EXPECT_EQ(year.july(), july_31(2026));
  EXPECT_EQ(fiscal_year_of(2026.25), year);
  EXPECT_EQ(fiscal_year_of(2026.24), FiscalYear{2025});
}

TEST(FiscalYear, IsWrittenWithTwoDigitsAfterTheDash) {
  for (const auto& [first, text] :
       {std::pair{2026, "2026-27"}, std::pair{2008, "2008-09"}, std::pair{1999, "1999-00"}, std::pair{99, "0099-00"}}) {
    EXPECT_EQ(FiscalYear{first}.label(), text);
    EXPECT_EQ(parse_fiscal_year(text), FiscalYear{first});
  }
}

TEST(FiscalYear, OthersAreNone) {
  for (const char* text : {"", "2026", "2026-28", "26-27", "2026/27", "2026-2027", " 2026-27", "2026-27 ", "202a-27"}) {
    EXPECT_EQ(parse_fiscal_year(text), std::nullopt) << text;
  }
}

TEST(FiscalYear, IsWholeOnlyWhereTheRunCoversItFromEndToEnd) {
  EXPECT_EQ(first_whole_year.label(), "2012-13");
  EXPECT_EQ(last_whole_year(2046).label(), "2045-46");
  EXPECT_LE(last_whole_year(2030).ends(), july_31(2030));
}

} // namespace
} // namespace headwater::model
