#include "calibration/inference/estimate/parameter_scale.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace headwater::calibration::tests {
namespace {

using testing::HasSubstr;

const std::vector<ParameterScale>& every_scale() {
  static const std::vector<ParameterScale> all{ParameterScale::unbounded(), ParameterScale::above(-3.0, 0.5),
                                               ParameterScale::below(7.0, 20.0), ParameterScale::between(0.25, 0.75)};
  return all;
}

TEST(ParameterScale, FreeAndValueUndoEachOther) {
  for (const ParameterScale& scale : every_scale()) {
    for (const double z : {-5.0, -1.0, 0.0, 0.3, 2.0, 5.0}) {
      EXPECT_NEAR(scale.free(scale.value(z)), z, 1e-11) << scale.words();
    }
  }
}

TEST(ParameterScale, SlopeIsThatOfTheValue) {
  for (const ParameterScale& scale : every_scale()) {
    for (const double z : {-4.0, -0.5, 0.0, 0.5, 4.0}) {
      const double h = 1e-4; // the difference is wrong by h^2/6 of the third derivative
      EXPECT_NEAR((scale.value(z + h) - scale.value(z - h)) / (2.0 * h) / scale.slope(z), 1.0, 1e-7) << scale.words();
    }
  }
}

TEST(ParameterScale, NoValueIsBeyondABound) {
  for (const ParameterScale& scale : every_scale()) {
    for (const double z : {-1e300, -800.0, -40.0, 40.0, 800.0, 1e300}) {
      EXPECT_GE(scale.value(z), scale.lower()) << scale.words();
      EXPECT_LE(scale.value(z), scale.upper()) << scale.words();
      EXPECT_GE(scale.slope(z), 0.0) << scale.words();
    }
  }
  EXPECT_EQ(ParameterScale::between(0.1, 0.7).value(800.0), 0.7) << "to the bit";
}

// The middle of the logit's scale, and a distance of one unit, are at z = 0.
TEST(ParameterScale, IsTheScaleThatItSays) {
  EXPECT_EQ(ParameterScale::between(0.0, 4.0).value(0.0), 2.0);
  EXPECT_NEAR(ParameterScale::between(0.0, 4.0).value(std::log(3.0)), 3.0, 1e-14);
  EXPECT_EQ(ParameterScale::above(1.0, 5.0).value(0.0), 6.0);
  EXPECT_NEAR(ParameterScale::below(1.0, 5.0).value(-std::log(2.0)), -9.0, 1e-14);
}

TEST(ParameterScale, AThousandthOfTheRangeIsAtABound) {
  const ParameterScale both = ParameterScale::between(10.0, 20.0);
  EXPECT_EQ(both.at_bound(both.free(10.009)), Bound::lower);
  EXPECT_EQ(both.at_bound(both.free(10.011)), Bound::none);
  EXPECT_EQ(both.at_bound(both.free(19.989)), Bound::none);
  EXPECT_EQ(both.at_bound(both.free(19.991)), Bound::upper);
  const ParameterScale lower = ParameterScale::above(0.0, 100.0);
  EXPECT_EQ(lower.at_bound(lower.free(0.09)), Bound::lower);
  EXPECT_EQ(lower.at_bound(lower.free(0.11)), Bound::none);
  const ParameterScale upper = ParameterScale::below(0.0);
  EXPECT_EQ(upper.at_bound(upper.free(-0.0009)), Bound::upper);
  EXPECT_EQ(upper.at_bound(upper.free(-0.0011)), Bound::none);
  EXPECT_EQ(ParameterScale::unbounded().at_bound(1e300), Bound::none);
}

TEST(ParameterScale, RefusesBoundsThatAreNone) {
  EXPECT_THROW(ParameterScale::between(1.0, 1.0), std::invalid_argument);
  EXPECT_THROW(ParameterScale::between(2.0, 1.0), std::invalid_argument);
  EXPECT_THROW(ParameterScale::between(-1.7e308, 1.7e308), std::invalid_argument) << "the range overflows";
  EXPECT_THROW(ParameterScale::above(0.0, 0.0), std::invalid_argument);
  EXPECT_THROW(ParameterScale::below(std::nan("")), std::invalid_argument);
}

TEST(ParameterScale, RefusesValuesOnOrBeyondABound) {
  for (const double x : {0.25, 0.75, 3.0, std::nan("")}) {
    EXPECT_THAT([&] { (void)ParameterScale::between(0.25, 0.75).free(x); },
                testing::ThrowsMessage<std::invalid_argument>(HasSubstr("is not between 0.25 and 0.75")));
  }
  EXPECT_THROW((void)ParameterScale::unbounded().free(INFINITY), std::invalid_argument);
}

} // namespace
} // namespace headwater::calibration::tests
