#include "scenarios/fiscal_year.hpp"

#include <gtest/gtest.h>

namespace headwater::scenarios {
namespace {

TEST(FiscalYear, BeginsOnTheFirstOfApril) {
  EXPECT_EQ(parse_fiscal_year("2026-27"), 2026);
  EXPECT_EQ(parse_fiscal_year("1999-00"), 1999);
  EXPECT_EQ(first_of_april(2026), 2026.25);
  EXPECT_EQ(fiscal_year(2026), "2026-27");
  EXPECT_EQ(fiscal_year(1999), "1999-00");
  EXPECT_EQ(fiscal_year_of(2026.25), 2026);
  EXPECT_EQ(fiscal_year_of(2026.24), 2025);
}

TEST(FiscalYear, OthersAreNone) {
  for (const char* text : {"", "2026", "2026-28", "26-27", "2026/27", "2026-2027", " 2026-27", "2026-27 ", "202a-27"}) {
    EXPECT_EQ(parse_fiscal_year(text), std::nullopt) << text;
  }
}

} // namespace
} // namespace headwater::scenarios
