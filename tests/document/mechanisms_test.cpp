// The rows of what the founding documents ask for: all there, in order, and naming only what the equations have.
#include "model/document/mechanisms.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

namespace headwater::model {
namespace {

std::ptrdiff_t rows_of(Priority priority, MechanismStatus status) {
  const auto all = mechanisms();
  return std::count_if(all.begin(), all.end(),
                       [&](const Mechanism& row) { return row.priority == priority && row.status == status; });
}

TEST(Mechanisms, AllAreThereInOrder) {
  const auto all = mechanisms();
  ASSERT_EQ(all.size(), 79U);
  const std::regex keys("00[0-4]:[1-9][0-9]*( 00[0-4]:[1-9][0-9]*)*");
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].number, static_cast<int>(i) + 1);
    EXPECT_TRUE(std::regex_match(std::string(all[i].sources), keys)) << all[i].number;
    EXPECT_FALSE(all[i].mechanism.empty());
  }
  EXPECT_EQ(rows_of(Priority::A, MechanismStatus::met), 48);
  EXPECT_EQ(rows_of(Priority::A, MechanismStatus::partly), 1);
  EXPECT_EQ(rows_of(Priority::B, MechanismStatus::met), 11);
  EXPECT_EQ(rows_of(Priority::B, MechanismStatus::partly), 7);
  EXPECT_EQ(rows_of(Priority::B, MechanismStatus::missing), 5);
  EXPECT_EQ(rows_of(Priority::C, MechanismStatus::note), 7);
}

TEST(Mechanisms, NameOnlyWhatTheEquationsHave) {
  for (const Mechanism& row : mechanisms()) {
    EXPECT_THAT(problems_of(row), testing::IsEmpty());
    // what is not there names nothing
    const bool absent = row.status == MechanismStatus::missing || row.status == MechanismStatus::note;
    EXPECT_EQ(row.parts.empty(), absent) << row.number;
  }
}

TEST(Mechanisms, AWrongNameIsFound) {
  const Mechanism sound = mechanisms()[0];
  for (const char* wrong : {"lever:universal_suport", "flow:need apears", "auxiliary:det9", "stock:hubs",
                            "parameter:hubs_opened", "setting:hubs", "loop:L17", "counter:hubs", "cost category:hubs",
                            "hubs", "stock:universal_support", "lever:universal_reach"}) {
    Mechanism planted = sound;
    const std::string parts = std::string(sound.parts) + "; " + wrong;
    planted.parts = parts;
    EXPECT_THAT(problems_of(planted), testing::ElementsAre(testing::HasSubstr(wrong)));
  }
  Mechanism without_lever = sound;
  without_lever.parts = "stock:universal_reach; parameter:reach_time";
  EXPECT_THAT(problems_of(without_lever), testing::SizeIs(1));
  Mechanism empty = sound;
  empty.parts = "";
  EXPECT_THAT(problems_of(empty), testing::SizeIs(2));
}

} // namespace
} // namespace headwater::model
