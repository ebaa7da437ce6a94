// Running the built program, or its command line alone: what it says on stdout and stderr, and how it ends.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace headwater::tests {

struct Ran {
  int code; ///< exit code; minus the signal where one ended it
  std::string out;
  std::string err;
};

struct Where {
  std::filesystem::path folder = "."; ///< in which the program stands
  std::map<std::string, std::string> environment = {};
  bool terminal = false; ///< whether stdout is a terminal
  std::string out = "";  ///< a file that stdout goes to instead of to the test; "closed", or "a reader who is gone"
  std::string err = "";  ///< the same for stderr; "stdout": where stdout goes
};

/// Whether this machine can give a program a terminal to write to; some containers cannot.
bool terminal_is_here();

/// The cheapest run: one scenario, two years of comparison; its results are in `r`.
inline const std::vector<std::string> cheapest_run = {"run", "continue-as-now", "--horizon", "2028", "--out", "r"};

/// Runs the program and waits for its end.
Ran headwater(const std::vector<std::string>& arguments, const Where& where = {});

/// The same of its command line in a copy of this process: to load the program, with all its libraries, takes longer than
/// most answers. For tests of very many calls.
Ran answered(const std::vector<std::string>& arguments, const Where& where = {});

/// Starts the program with its output thrown away; the caller waits for it.
pid_t start_headwater(const std::vector<std::string>& arguments, const std::filesystem::path& folder);

/// Waits for a started program: its exit code, or minus the signal that ended it.
int end_of(pid_t process);

std::string text_of(const std::filesystem::path& file);

/// The headings of the tables of a results folder to which `explain` has no answer.
std::vector<std::string> headings_without_answer(const std::filesystem::path& folder);

/// Every file inside a folder, relative and in order; hidden ones and folders too where `all`.
std::vector<std::string> inside(const std::filesystem::path& folder, bool all = false);

} // namespace headwater::tests

/// At the top of a test that needs a terminal.
#define NEEDS_A_TERMINAL()                                                                                             \
  if (!::headwater::tests::terminal_is_here())                                                                         \
  GTEST_SKIP() << "this machine gives no program a terminal (/dev/ptmx)"
