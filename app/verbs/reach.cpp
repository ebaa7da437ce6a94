// reach: how much of a plan's levers it takes for a quantity to reach a target by a day.
#include "app/study/reach.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/setting_options.hpp"
#include "app/verbs/read_or_refuse.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "outputs/charts/csv_text.hpp"
#include "outputs/files/finish.hpp"
#include "outputs/files/polite_stop.hpp"
#include "outputs/files/results_folder.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <memory>
#include <stdexcept>

namespace headwater::app {
namespace {

struct ReachOptions : ReachSettings {
  SettingTable table; ///< of them
};

constexpr const char* reach_examples = R"(Examples:
  headwater reach my-plan.toml --at 2035-07-31 --target 9200              fewer than 9,201 looked after by then
  headwater reach my-plan.toml --of harm_at_home --at 2035-36 --target 5000
  headwater reach recovery-and-home --levers recovery_services --target 9200 --at 2040-07-31

The steps of the plan on top of its parent's are one bundle: all are scaled alike, from nothing to as far as something is
known of them. Rules without a price, decision_practice, support_threshold above 0 and child_poverty may not be in it;
edge_of_care_first is held as the plan states it. The plan that was found is written as a file that `headwater run` takes.
)";

std::filesystem::path folder_of(const ReachOptions& options, const StudyInputs& inputs) {
  if (!options.out.empty()) {
    return options.out;
  }
  const std::string name = fmt::format("reach-{}-{}", inputs.scenarios.back().id, options.of);
  return std::filesystem::path("results") / (inputs.area.nation ? name : inputs.area.id + "-" + name);
}

outputs::Manifest manifest_of(const ReachOptions& options, const StudyInputs& inputs, const ReachAsked& asked) {
  outputs::Manifest manifest;
  manifest.version = version();
  manifest.commit = commit();
  manifest.settings = options.table.told(known_reach_settings(options, inputs, asked.of.at, asked.tolerance));
  manifest.scenarios = {inputs.scenarios.back().id};
  manifest.inputs = hashed(inputs, shipped());
  manifest.cautions = inputs.cautions;
  return manifest;
}

int reach_target(const Screen& screen, const ReachOptions& options) {
  const auto of = sought_output(options);
  if (const auto* wrong = std::get_if<UsageProblem>(&of)) {
    return refuse(*wrong);
  }
  StudyRequest request = options.request;
  request.scenarios = {options.scenario};
  const auto read = read_or_refuse(screen, request);
  if (const auto* refused = std::get_if<ExitCode>(&read)) {
    return *refused;
  }
  const auto& inputs = std::get<StudyInputs>(read);
  const auto found_asked = asked_of(options, inputs, std::get<outputs::ExplainedOutput>(of));
  if (const auto* wrong = std::get_if<UsageProblem>(&found_asked)) {
    return refuse(*wrong);
  }
  if (const auto* problems = std::get_if<std::vector<scenarios::Problem>>(&found_asked)) {
    return refuse(screen, *problems, "run");
  }
  const auto& asked = std::get<ReachAsked>(found_asked);
  outputs::stop_politely();
  const std::filesystem::path out = folder_of(options, inputs);
  outputs::ResultsFolder folder(out);
  const outputs::Manifest manifest = manifest_of(options, inputs, asked);
  say_replaced(out, manifest);
  say(screen, fmt::format("seeking {} of {}", options.target, outputs::in_words(asked.of)));
  const outputs::TargetFindings found = reach(options, inputs, asked);
  if (std::abs(found.without().value - options.target) <= asked.tolerance) {
    return refuse(fmt::format("--target: {} is {} without the bundle already, within {}: there is nothing to reach",
                              outputs::in_words(asked.of), found.without().value, asked.tolerance));
  }
  folder.write("target.csv", outputs::csv_text(outputs::target_table(found)));
  std::string plan_file;
  if (found.found.reached) {
    const auto files = reached_files(inputs, shipped(), reached_plan(inputs, asked, found));
    if (!files.value) {
      return refuse(screen, files.problems, "written"); // a shipped file that was sound a moment ago
    }
    for (const scenarios::TextFile& file : *files.value) {
      folder.write(file.name, file.text);
    }
    plan_file = files.value->front().name.string();
  }
  outputs::finish(folder, manifest);
  if (screen.json) {
    nlohmann::ordered_json json = outputs::target_json(found);
    json["results"] = out.string();
    json["plan"] = plan_file.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json((out / plan_file).string());
    answer(json.dump(2) + "\n");
  } else {
    answer(outputs::target_text(found));
  }
  say(screen, fmt::format("Results are in {}: target.csv has every scale that was run{}.", out.string(),
                          plan_file.empty() ? ""
                                            : fmt::format("; `headwater run {}` runs the plan that was found",
                                                          (out / plan_file).string())));
  return done;
}

} // namespace

void add_reach(CLI::App& app, const Screen& screen, Action& chosen) {
  auto options = std::make_shared<ReachOptions>();
  CLI::App* verb = app.add_subcommand("reach", "How much of a plan's levers it takes to reach a target by a day");
  verb->footer(reach_examples);
  add_reach_settings(options->table, *options);
  add_options(*verb, options->table);
  verb->callback(
      [options, &screen, &chosen] { chosen = [options, &screen] { return reach_target(screen, *options); }; });
}

} // namespace headwater::app
