#include "app/verbs/read_or_refuse.hpp"

#include "app/study/settings.hpp"
#include "app/version.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace headwater::app {

std::variant<StudyInputs, ExitCode> read_or_refuse(const Screen& screen, const StudyRequest& request) {
  if (const std::vector<std::string> wrong = setting_problems(request, shipped()); !wrong.empty()) {
    return refuse(fmt::format("{}", fmt::join(wrong, "\n")));
  }
  scenarios::Read<StudyInputs> read = read_inputs(request, shipped());
  if (!read.value) {
    return refuse(screen, read.problems, "run");
  }
  return std::move(*read.value);
}

ExitCode refuse(const std::string& words) {
  complain(words);
  return wrong_usage;
}

ExitCode refuse(const Screen& screen, const std::vector<scenarios::Problem>& problems, const std::string& what) {
  say_problems(screen, problems);
  say(screen, "Nothing was " + what + ".");
  return invalid_input;
}

} // namespace headwater::app
