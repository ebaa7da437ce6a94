#include "model/experiments/random_engine.hpp"

#include <gmock/gmock.h>

namespace headwater::experiments {
namespace {

using testing::Each;
using testing::ElementsAre;

// Philox4x64-10 of counter 0 and key 0 is in the known answers that its authors ship. The others are those of a program
// in another language, written from the definitions, which gives the known answers too.
TEST(RandomEngine, IsTheSameOnEveryMachine) {
  EXPECT_EQ(RandomEngine(0)(), 0x16554d9eca36314cU);
  EXPECT_EQ(RandomEngine(7, 2, 3)(), 0x65b71ae2e88d8b0cU);
  RandomEngine random(1);
  EXPECT_THAT(random.order(8), ElementsAre(6, 0, 2, 5, 1, 7, 3, 4));
  EXPECT_EQ(random.unit(), 0.055322533114339545);
  EXPECT_EQ(random.used(), 8U);
}

TEST(RandomEngine, AnOrderHasEverybodyOnceAndEveryOrderIsAsLikely) {
  RandomEngine random(3);
  std::vector<int> met(6, 0);
  for (int i = 0; i < 6000; ++i) {
    const std::vector<std::size_t> order = random.order(3);
    EXPECT_THAT(order, testing::UnorderedElementsAre(0, 1, 2));
    ++met[order[0] * 2 + (order[1] > order[2] ? 1 : 0)];
  }
  EXPECT_THAT(met, Each(testing::AllOf(testing::Gt(880), testing::Lt(1120)))); // 4 standard deviations of 29
}

TEST(RandomEngine, BelowABoundIsEveryNumberAsOften) {
  RandomEngine random(4);
  std::vector<int> met(7, 0);
  for (int i = 0; i < 7000; ++i) {
    ++met.at(random.below(met.size()));
  }
  EXPECT_THAT(met, Each(testing::AllOf(testing::Gt(880), testing::Lt(1120)))); // 4 standard deviations of 29
}

TEST(RandomEngine, OthersUsersAndPurposesHaveOtherNumbers) {
  const std::uint64_t number = RandomEngine(1, 1, 1)();
  EXPECT_NE(RandomEngine(2, 1, 1)(), number);
  EXPECT_NE(RandomEngine(1, 2, 1)(), number);
  EXPECT_NE(RandomEngine(1, 1, 2)(), number);
}

TEST(RandomEngine, GoesOnAfterWhatWasUsed) {
  RandomEngine whole(5);
  whole.order(10);
  RandomEngine resumed(5);
  resumed.go_on_after(whole.used());
  EXPECT_EQ(resumed(), whole());
}

} // namespace
} // namespace headwater::experiments
