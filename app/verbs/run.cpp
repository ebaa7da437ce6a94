// run: simulate scenarios, compare each with its baseline, write results.
#include "app/study/drawn_plans.hpp"
#include "app/study/run_settings.hpp"
#include "app/study/settings.hpp"
#include "app/study/study.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/hundredths.hpp"
#include "app/terminal/processes.hpp"
#include "app/terminal/setting_options.hpp"
#include "app/verbs/charts_folder.hpp"
#include "app/verbs/read_or_refuse.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "outputs/files/finish.hpp"
#include "outputs/files/polite_stop.hpp"
#include "outputs/files/results_folder.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/screen/summary_text.hpp"
#include "outputs/tables/table_files.hpp"
#include "outputs/workbook/workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace headwater::app {
namespace {

struct RunOptions : RunSettings {
  SettingTable table; ///< of them
};

constexpr const char* examples = R"(Examples:
  headwater run                                   every shipped scenario, for Scotland
  headwater run keep-the-promise cuts             two of them
  headwater run my-plan.toml --out results/board  a file of your own
  headwater run --area Moray                      the shipped scenarios for a council
  headwater run cuts --price-base nominal --json  nominal pounds, and the summary as JSON
  headwater run keep-the-promise --personas       twelve lives, with the plan and without it
  headwater run --draws 2048                      percentiles, bands and probabilities from 2,048 draws
  headwater run my-plan.toml --optimism-bias 0.15 --benefit-haircut 0.1 --discount-timing mid-year
)";

// Where results go when nobody says: results/<what was run>.
std::filesystem::path default_folder(const RunOptions& options, const StudyInputs& inputs) {
  std::string name = "shipped";
  if (!options.request.scenarios.empty()) {
    name = inputs.scenarios.back().id;
    if (options.request.scenarios.size() > 1) {
      name += fmt::format("-and-{}-more", options.request.scenarios.size() - 1);
    }
  }
  return std::filesystem::path("results") / (inputs.area.nation ? name : inputs.area.id + "-" + name);
}

outputs::Manifest manifest_of(const RunOptions& options, const StudyInputs& inputs) {
  outputs::Manifest manifest;
  manifest.version = version();
  manifest.commit = commit();
  manifest.settings = options.table.told(known_run_settings(options.request, inputs));
  for (const scenarios::Scenario& scenario : inputs.scenarios) {
    manifest.scenarios.push_back(scenario.id);
  }
  manifest.inputs = hashed(inputs, shipped());
  manifest.cautions = inputs.cautions;
  return manifest;
}

// Everything but manifest.json, which names it.
std::vector<outputs::HashedFile> write_files(const Screen& screen, const outputs::Booklet& booklet,
                                             const outputs::Manifest& manifest, std::size_t threads,
                                             outputs::ResultsFolder& folder) {
  say(screen, "writing tables");
  std::vector<outputs::FileToMake> files = outputs::table_files(booklet);
  const outputs::ChartFiles charts = add_charts(screen, outputs::draw_pictures(booklet), files);
  files.push_back({"report.html", [&] { return outputs::report_html(booklet, *charts.drawn); }, charts.drawings});
  files.push_back({"workbook.xlsx", [&] { return outputs::workbook_bytes(booklet, manifest, folder.beside()); }});
  return outputs::write_side_by_side(files, folder, threads);
}

// What draws of the parameters say, where they are asked for.
void add_drawn(const Screen& screen, const StudyRequest& request, const StudyInputs& inputs,
               const std::vector<outputs::PlannedRun>& plans, const outputs::Runs& runs,
               const outputs::ResultsFolder& folder, const Processes& processes, outputs::Findings& findings) {
  const std::size_t count = request.draws.count;
  if (count == 0) {
    return;
  }
  Hundredths progress(screen, fmt::format("running {} draws of {} scenarios", count, runs.size()), count);
  // Of several processes the first speaks for all: they have equal parts.
  const auto tell = [&](std::size_t more) { progress.done(more * processes.count()); };
  const outputs::DrawnPlans drawn = drawn_plans(request, inputs, plans);
  findings.ensemble =
      outputs::run_ensemble(runs, drawn, ensemble_settings(request, folder.beside(), tell), processes.share(count));
  findings.information = outputs::information_of(runs, plans, drawn, *findings.ensemble);
}

std::filesystem::path out_of(const RunOptions& options, const StudyInputs& inputs) {
  return options.out.empty() ? default_folder(options, inputs) : std::filesystem::path(options.out);
}

// Where a process that writes no results keeps what does not fit its memory: beside them, as the first does.
std::filesystem::path scratch_of(const std::filesystem::path& out) {
  std::filesystem::path folder = std::filesystem::absolute(out).parent_path();
  while (!std::filesystem::is_directory(folder) && folder.has_relative_path()) {
    folder = folder.parent_path();
  }
  return folder;
}

// What a process does that is not the first: its part of the draws.
int help_with_draws(const Processes& processes, const RunOptions& options) {
  const StudyRequest& request = options.request;
  if (request.draws.count == 0 || !setting_problems(request, shipped()).empty()) {
    return done;
  }
  const auto inputs = read_inputs(request, shipped());
  if (!inputs.value) {
    return done; // the first process says why not
  }
  outputs::stop_politely();
  const std::vector<outputs::PlannedRun> plans = planned_runs(*inputs.value);
  const outputs::Runs runs = runs_of(request, *inputs.value, plans, Keep::years);
  outputs::run_ensemble(runs, drawn_plans(request, *inputs.value, plans),
                        ensemble_settings(request, scratch_of(out_of(options, *inputs.value)), {}),
                        processes.share(request.draws.count));
  return done;
}

int run(const Screen& screen, const RunOptions& options, const Processes& processes) {
  const auto read = read_or_refuse(screen, options.request);
  if (const auto* refused = std::get_if<ExitCode>(&read)) {
    return *refused;
  }
  const auto& inputs = std::get<StudyInputs>(read);
  const std::filesystem::path out = out_of(options, inputs);
  outputs::stop_politely();
  outputs::ResultsFolder folder(out);

  outputs::Manifest manifest = manifest_of(options, inputs);
  say_replaced(out, manifest);
  say(screen, fmt::format("running {} scenarios for {}, 31 July {} to 31 July {}", inputs.scenarios.size(),
                          inputs.area.name, model::start_year, options.request.horizon));
  const std::vector<outputs::PlannedRun> plans = planned_runs(inputs);
  outputs::Runs runs = runs_of(options.request, inputs, plans, Keep::flows);
  outputs::Findings findings = outputs::findings_of(runs, plans, options.request.threads);
  if (options.request.personas) {
    say(screen, "drawing lives");
    findings.lives = outputs::draw_personas(runs, plans, options.request.draws.seed, options.request.threads);
  }
  add_drawn(screen, options.request, inputs, plans, runs, folder, processes, findings);
  outputs::Booklet booklet = booklet_of(inputs, std::move(runs), std::move(findings), manifest.run_code());
  if (const std::optional<outputs::Ensemble>& ensemble = booklet.findings.ensemble) {
    if (const std::string few = ensemble->too_few_in_words(); !few.empty()) {
      booklet.cautions.push_back(few);
    }
    if (const std::string failed = ensemble->failures_in_words(booklet.runs); !failed.empty()) {
      say(screen, failed);
      booklet.cautions.push_back(failed);
    }
  }
  manifest.outputs = write_files(screen, booklet, manifest, options.request.threads, folder);
  outputs::finish(folder, manifest);

  if (screen.json) {
    nlohmann::ordered_json json = outputs::summary_json(booklet);
    json["results"] = out.string();
    answer(json.dump(2) + "\n");
  } else {
    answer(outputs::summary_text(booklet, screen.coloured()));
  }
  say(screen, fmt::format("Results are in {}: report.html, charts/ and workbook.xlsx to read; summary.csv, annual.csv, "
                          "appraisal.csv, ledger.csv and others to work with.",
                          out.string()));
  return done;
}

// Alone, or with the other processes that mpirun started.
int run_together(const Screen& screen, const RunOptions& options) {
  const Processes processes;
  if (!processes.is_first()) {
    return help_with_draws(processes, options);
  }
  try {
    return run(screen, options, processes);
  } catch (const std::exception& error) {
    if (processes.count() > 1) {
      complain(error.what()); // said now, as the others are stopped next
    }
    throw;
  }
}

} // namespace

void add_run(CLI::App& app, const Screen& screen, Action& chosen) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* verb = app.add_subcommand("run", "Simulate scenarios, compare each with its baseline, write results");
  verb->footer(examples);
  add_run_settings(options->table, *options);
  add_options(*verb, options->table);
  verb->callback(
      [options, &screen, &chosen] { chosen = [options, &screen] { return run_together(screen, *options); }; });
}

} // namespace headwater::app
