#include "app/terminal/screen.hpp"

#include "outputs/files/earlier_results.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace headwater::app {
namespace {

constexpr std::size_t bar_width = 24;

std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Writes all of a text, as far as that can be done: 0, or what stands in the way (errno).
int write_all(int stream, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(stream, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) { // somebody reads more slowly than we write
      pollfd ready{.fd = stream, .events = POLLOUT, .revents = 0};
      ::poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

int answer_failed = 0; // errno of the first answer that could not be written

nlohmann::ordered_json json_of(const std::vector<scenarios::Problem>& problems) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const scenarios::Problem& problem : problems) {
    list.push_back({{"file", scenarios::printable(problem.file)}, // JSON is UTF-8, and may be read on a terminal
                    {"line", problem.line},
                    {"column", problem.column},
                    {"what", scenarios::printable(problem.what)},
                    {"allowed", scenarios::printable(problem.allowed)},
                    {"nearest", scenarios::printable(problem.nearest)}});
  }
  return list;
}

} // namespace

void open_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF) {
      // An answer that nobody can see is told of, so stdout is opened in a way that cannot be written to.
      ::open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_RDWR);
    }
  }
  std::signal(SIGPIPE, SIG_IGN);
}

void answer(std::string_view text) {
  const int failed = write_all(STDOUT_FILENO, text);
  answer_failed = answer_failed == 0 ? failed : answer_failed;
}

std::string unwritten_answer() {
  return answer_failed == 0 ? "" : fmt::format("stdout could not be written: {}", std::strerror(answer_failed));
}

void complain(std::string_view message) {
  // What people named, and what their files hold, must not give orders to the terminal: only lines end here.
  std::string shown;
  for (bool more = true; more;) {
    const std::size_t end = message.find('\n');
    shown += scenarios::printable(message.substr(0, end)) + "\n";
    more = end != std::string_view::npos;
    message.remove_prefix(more ? end + 1 : message.size());
  }
  write_all(STDERR_FILENO, shown);
}

bool Screen::coloured() const {
  if (colour != Colour::automatic) {
    return colour == Colour::always;
  }
  const char* refused = std::getenv("NO_COLOR");
  return (refused == nullptr || *refused == '\0') && ::isatty(STDOUT_FILENO) != 0;
}

void say(const Screen& screen, const std::string& message) {
  if (!screen.quiet) {
    complain(message);
  }
}

void say_replaced(const std::filesystem::path& folder, const outputs::Manifest& next) {
  if (const std::string replaced = outputs::replaced_in_words(folder, next); !replaced.empty()) {
    complain(replaced);
  }
}

void say_problems(const Screen& screen, const std::vector<scenarios::Problem>& problems,
                  const std::vector<scenarios::Problem>& warnings) {
  for (const scenarios::Problem& problem : problems) {
    complain(scenarios::to_string(problem));
  }
  for (const scenarios::Problem& warning : warnings) {
    complain("warning: " + scenarios::to_string(warning));
  }
  if (screen.json) {
    answer(nlohmann::ordered_json{{"problems", json_of(problems)}, {"warnings", json_of(warnings)}}.dump(2) + "\n");
  }
}

Progress::Progress(const Screen& screen, std::string task, std::size_t steps)
    : screen_{screen}, task_{std::move(task)}, steps_{steps}, on_terminal_{::isatty(STDERR_FILENO) != 0} {
  if (!on_terminal_) {
    say(screen_, task_);
  }
}

void Progress::step() {
  ++done_;
  if (screen_.quiet || !on_terminal_) {
    return;
  }
  const std::size_t filled = steps_ == 0 ? bar_width : bar_width * done_ / steps_;
  write_all(STDERR_FILENO,
            fmt::format("\r{} [{}{}] {}/{}{}", task_, std::string(filled, '='), std::string(bar_width - filled, ' '),
                        done_, steps_, done_ == steps_ ? "\n" : ""));
}

std::string in_columns(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) {
        line += std::string(widths[i] - width_of(row[i]) + 2, ' ');
      }
    }
    text += line + "\n";
  }
  return text;
}

} // namespace headwater::app
