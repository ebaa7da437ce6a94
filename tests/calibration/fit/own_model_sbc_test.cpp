// Does a fit of our own model draw from the posterior it should? And would we see it if it did not?
#include "tests/calibration/fit/own_model_sbc.hpp"

#include <gtest/gtest.h>

#include <cstdio>

namespace headwater::calibration::tests {
namespace {

/// Two parameters, two series up to 2016, five numbers of scatter, drawn by tempered SMC.
SbcResult small_result(OwnPlanted planted, std::size_t particles, std::size_t greatest_rank) {
  OwnModelSbc which;
  which.parameters = {"residential_share_scale", "cost_residential"};
  which.series = {"looked_after_residential_and_secure", "spend_residential_and_secure"};
  which.last = 2016;
  which.particles = particles;
  which.planted = planted;
  SbcSettings settings;
  settings.simulations = 40;
  settings.greatest_rank = greatest_rank;
  SbcResult result = own_model_sbc(which, settings);
  std::printf("%s", result.words().c_str());
  return result;
}

SbcVerdict verdict_by_day(OwnPlanted planted) { return small_result(planted, 30, 9).verdict(); }
SbcVerdict verdict_at_length(OwnPlanted planted) { return small_result(planted, 60, 19).verdict(); }

TEST(OwnModelSbc, NothingIsFoundAgainstTheFit) { EXPECT_EQ(verdict_by_day(OwnPlanted::nothing), SbcVerdict::even); }

TEST(OwnModelSbc, FindsADroppedJacobian) {
  EXPECT_EQ(verdict_by_day(OwnPlanted::dropped_jacobian), SbcVerdict::uneven);
}

TEST(OwnModelSbc, FindsAVarianceUsedAsAStandardDeviation) {
  EXPECT_EQ(verdict_by_day(OwnPlanted::variance_as_deviation), SbcVerdict::uneven);
}

TEST(OwnModelSbc, AtLengthNightly) {
  EXPECT_EQ(verdict_at_length(OwnPlanted::nothing), SbcVerdict::even);
  EXPECT_EQ(verdict_at_length(OwnPlanted::dropped_jacobian), SbcVerdict::uneven);
  EXPECT_EQ(verdict_at_length(OwnPlanted::variance_as_deviation), SbcVerdict::uneven);
}

// Three parameters, three series to their ends, drawn by NUTS.
TEST(OwnModelSbc, OfChainsNightly) {
  OwnModelSbc which;
  which.parameters = {"crisis_hazard_away", "home_supervision_end", "cost_residential"};
  which.series = {"starts", "looked_after_at_home", "spend_residential_and_secure"};
  SbcSettings settings;
  settings.simulations = 100;
  settings.greatest_rank = 19;
  settings.most_left = 0.1;
  const SbcResult result = own_model_sbc(which, settings);
  std::printf("%s", result.words().c_str());
  EXPECT_EQ(result.verdict(), SbcVerdict::even);
}

} // namespace
} // namespace headwater::calibration::tests
