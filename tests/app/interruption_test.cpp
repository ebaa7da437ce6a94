// A run that is stopped or killed leaves no half-written results.
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <thread>

namespace headwater::tests {
namespace {

namespace fs = std::filesystem;

using testing::Each;
using testing::IsEmpty;
using testing::StartsWith;

/// Starts a run and sends it a signal as soon as something inside its folder begins with `words`. How it ended.
int signalled(const fs::path& at, const std::string& words, int number) {
  const std::string beside = ".r.headwater-partial";
  fs::remove_all(at / beside); // of an earlier run that was killed: what is there from now on is of this one
  const pid_t process = start_headwater(cheapest_run, at);
  const auto is_there = [&] {
    std::error_code error;
    for (fs::recursive_directory_iterator entry(at, error), end; !error && entry != end; entry.increment(error)) {
      if (entry->path().lexically_relative(at).generic_string().starts_with(beside + words)) {
        return true;
      }
    }
    return false;
  };
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(120);
  while (!is_there() && std::chrono::steady_clock::now() < patience) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ::kill(process, number);
  return end_of(process);
}

TEST(Interruption, ARunThatIsAskedToStopLeavesNothing) {
  const std::vector<std::pair<int, const char*>> requests = {
      {SIGINT, ""}, {SIGTERM, "/annual.csv"}, {SIGINT, "/charts"}};
  for (const auto& [number, moment] : requests) {
    const TemporaryFolder at;
    EXPECT_EQ(signalled(at.path(), moment, number), 1) << number << " at " << moment;
    EXPECT_THAT(inside(at.path(), true), IsEmpty()) << number << " at " << moment;
  }
}

TEST(Interruption, ARunThatIsKilledLeavesNothingUnderItsNameAndWhatStoodThere) {
  const TemporaryFolder at;
  EXPECT_EQ(signalled(at.path(), "/charts", SIGKILL), -SIGKILL);
  EXPECT_FALSE(fs::exists(at.path() / "r"));
  ASSERT_EQ(headwater(cheapest_run, {.folder = at.path()}).code, 0);
  EXPECT_THAT(inside(at.path(), true), Each(StartsWith("r"))) << "what the killed run left is still there";

  const std::string before = text_of(at.path() / "r/manifest.json");
  EXPECT_EQ(signalled(at.path(), "/charts", SIGKILL), -SIGKILL);
  EXPECT_EQ(text_of(at.path() / "r/manifest.json"), before);
  EXPECT_EQ(signalled(at.path(), "", SIGTERM), 1);
  EXPECT_EQ(text_of(at.path() / "r/manifest.json"), before);
}

} // namespace
} // namespace headwater::tests
