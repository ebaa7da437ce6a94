#include "model/experiments/evaluation.hpp"
#include "model/experiments/random_numbers.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace headwater::experiments {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Le;

void its_number(std::size_t run, std::vector<double>& point) { point[0] = static_cast<double>(run); }

TEST(Evaluation, HandsPointsOverInBatchesAndKeepsTheirOrder) {
  for (const std::size_t batch : {1U, 3U, 7U, 10U, 11U, 4096U}) {
    std::vector<std::size_t> sizes;
    const RunOutputs runs = evaluate(
        [&sizes](const Points& points) {
          sizes.push_back(points.size());
          std::vector<std::vector<double>> rows;
          for (const auto& point : points) {
            rows.push_back({point[0], -point[0]});
          }
          return rows;
        },
        10, 1, batch, its_number);
    EXPECT_THAT(sizes, Each(Le(batch)));
    EXPECT_EQ(sizes.size(), (10 + batch - 1) / batch);
    ASSERT_EQ(runs.runs(), 10U);
    ASSERT_EQ(runs.outputs(), 2U);
    for (std::size_t run = 0; run < 10; ++run) {
      EXPECT_EQ(runs.of(run, 0), static_cast<double>(run));
      EXPECT_EQ(runs.of(run, 1), -static_cast<double>(run));
    }
  }
}

TEST(Evaluation, AFailedRunHasNoOutputsAndAnOutputMayBeMissingByItself) {
  const auto model = [](const Points& points) {
    std::vector<std::vector<double>> rows;
    for (const auto& point : points) {
      rows.push_back(point[0] < 2.0    ? std::vector<double>{}
                     : point[0] == 3.0 ? std::vector<double>{1.0, 1.0 / 0.0}
                                       : std::vector<double>{1.0, 2.0});
    }
    return rows;
  };
  const RunOutputs runs = evaluate(model, 5, 1, 1, its_number);
  std::vector<bool> first;
  std::vector<bool> second;
  for (std::size_t run = 0; run < 5; ++run) {
    first.push_back(runs.has(run, 0));
    second.push_back(runs.has(run, 1));
  }
  EXPECT_THAT(first, ElementsAre(false, false, true, true, true));
  EXPECT_THAT(second, ElementsAre(false, false, true, false, true));
}

TEST(Evaluation, RefusesWhatIsNotARowAPoint) {
  const auto answering = [](std::vector<std::vector<double>> rows) { return [rows](const Points&) { return rows; }; };
  EXPECT_THROW(evaluate(answering({{1.0}}), 2, 1, 2, its_number), std::invalid_argument);
  EXPECT_THROW(evaluate(answering({{1.0}, {1.0, 2.0}}), 2, 1, 2, its_number), std::invalid_argument);
  EXPECT_THROW(evaluate(answering({{1.0}, {1.0}}), 2, 1, 0, its_number), std::invalid_argument);
  EXPECT_THROW(evaluate(answering({{}, {}}), 2, 1, 2, its_number), std::runtime_error);
}

// The standard gives the 10000th number of std::mt19937_64 from its default seed, 5489. The order and the fraction are
// those of a program in another language, written from the definitions.
TEST(RandomNumbers, AreTheSameOnEveryMachine) {
  RandomNumbers standard(5489);
  for (int i = 0; i < 9999; ++i) {
    standard.unit();
  }
  EXPECT_EQ(standard.below(1000000007), 9981545732273789042U % 1000000007U);
  RandomNumbers random(1);
  EXPECT_THAT(random.order(8), ElementsAre(4, 6, 3, 5, 1, 7, 2, 0));
  EXPECT_EQ(random.unit(), 0.07442504007116668);
}

TEST(RandomNumbers, AnOrderHasEverybodyOnceAndEveryOrderIsAsLikely) {
  RandomNumbers random(3);
  std::vector<int> met(6, 0);
  for (int i = 0; i < 6000; ++i) {
    const std::vector<std::size_t> order = random.order(3);
    EXPECT_THAT(order, testing::UnorderedElementsAre(0, 1, 2));
    ++met[order[0] * 2 + (order[1] > order[2] ? 1 : 0)];
  }
  EXPECT_THAT(met, Each(testing::AllOf(testing::Gt(880), testing::Lt(1120)))); // 4 standard deviations of 29
}

} // namespace
} // namespace headwater::experiments
