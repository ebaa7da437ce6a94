#include "scenarios/reading/name_key.hpp"

#include <gtest/gtest.h>

namespace headwater::scenarios {
namespace {

TEST(NameKey, IsOneForNamesThatLookTheSame) {
  EXPECT_EQ(name_key("caf\u00E9"), name_key("cafe\u0301"));
  EXPECT_EQ(name_key("a\u200Bb\u00AD\uFEFF"), "ab");
  EXPECT_EQ(name_key(" a \u00A0 b\u2003"), "a b");
  EXPECT_EQ(name_key("\u200B \u2060"), "");
  EXPECT_EQ(name_key("Còmhnaidh"), "Còmhnaidh");
}

TEST(NameKey, KeepsNamesApartThatDoNot) {
  EXPECT_NE(name_key("cafe"), name_key("caf\u00E9"));
  EXPECT_NE(name_key("Cuts"), name_key("cuts"));
  EXPECT_NE(name_key("ab"), name_key("a b"));
  EXPECT_NE(name_key("x\u00B2"), name_key("x2"));
}

} // namespace
} // namespace headwater::scenarios
