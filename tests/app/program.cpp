#include "tests/app/program.hpp"

#include "app/command_line.hpp"
#include "outputs/tables/headings.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace headwater::tests {
namespace {

namespace fs = std::filesystem;

/// What a child does with a command line; gives the exit code, if it comes back.
using Become = int (*)(int argc, char** argv);

int program(int, char** argv) {
  ::execv(HEADWATER_PROGRAM, argv);
  return 127;
}

/// In the child: becomes what it is to be. Files to write to, or -1 for none.
[[noreturn]] void become(Become what, const std::vector<std::string>& arguments, const Where& where, int out, int err) {
  std::vector<std::string> words{HEADWATER_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  ::unsetenv("NO_COLOR");
  for (const auto& [name, value] : where.environment) {
    ::setenv(name.c_str(), value.c_str(), 1);
  }
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(out < 0 ? nothing : out, STDOUT_FILENO);
  ::dup2(where.err == "stdout" ? STDOUT_FILENO : err < 0 ? nothing : err, STDERR_FILENO);
  ::close(nothing);
  if (where.out == "closed") {
    ::close(STDOUT_FILENO);
  }
  if (where.err == "closed") {
    ::close(STDERR_FILENO);
  }
  const bool stands_there = ::chdir(where.folder.c_str()) == 0;
  ::_exit(stands_there ? what(static_cast<int>(words.size()), argv.data()) : 127);
}

/// Everything written to a terminal until the program at its other end is gone; line ends as the program wrote them.
std::string drained(int terminal) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t count = 0; (count = ::read(terminal, buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  std::erase(text, '\r');
  return text;
}

/// The far end of a new terminal, or -1 where there is none to be had.
int opened_terminal() {
  const int end = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (end >= 0 && (::grantpt(end) != 0 || ::unlockpt(end) != 0 || ::ptsname(end) == nullptr ||
                   ::access(::ptsname(end), W_OK) != 0)) {
    ::close(end);
    return -1;
  }
  return end;
}

Ran ran(Become what, const std::vector<std::string>& arguments, const Where& where) {
  const TemporaryFolder said;
  const auto file = [&](const std::string& asked, const char* name) {
    const bool is_file = asked.starts_with('/');
    if (asked == "a reader who is gone") {
      std::array<int, 2> ends{};
      if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
        ::close(ends.front());
      }
      return ends.back();
    }
    return ::open(is_file ? asked.c_str() : (said.path() / name).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  };
  int near = -1;
  int out = -1;
  if (where.terminal) {
    near = opened_terminal();
    out = ::open(::ptsname(near), O_RDWR | O_NOCTTY | O_CLOEXEC);
  } else {
    out = file(where.out, "out");
  }
  const int err = file(where.err, "err");
  const pid_t process = ::fork();
  if (process == 0) {
    become(what, arguments, where, out, err);
  }
  ::close(out);
  ::close(err);
  std::string shown = near >= 0 ? drained(near) : "";
  const int code = end_of(process);
  if (near >= 0) {
    ::close(near);
  } else {
    shown = text_of(said.path() / "out");
  }
  return {code, shown, text_of(said.path() / "err")};
}

} // namespace

bool terminal_is_here() {
  const int end = opened_terminal();
  if (end >= 0) {
    ::close(end);
  }
  return end >= 0;
}

Ran headwater(const std::vector<std::string>& arguments, const Where& where) { return ran(&program, arguments, where); }

Ran answered(const std::vector<std::string>& arguments, const Where& where) {
  return ran(&app::answered, arguments, where);
}

pid_t start_headwater(const std::vector<std::string>& arguments, const fs::path& folder) {
  const pid_t process = ::fork();
  if (process == 0) {
    become(&program, arguments, {.folder = folder}, -1, -1);
  }
  return process;
}

int end_of(pid_t process) {
  int status = 0;
  ::waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> inside(const fs::path& folder, bool all) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (all || entry.is_regular_file()) {
      names.push_back(entry.path().lexically_relative(folder).generic_string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> headings_without_answer(const std::filesystem::path& folder) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".csv" || entry.path().filename().string().starts_with("chain_")) {
      continue;
    }
    const std::string text = text_of(entry.path());
    std::istringstream header(text.substr(0, text.find_first_of("\r\n")));
    for (std::string name; std::getline(header, name, ',');) {
      if (outputs::find_heading(name) == nullptr) {
        found.push_back(entry.path().filename().string() + ": " + name);
      }
    }
  }
  return found;
}

} // namespace headwater::tests
