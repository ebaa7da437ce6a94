// What changes a fit changes the code of its run; what a file of figures or priors holds is told as an input.
#include "app/verbs/calibrate_settings.hpp"

#include "tests/app/study/changed_settings.hpp"

#include <gmock/gmock.h>

namespace headwater::app {
namespace {

TEST(Calibrate, EveryOptionIsInTheCodeOrSaysThatItIsNot) {
  CalibrateSettings settings;
  SettingTable table;
  add_calibrate_settings(table, settings);
  EXPECT_THAT(tests::options_outside_the_code(table), testing::ElementsAre("--data", "--priors", "--threads", "--out"));
}

} // namespace
} // namespace headwater::app
