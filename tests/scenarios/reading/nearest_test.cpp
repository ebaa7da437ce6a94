#include "scenarios/reading/nearest.hpp"

#include <gtest/gtest.h>

namespace headwater::scenarios {
namespace {

TEST(Nearest, CountsSlips) {
  EXPECT_EQ(slips_between("", ""), 0U);
  EXPECT_EQ(slips_between("amount", "amount"), 0U);
  EXPECT_EQ(slips_between("amuont", "amount"), 1U); // neighbours swapped
  EXPECT_EQ(slips_between("amont", "amount"), 1U);
  EXPECT_EQ(slips_between("ammount", "amount"), 1U);
  EXPECT_EQ(slips_between("kitten", "sitting"), 3U);
  EXPECT_EQ(slips_between("ca", "abc"), 3U); // no letter is edited twice
  EXPECT_EQ(slips_between("abc", ""), 3U);
}

TEST(Nearest, NamesTheClosestOrNothing) {
  const std::vector<std::string> names = {"keep-the-promise", "kinship-first", "cuts"};
  EXPECT_EQ(nearest("keep_the_promis", names), "keep-the-promise");
  EXPECT_EQ(nearest("Keep The Promise", names), "keep-the-promise");
  EXPECT_EQ(nearest("cut", names), "cuts");
  EXPECT_EQ(nearest("nonsense", names), "");
  EXPECT_EQ(nearest(std::string(10000, 'x'), names), "");
}

} // namespace
} // namespace headwater::scenarios
