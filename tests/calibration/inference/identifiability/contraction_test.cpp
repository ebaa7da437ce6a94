#include "calibration/inference/identifiability/contraction.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace headwater::calibration {
namespace {

using testing::HasSubstr;

// A normal mean: prior of standard deviation 3, four figures of standard deviation 2. The posterior precision is
// 1/9 + 4/4, so the data take 9 of 10 parts of the prior variance.
TEST(PosteriorContraction, OfANormalMean) {
  const std::vector<Contraction> all = contractions({"mean"}, std::vector{3.0}, std::vector{std::sqrt(0.9)});
  EXPECT_NEAR(all[0].value(), 0.9, 1e-15);
  EXPECT_EQ(all[0].words(), "mean: the data took 90 % of the prior variance");
}

TEST(PosteriorContraction, FromNothingToAllInWords) {
  const std::vector<Contraction> all = contractions({"idle", "known", "wider", "fixed"},
                                                    std::vector{2.0, 100.0, 1.0, 1.0}, std::vector{2.0, 2.0, 1.5, 0.0});
  EXPECT_EQ(all[0].value(), 0.0);
  EXPECT_EQ(all[0].words(), "idle: the data took 0 % of the prior variance");
  EXPECT_NEAR(all[1].value(), 0.9996, 1e-12);
  EXPECT_EQ(all[1].words(), "known: the data took all but 0.04 % of the prior variance");
  EXPECT_EQ(all[2].value(), -1.25);
  EXPECT_THAT(all[2].words(), HasSubstr("wider: the posterior is wider than the prior, 1.5 times"));
  EXPECT_EQ(all[3].value(), 1.0);
}

TEST(PosteriorContraction, RefusesWhatIsNoStandardDeviation) {
  EXPECT_THROW(contractions({"a", "b"}, std::vector{1.0}, std::vector{1.0, 1.0}), std::invalid_argument);
  EXPECT_THAT(
      [] {
        contractions({"a", "b", "c"}, std::vector{0.0, 1.0, 1.0},
                     std::vector{1.0, 1.0, std::numeric_limits<double>::infinity()});
      },
      testing::ThrowsMessage<std::invalid_argument>(HasSubstr("a: 0 before, 1 after; c: 1 before, inf after")));
}

} // namespace
} // namespace headwater::calibration
