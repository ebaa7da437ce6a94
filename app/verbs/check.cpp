// check: validate scenario, area and data files, and read plans back; write nothing.
#include "app/study/inputs.hpp"
#include "app/study/read_back.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/option_readers.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "calibration/known/area.hpp"
#include "calibration/known/published.hpp"
#include "outputs/appraisal/discounting.hpp"
#include "outputs/results/prevention.hpp"
#include "scenarios/lever_words.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace headwater::app {
namespace {

using scenarios::Problem;

enum class FileKind { scenario, area, schedule, published, deflator, rates, payers, prevention };

// What a file is, by what it begins with: an area states figures in series, a schedule and the published figures have
// headers of their own; everything else is read as a scenario.
FileKind kind_of(const std::filesystem::path& file) {
  const auto input = scenarios::read_input(file);
  const std::string_view text = input.value ? input.value->text() : std::string_view{};
  if (file.extension() == ".csv") {
    const auto opens_with = [&](std::string_view header) { // after comments, where a reader takes those
      const std::size_t at = text.find(header);
      return at == 0 || (at != std::string_view::npos && text.front() == '#' && text[at - 1] == '\n');
    };
    return opens_with("category,level,")            ? FileKind::prevention
           : opens_with("category,payer,")          ? FileKind::payers
           : text.starts_with("series,")            ? FileKind::published
           : text.starts_with("fiscal_year,index,") ? FileKind::deflator
           : text.starts_with("vintage,")           ? FileKind::rates
                                                    : FileKind::schedule;
  }
  return text.find("[[series]]") != std::string_view::npos ? FileKind::area : FileKind::scenario;
}

std::string_view words(FileKind kind) {
  switch (kind) {
  case FileKind::scenario:
    return "scenario";
  case FileKind::area:
    return "area";
  case FileKind::schedule:
    return "schedule";
  case FileKind::published:
    return "published figures";
  case FileKind::deflator:
    return "deflator";
  case FileKind::rates:
    return "table of discount rates";
  case FileKind::payers:
    return "table of payer shares";
  case FileKind::prevention:
    return "table of prevention levels";
  }
  return "";
}

/// What was found of a file.
struct Found {
  FileKind kind = FileKind::scenario;
  std::vector<Problem> problems;
  std::vector<Problem> warnings; ///< it runs all the same
  std::string read_back;         ///< what a scenario does, in words
};

Found found_in(const std::string& argument) {
  const auto named = scenarios::find_scenario(argument, shipped().scenarios());
  if (!named.value) {
    return {.kind = FileKind::scenario, .problems = named.problems, .warnings = {}, .read_back = {}};
  }
  const std::filesystem::path file = *named.value;
  Found found{.kind = kind_of(file), .problems = {}, .warnings = {}, .read_back = {}};
  switch (found.kind) {
  case FileKind::area:
    found.problems = calibration::read_area(file, shipped().areas()).problems;
    return found;
  case FileKind::published:
    found.problems = calibration::read_published(file).problems;
    return found;
  case FileKind::deflator:
  case FileKind::rates:
  case FileKind::payers:
  case FileKind::prevention: {
    const auto input = scenarios::read_input(file);
    found.problems = !input.value                         ? input.problems
                     : found.kind == FileKind::deflator   ? scenarios::read_deflator(*input.value).problems
                     : found.kind == FileKind::payers     ? outputs::read_payer_table(*input.value).problems
                     : found.kind == FileKind::prevention ? outputs::read_prevention_table(*input.value).problems
                                                          : outputs::read_discount_rates(*input.value, true).problems;
    return found;
  }
  case FileKind::schedule: {
    const auto input = scenarios::read_input(file);
    if (!input.value) {
      found.problems = input.problems;
      return found;
    }
    double lowest = 0.0; // which lever it is for, the file does not say
    double highest = 0.0;
    for (std::size_t i = 0; i < model::lever_count; ++i) {
      const bool is_money = model::levers()[i].kind == model::LeverKind::money;
      lowest = is_money ? std::min(lowest, scenarios::lowest_amount(i)) : lowest;
      highest = is_money ? std::max(highest, model::levers()[i].high) : highest;
    }
    found.problems = scenarios::read_schedule(*input.value, lowest, highest).problems;
    return found;
  }
  case FileKind::scenario:
    break;
  }
  // As a run would read it, so that whatever a run refuses is refused here.
  StudyRequest request;
  request.scenarios = {file.string()};
  const auto inputs = read_inputs(request, shipped());
  found.problems = inputs.problems;
  if (inputs.value) {
    found.warnings = inputs.value->scenarios.back().warnings;
    found.read_back = read_back(*inputs.value, inputs.value->scenarios.size() - 1);
  }
  return found;
}

int check(const Screen& screen, const std::vector<std::string>& files) {
  std::vector<Problem> problems;
  std::vector<Problem> warnings;
  std::string sound;
  for (const std::string& file : files) {
    const Found found = found_in(file);
    if (found.problems.empty()) {
      sound += fmt::format("{}: a sound {}\n{}", file, words(found.kind), found.read_back);
    }
    problems.insert(problems.end(), found.problems.begin(), found.problems.end());
    warnings.insert(warnings.end(), found.warnings.begin(), found.warnings.end());
  }
  if (!screen.json) {
    answer(sound);
  }
  if (screen.json || !problems.empty() || !warnings.empty()) {
    say_problems(screen, problems, warnings);
  }
  return problems.empty() ? done : invalid_input;
}

} // namespace

void add_check(CLI::App& app, const Screen& screen, Action& chosen) {
  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* verb =
      app.add_subcommand("check", "Validate scenario, area or data files, and say what a plan does; write nothing");
  verb->footer("Examples:\n  headwater check my-plan.toml\n  headwater check plans/*.toml spend.csv --json\n");
  add_text(*verb, "file", *files, "Files to check")->required();
  verb->callback([files, &screen, &chosen] { chosen = [files, &screen] { return check(screen, *files); }; });
}

} // namespace headwater::app
