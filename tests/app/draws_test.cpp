// Draws as a user meets them: files that fill up, and plain words where asked amiss. What they say is tested in
// tests/app/study.
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::tests {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;
using testing::IsSupersetOf;

std::vector<std::string> draw(const std::string& out, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"run", "cuts", "--horizon", "2028", "--draws", "20", "--out", out, "--quiet"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(Draws, FillTheirFiles) {
  const TemporaryFolder at;
  ASSERT_EQ(headwater(draw("r"), {.folder = at.path()}).code, 0);
  EXPECT_THAT(inside(at.path() / "r"), IsSupersetOf({"break_even.csv", "charts/break-even.csv", "charts/break-even.png",
                                                     "charts/break-even.svg"}));
  EXPECT_FALSE(fs::exists(at.path() / "r/failures.csv")) << "nothing broke down";
  EXPECT_THAT(text_of(at.path() / "r/manifest.json"), HasSubstr("Bands and percentiles say how the results spread"));
}

TEST(Draws, AskedAmissAreWrongUsage) {
  const TemporaryFolder at;
  EXPECT_EQ(headwater(draw("r", {"--sampling", "dice"}), {.folder = at.path()}).code, 2);
  EXPECT_EQ(headwater(draw("r", {"--instruction-set", "z80"}), {.folder = at.path()}).code, 2);
  const Ran slip = headwater(draw("r", {"--quantities", "looked_aftr"}), {.folder = at.path()});
  EXPECT_EQ(slip.code, 2);
  EXPECT_THAT(slip.err, HasSubstr("looked_after"));
  EXPECT_FALSE(fs::exists(at.path() / "r"));
}

} // namespace
} // namespace headwater::tests
