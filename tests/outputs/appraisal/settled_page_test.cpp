#include "tests/outputs/appraisal/settled_page.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace headwater::tests {
namespace {

TEST(SettledPage, IsWhatRunsSay) {
  std::ifstream file(std::filesystem::path(HEADWATER_SOURCE_DIR) / "model" / "SETTLED.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(page, settled_page()) << "renew it: build/release/tests/outputs/write_settled > model/SETTLED.md";
}

} // namespace
} // namespace headwater::tests
