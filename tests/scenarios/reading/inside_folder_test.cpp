#include "scenarios/reading/inside_folder.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::scenarios {
namespace {

using testing::StartsWith;
using tests::TemporaryFolder;

TEST(InsideFolder, FollowsWhatStaysInside) {
  const TemporaryFolder folder;
  const auto file = folder.write("plans/a.toml", "");
  folder.write("plans/sub/b.toml", "");
  std::filesystem::create_symlink("sub/b.toml", folder.path() / "plans/link.toml");
  for (const auto& [named, leads_to] :
       {std::pair{"b.toml", "plans/b.toml"}, std::pair{"sub/b.toml", "plans/sub/b.toml"},
        std::pair{"./sub/../b.toml", "plans/b.toml"}, std::pair{"link.toml", "plans/link.toml"}}) {
    const Read<std::filesystem::path> read = inside_folder_of(file, named);
    ASSERT_TRUE(read.value) << named;
    EXPECT_EQ(*read.value, folder.path() / leads_to);
  }
}

TEST(InsideFolder, RefusesEveryWayOut) {
  const TemporaryFolder folder;
  const auto file = folder.write("plans/a.toml", "");
  folder.write("secret.toml", "");
  folder.write("plans-too/b.toml", "");
  std::filesystem::create_symlink("../secret.toml", folder.path() / "plans/link.toml");
  std::filesystem::create_symlink("..", folder.path() / "plans/up");
  const auto why = [&](const std::string& named) {
    const Read<std::filesystem::path> read = inside_folder_of(file, named);
    return read.value ? "allowed: " + read.value->string() : read.problems.at(0).what;
  };
  EXPECT_EQ(why("../secret.toml"), "\"../secret.toml\" leads out of the folder of this file");
  EXPECT_EQ(why("sub/../../secret.toml"), "\"sub/../../secret.toml\" leads out of the folder of this file");
  EXPECT_EQ(why("../plans-too/b.toml"), "\"../plans-too/b.toml\" leads out of the folder of this file");
  EXPECT_EQ(why("link.toml"), "\"link.toml\" leads out of the folder of this file");
  EXPECT_EQ(why("up/secret.toml"), "\"up/secret.toml\" leads out of the folder of this file");
  EXPECT_EQ(why("/etc/passwd"), "\"/etc/passwd\" is an absolute path");
  EXPECT_EQ(why(""), "\"\" names no file");
}

} // namespace
} // namespace headwater::scenarios
