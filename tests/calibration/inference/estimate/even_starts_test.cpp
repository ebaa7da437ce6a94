#include "calibration/inference/estimate/even_starts.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

TEST(EvenStarts, OneOfEachPartInEveryDimension) {
  const std::size_t count = 64;
  const std::size_t dimension = 40;
  const std::vector<double> points = even_starts(count, dimension, 7);
  ASSERT_EQ(points.size(), count * dimension);
  for (std::size_t j = 0; j < dimension; ++j) {
    std::set<std::size_t> parts;
    for (std::size_t i = 0; i < count; ++i) {
      parts.insert(static_cast<std::size_t>(points[i * dimension + j] * static_cast<double>(count)));
    }
    EXPECT_EQ(parts.size(), count) << "dimension " << j;
  }
}

// The first two dimensions of a Sobol sequence are a (0,2)-net: so they are after scrambling, which random points or a
// Latin hypercube are not.
TEST(EvenStarts, OneOfEachSquareInTheFirstTwoDimensions) {
  const std::vector<double> points = even_starts(64, 2, 3);
  std::set<std::size_t> squares;
  for (std::size_t i = 0; i < 64; ++i) {
    squares.insert(static_cast<std::size_t>(points[2 * i] * 8.0) * 8 +
                   static_cast<std::size_t>(points[2 * i + 1] * 8.0));
  }
  EXPECT_EQ(squares.size(), 64U);
}

TEST(EvenStarts, AreAFunctionOfSeedAndPoint) {
  const std::vector<double> few = even_starts(10, 5, 1);
  const std::vector<double> many = even_starts(100, 5, 1);
  EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
  EXPECT_NE(even_starts(10, 5, 2), few);
}

TEST(EvenStarts, RefuseMoreDimensionsThanThereAre) { EXPECT_THROW(even_starts(2, 100'000, 1), std::invalid_argument); }

} // namespace
} // namespace headwater::calibration::tests
