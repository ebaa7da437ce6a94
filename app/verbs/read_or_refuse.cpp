#include "app/verbs/read_or_refuse.hpp"

#include "app/study/cautions.hpp"
#include "app/study/settings.hpp"
#include "app/version.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace headwater::app {
namespace {

// What goes further than what is known, and what is no plan: said before anything runs, and kept with the results.
void say_warnings(const Screen& screen, const StudyInputs& inputs) {
  for (const scenarios::Scenario& scenario : inputs.scenarios) {
    for (const scenarios::Problem& warning : scenario.warnings) {
      say(screen, "warning: " + scenarios::to_string(warning));
    }
    if (const std::string knock_out = knock_out_caution(scenario); !knock_out.empty()) {
      say(screen, "warning: " + knock_out);
    }
  }
}

} // namespace

std::variant<StudyInputs, ExitCode> read_or_refuse(const Screen& screen, const StudyRequest& request) {
  if (const std::vector<std::string> wrong = setting_problems(request, shipped()); !wrong.empty()) {
    return refuse(fmt::format("{}", fmt::join(wrong, "\n")));
  }
  scenarios::Read<StudyInputs> read = read_inputs(request, shipped());
  if (!read.value) {
    return refuse(screen, read.problems, "run");
  }
  say_warnings(screen, *read.value);
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
