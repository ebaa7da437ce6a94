#include "model/experiments/evaluation.hpp"

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

} // namespace
} // namespace headwater::experiments
