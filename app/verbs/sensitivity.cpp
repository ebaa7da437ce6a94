// sensitivity: which assumptions move the answer, how far, and where the decision flips.
#include "app/study/drawn_plans.hpp"
#include "app/study/sensitivity_settings.hpp"
#include "app/study/study.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/hundredths.hpp"
#include "app/terminal/setting_options.hpp"
#include "app/verbs/charts_folder.hpp"
#include "app/verbs/read_or_refuse.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "outputs/charts/csv_text.hpp"
#include "outputs/files/finish.hpp"
#include "outputs/files/polite_stop.hpp"
#include "outputs/files/results_folder.hpp"
#include "outputs/sensitivity/analysis.hpp"
#include "outputs/sensitivity/assumption_book.hpp"
#include "outputs/sensitivity/sensitivity_report.hpp"
#include "scenarios/reading/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

namespace headwater::app {
namespace {

struct SensitivityOptions : SensitivitySettings {
  SettingTable table; ///< of them
};

constexpr const char* sensitivity_examples = R"(Examples:
  headwater sensitivity                                 what moves the net present value of keep-the-promise
  headwater sensitivity cuts --of looked_after --in 2040-41 --change
  headwater sensitivity my-plan.toml --of npv --perspective council --area Moray
  headwater sensitivity --goal "payback_year<=2040" --goal "looked_after_away_change<0"

A goal is NAME[_change][@YEAR], one of < <= > >=, and a number; a run misses the goals where it misses one of them,
and a goal whose output has no value in a run (a ratio without a cost, a year that never comes) is missed there.
First orders and totals are of two Latin hypercubes. A Sobol sequence would want 2,048 rows or more in so many dimensions.
)";

/// What the user asked for, every name found.
struct Asked {
  outputs::AskedOutput of;
  outputs::AskedOutput decision;
  std::vector<outputs::Goal> goals;
};

const outputs::Perspective* find_perspective(const std::string& asked) {
  const auto* const found = std::find_if(outputs::perspectives.begin(), outputs::perspectives.end(),
                                         [&](outputs::Perspective p) { return outputs::name(p) == asked; });
  return found == outputs::perspectives.end() ? nullptr : found;
}

/// Everything that has a name, or what is wrong with one of them.
std::variant<Asked, std::string> names_of(const SensitivitySettings& options, const outputs::Runs& runs,
                                          const outputs::ScenarioRun& run, outputs::Perspective perspective) {
  const outputs::OutputNames names(runs, run, perspective);
  outputs::FiscalYear year = outputs::summary_years(runs.horizon).back();
  if (!options.in.empty()) {
    const auto stated = names.year(options.in);
    if (const auto* wrong = std::get_if<std::string>(&stated)) {
      return "--in: " + *wrong;
    }
    year = std::get<outputs::FiscalYear>(stated);
  }
  const auto of = names.find(options.of, options.change, year);
  if (const auto* wrong = std::get_if<std::string>(&of)) {
    return "--of: " + *wrong;
  }
  Asked asked{std::get<outputs::AskedOutput>(of), {}, {}};
  const bool own_baseline = run.is_baseline();
  if (own_baseline && asked.of.needs_baseline()) {
    return fmt::format("{} is its own baseline, so {} says nothing of it; --baseline names another, or ask for a "
                       "quantity without --change",
                       run.id, asked.of.name);
  }
  asked.decision = asked.of;
  if (asked.of.kind == outputs::OutputKind::measure) {
    asked.decision = std::get<outputs::AskedOutput>(names.find("npv", false, year));
  } else if (asked.of.kind == outputs::OutputKind::quantity) {
    asked.decision.change = true;
  }
  std::vector<std::string> goals = options.goals;
  if (goals.empty() && !own_baseline) {
    goals.emplace_back("npv > 0");
  }
  for (const std::string& text : goals) {
    const auto goal = names.goal(text, year);
    if (const auto* wrong = std::get_if<std::string>(&goal)) {
      return "--goal: " + *wrong;
    }
    asked.goals.push_back(std::get<outputs::Goal>(goal));
    if (own_baseline && asked.goals.back().output.needs_baseline()) {
      return fmt::format("--goal: {} is its own baseline, so {} says nothing of it", run.id, text);
    }
  }
  return asked;
}

outputs::Manifest manifest_of(const SensitivityOptions& options, const StudyInputs& inputs, const Asked& asked) {
  outputs::Manifest manifest;
  manifest.version = version();
  manifest.commit = commit();
  manifest.settings = options.table.told(known_sensitivity_settings(options, inputs, asked.of));
  manifest.scenarios = {inputs.scenarios[inputs.baselines.back()].id, inputs.scenarios.back().id};
  manifest.inputs = hashed(inputs, shipped());
  manifest.cautions = inputs.cautions;
  return manifest;
}

nlohmann::ordered_json json_of(const outputs::Table& table) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const std::vector<std::string>& cells : table.rows) {
    nlohmann::ordered_json& row = rows.emplace_back(nlohmann::ordered_json::object());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      double number = 0.0;
      const char* const end = cells[i].data() + cells[i].size();
      const auto [stopped, error] = std::from_chars(cells[i].data(), end, number);
      const bool is_number = error == std::errc() && stopped == end && std::isfinite(number);
      row[table.columns[i]] = is_number          ? nlohmann::ordered_json(number)
                              : cells[i].empty() ? nlohmann::ordered_json()
                                                 : nlohmann::ordered_json(cells[i]);
    }
  }
  return rows;
}

nlohmann::ordered_json json_of(const outputs::SensitivityFindings& found) {
  nlohmann::ordered_json runs = nlohmann::ordered_json::array();
  for (const outputs::RunsMade& made : found.runs) {
    runs.push_back({{"of", made.of}, {"runs", made.runs}, {"failed", made.failed}});
  }
  return {{"scenario", found.scenario},
          {"baseline", found.baseline},
          {"of", found.of.in_words()},
          {"unit", found.of.unit},
          {"centre", found.tornado.at_centre},
          {"tornado", json_of(outputs::tornado_table(found))},
          {"morris", json_of(outputs::morris_table(found))},
          {"sobol", json_of(outputs::sobol_table(found))},
          {"interaction", outputs::interaction_in_words(found)},
          {"switching_values", json_of(outputs::switching_values_table(found))},
          {"discovery", json_of(outputs::discovery_table(found))},
          {"discovery_in_words", outputs::discovery_in_words(found)},
          {"runs", runs}};
}

void write_all(const Screen& screen, const outputs::Booklet& booklet, const outputs::SensitivityFindings& found,
               const model::ParameterValues<double>& centre, std::size_t threads, outputs::ResultsFolder& folder) {
  const outputs::Table book = outputs::assumption_book(found, centre);
  folder.write("tornado.csv", outputs::csv_text(outputs::tornado_table(found)));
  folder.write("morris.csv", outputs::csv_text(outputs::morris_table(found)));
  folder.write("sobol.csv", outputs::csv_text(outputs::sobol_table(found)));
  folder.write("switching_values.csv", outputs::csv_text(outputs::switching_values_table(found)));
  folder.write("discovery.csv", outputs::csv_text(outputs::discovery_table(found)));
  folder.write("assumption_book.csv", outputs::csv_text(book));
  std::vector<outputs::FileToMake> files;
  const outputs::ChartFiles charts = add_charts(screen, outputs::sensitivity_charts(booklet, found), files);
  files.push_back({"report.html", [&] { return outputs::sensitivity_report(booklet, found, book, *charts.drawn); },
                   charts.drawings});
  outputs::write_side_by_side(files, folder, threads);
}

/// "sensitivity-keep-the-promise-npv"; area and perspective are named where they are not the usual.
std::string usual_folder(const SensitivitySettings& options, const outputs::Runs& runs, const outputs::ScenarioRun& run,
                         const Asked& asked) {
  std::string name = fmt::format("sensitivity-{}-{}", run.id, asked.of.name);
  if (options.perspective != SensitivitySettings{}.perspective) {
    name += "-" + options.perspective;
  }
  if (!runs.nation) {
    name += "-" + runs.area;
  }
  for (char& letter : name) {
    letter = letter == ' ' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return name;
}

int sensitivity(const Screen& screen, const SensitivityOptions& options) {
  StudyRequest request = options.request;
  request.scenarios = {options.scenario};
  request.draws.count = options.draws; // what the cautions speak of
  std::vector<std::string> perspectives;
  for (const outputs::Perspective perspective : outputs::perspectives) {
    perspectives.emplace_back(outputs::name(perspective));
  }
  const outputs::Perspective* perspective = find_perspective(options.perspective);
  if (perspective == nullptr) {
    const std::string near = scenarios::nearest(options.perspective, perspectives);
    return refuse(fmt::format("--perspective: {} is not one there is; allowed: {}{}",
                              scenarios::in_quotes(options.perspective), fmt::join(perspectives, ", "),
                              near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
  }
  const auto read = read_or_refuse(screen, request);
  if (const auto* refused = std::get_if<ExitCode>(&read)) {
    return *refused;
  }
  const auto& inputs = std::get<StudyInputs>(read);
  const std::vector<outputs::PlannedRun> plans = planned_runs(inputs);
  const outputs::Runs runs = runs_of(request, inputs, plans, Keep::years);
  const outputs::ScenarioRun& run = runs.all.back(); // baselines stand before it
  const auto names = names_of(options, runs, run, *perspective);
  if (const auto* wrong = std::get_if<std::string>(&names)) {
    return refuse(*wrong);
  }
  const Asked& asked = std::get<Asked>(names);
  const std::filesystem::path out = options.out.empty()
                                        ? std::filesystem::path("results") / usual_folder(options, runs, run, asked)
                                        : std::filesystem::path(options.out);
  outputs::stop_politely();
  outputs::ResultsFolder folder(out);
  outputs::Manifest manifest = manifest_of(options, inputs, asked);
  say_replaced(out, manifest);

  std::optional<Hundredths> progress;
  outputs::Laboratory laboratory(
      runs, plans, run,
      {.threads = request.threads,
       .begin = [&](const std::string& task, std::size_t count) { progress.emplace(screen, task, count); },
       .done = [&](std::size_t more) { progress->done(more); }});
  const outputs::SensitivityFindings found = outputs::analyse(laboratory, {.of = asked.of,
                                                                           .decision = asked.decision,
                                                                           .goals = asked.goals,
                                                                           .set = set_by_either(inputs, run),
                                                                           .trajectories = options.trajectories,
                                                                           .rows = options.rows,
                                                                           .top = options.top,
                                                                           .draws = options.draws,
                                                                           .seed = options.seed});
  outputs::Booklet booklet = booklet_of(inputs, runs, {}, manifest.run_code());
  if (asked.of.is_year()) {
    booklet.cautions.push_back(fmt::format("A run in which {} never comes counts as {}.", asked.of.name,
                                           outputs::FiscalYear{runs.horizon}.label()));
  }
  booklet.cautions.push_back(outputs::runs_in_words(found));
  manifest.cautions = booklet.cautions;
  say(screen, "writing tables and charts");
  write_all(screen, booklet, found, plans[run.position].values, options.request.threads, folder);
  outputs::finish(folder, manifest);

  if (screen.json) {
    nlohmann::ordered_json json = json_of(found);
    json["results"] = out.string();
    answer(json.dump(2) + "\n");
  } else {
    answer(outputs::sensitivity_text(found));
  }
  say(screen, fmt::format("Results are in {}: report.html and charts/ to read; tornado.csv, assumption_book.csv and "
                          "others to work with.",
                          out.string()));
  return done;
}

} // namespace

void add_sensitivity(CLI::App& app, const Screen& screen, Action& chosen) {
  auto options = std::make_shared<SensitivityOptions>();
  CLI::App* verb = app.add_subcommand("sensitivity", "Which assumptions move the answer, and where the decision flips");
  verb->footer(sensitivity_examples);
  add_sensitivity_settings(options->table, *options);
  add_options(*verb, options->table);
  verb->callback(
      [options, &screen, &chosen] { chosen = [options, &screen] { return sensitivity(screen, *options); }; });
}

} // namespace headwater::app
