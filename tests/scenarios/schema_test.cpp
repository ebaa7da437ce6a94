#include "scenarios/schema.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace headwater::scenarios {
namespace {

TEST(Schema, TheFileIsWhatTheTablesSay) {
  std::ostringstream text;
  text << std::ifstream(HEADWATER_SOURCE_DIR "/scenarios/scenario.schema.json").rdbuf();
  EXPECT_TRUE(text.str() == scenario_schema()) << "scenarios/scenario.schema.json is stale; renew it with\n"
                                                  "  headwater export schema > scenarios/scenario.schema.json";
}

} // namespace
} // namespace headwater::scenarios
