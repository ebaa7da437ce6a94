// A calibration that was stopped goes on, and one whose saved states are damaged says so and begins those anew: either
// way its results are those of one that nobody disturbed.
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <thread>

namespace headwater::tests {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

constexpr const char* two_priors = "parameter,distribution,centre,low,high,least,most,note\n"
                                   "crisis_hazard_away,lognormal,0.0166,0.008512,0.03237,,,\n"
                                   "crisis_hazard_at_home,lognormal,0.01706,0.006918,0.04209,,,\n";

/// As small as a posterior can be had: two parameters, figures of four years, short chains. Its exit code is 1, as it is
/// not to be trusted.
const std::vector<std::string> small_calibration = {
    "calibrate",   "--priors", "priors.csv", "--train-to", "2015",     "--no-discrepancy",
    "--starts",    "1",        "--chains",   "2",          "--warmup", "5",
    "--draws",     "10",       "--out",      "c",          "--quiet",  "--no-second-opinion",
    "--no-holdout"};

/// Starts the calibration and sends it a signal as soon as each of its chains has left a state. How it ended.
int signalled(const fs::path& at, int number) {
  const pid_t process = start_headwater(small_calibration, at);
  const auto states = [&] {
    std::size_t count = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(at / "c.unfinished", error), end; !error && entry != end;
         entry.increment(error)) {
      count += entry->path().extension() == ".state" ? 1U : 0U;
    }
    return count;
  };
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(300);
  while (states() < 2 && std::chrono::steady_clock::now() < patience) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ::kill(process, number);
  return end_of(process);
}

fs::path state_of(const fs::path& at, int chain) {
  for (const auto& entry : fs::recursive_directory_iterator(at / "c.unfinished")) {
    if (entry.path().filename().string().ends_with(std::to_string(chain) + ".state")) {
      return entry.path().lexically_relative(at);
    }
  }
  return {};
}

TEST(CalibrateStopped, GoesOnAndSaysWhichStateItCannotGoOnFrom) {
  const TemporaryFolder undisturbed;
  undisturbed.write("priors.csv", two_priors);
  ASSERT_EQ(headwater(small_calibration, {.folder = undisturbed.path()}).code, 1);
  const auto expect_the_same = [&](const fs::path& at) {
    for (const char* file : {"c/chain_1.csv", "c/chain_2.csv", "c/fit.csv", "c/calibration.json"}) {
      EXPECT_EQ(text_of(at / file), text_of(undisturbed.path() / file)) << file;
    }
    EXPECT_FALSE(fs::exists(at / "c.unfinished"));
  };
  for (const int number : {SIGTERM, SIGKILL}) {
    const TemporaryFolder at;
    at.write("priors.csv", two_priors);
    EXPECT_EQ(signalled(at.path(), number), number == SIGTERM ? 1 : -number);
    EXPECT_FALSE(fs::exists(at.path() / "c"));
    const fs::path first = state_of(at.path(), 1);
    const fs::path second = state_of(at.path(), 2);
    ASSERT_FALSE(first.empty() || second.empty());
    if (number == SIGKILL) { // the disk was full, say; and somebody was here
      fs::resize_file(at.path() / first, fs::file_size(at.path() / first) / 2);
      fs::remove(at.path() / second);
      fs::create_directory(at.path() / second);
    }
    const Ran again = headwater(small_calibration, {.folder = at.path()});
    EXPECT_EQ(again.code, 1) << again.err;
    if (number == SIGKILL) {
      EXPECT_THAT(again.err, HasSubstr(first.string() +
                                       " cannot be gone on from: the saved state of the sampler is "
                                       "damaged. It is set aside as " +
                                       first.string() + ".damaged, and its sampler begins anew."));
      EXPECT_THAT(again.err,
                  HasSubstr(second.string() + " cannot be gone on from: it is a folder. It is set aside as "));
    } else {
      EXPECT_THAT(again.err, Not(HasSubstr(".state")));
    }
    expect_the_same(at.path());
  }
}

} // namespace
} // namespace headwater::tests
