#include "app/screen.hpp"

#include "outputs/files/earlier_results.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace headwater::app {
namespace {

constexpr std::size_t bar_width = 24;

std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

bool Screen::coloured() const {
  if (colour != Colour::automatic) {
    return colour == Colour::always;
  }
  const char* refused = std::getenv("NO_COLOR");
  return (refused == nullptr || *refused == '\0') && ::isatty(STDOUT_FILENO) != 0;
}

void say(const Screen& screen, const std::string& message) {
  if (!screen.quiet) {
    fmt::print(stderr, "{}\n", message);
  }
}

void say_replaced(const Screen& screen, const std::filesystem::path& folder, const outputs::Manifest& next) {
  if (const std::string replaced = outputs::replaced_in_words(folder, next); !replaced.empty()) {
    say(screen, replaced);
  }
}

void say_problems(const Screen& screen, const std::vector<scenarios::Problem>& problems) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const scenarios::Problem& problem : problems) {
    fmt::print(stderr, "{}\n", scenarios::to_string(problem));
    list.push_back({{"file", problem.file},
                    {"line", problem.line},
                    {"column", problem.column},
                    {"what", problem.what},
                    {"allowed", problem.allowed},
                    {"nearest", problem.nearest}});
  }
  if (screen.json) {
    fmt::print("{}\n", nlohmann::ordered_json{{"problems", list}}.dump(2));
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
  fmt::print(stderr, "\r{} [{}{}] {}/{}{}", task_, std::string(filled, '='), std::string(bar_width - filled, ' '),
             done_, steps_, done_ == steps_ ? "\n" : "");
  std::fflush(stderr);
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
