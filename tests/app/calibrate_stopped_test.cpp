// A calibration that was stopped goes on, and one whose saved states are damaged says so and begins those anew: either
// way its results are those of one that nobody disturbed.
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <algorithm>
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

/// The states that an unfinished calibration has left, in order of their names.
std::vector<fs::path> states(const fs::path& at) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(at / "c.unfinished", error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".state") {
      found.push_back(entry->path().lexically_relative(at));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

TEST(CalibrateStopped, GoesOnAndSaysWhichStateItCannotGoOnFrom) {
  const TemporaryFolder undisturbed;
  undisturbed.write("priors.csv", two_priors);
  ASSERT_EQ(headwater(small_calibration, {.folder = undisturbed.path()}).code, 1);

  const TemporaryFolder at;
  at.write("priors.csv", two_priors);
  const pid_t process = start_headwater(small_calibration, at.path());
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(300);
  while (states(at.path()).size() < 2 && std::chrono::steady_clock::now() < patience) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ::kill(process, SIGTERM);
  EXPECT_EQ(end_of(process), 1);
  EXPECT_FALSE(fs::exists(at.path() / "c"));
  const std::vector<fs::path> left = states(at.path());
  ASSERT_GE(left.size(), 2U);
  const std::string damaged = left[0].string();
  fs::resize_file(at.path() / damaged, fs::file_size(at.path() / damaged) / 2); // the disk was full, say

  const Ran again = headwater(small_calibration, {.folder = at.path()});
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr("warning: " + damaged +
                                   " cannot be gone on from: the saved state of the sampler is damaged. It is set "
                                   "aside as " +
                                   damaged + ".damaged, and its sampler begins anew."));
  EXPECT_THAT(again.err, Not(HasSubstr(left[1].string())));
  for (const char* file : {"c/chain_1.csv", "c/chain_2.csv", "c/fit.csv", "c/calibration.json"}) {
    EXPECT_EQ(text_of(at.path() / file), text_of(undisturbed.path() / file)) << file;
  }
  EXPECT_FALSE(fs::exists(at.path() / "c.unfinished"));
}

} // namespace
} // namespace headwater::tests
