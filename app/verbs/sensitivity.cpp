// sensitivity: which assumptions move the answer, how far, and where the decision flips.
#include "app/study/drawn_plans.hpp"
#include "app/study/settings.hpp"
#include "app/study/study.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/hundredths.hpp"
#include "app/terminal/option_readers.hpp"
#include "app/terminal/study_options.hpp"
#include "app/verbs/charts_folder.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "outputs/charts/csv_text.hpp"
#include "outputs/files/digest.hpp"
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

struct SensitivityOptions {
  StudyRequest request;
  std::string scenario = "keep-the-promise";
  std::string of = "npv";
  std::string in;
  std::string perspective = "public_purse";
  bool change = false;
  std::uint64_t seed = 1;
  std::size_t rows = 512;
  std::size_t top = 20;
  std::size_t trajectories = 20;
  std::size_t draws = 2048;
  std::vector<std::string> goals;
  std::string out;
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

int refuse(const std::string& words) {
  complain(words);
  return wrong_usage;
}

/// Everything that has a name, or what is wrong with one of them.
std::variant<Asked, std::string> names_of(const SensitivityOptions& options, const outputs::Runs& runs,
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
  const SensitivityOptions standard;
  manifest.settings = {
      {"verb", "sensitivity", true},
      {"scenario", inputs.scenarios.back().id, inputs.scenarios.back().id == standard.scenario},
      {"of", asked.of.in_words(), asked.of.name == standard.of && !asked.of.change},
      {"perspective", options.perspective, options.perspective == standard.perspective},
      {"area", inputs.area.name, inputs.area.nation},
      {"horizon", options.request.horizon, options.request.horizon == model::last_horizon},
      {"price_base", inputs.prices.key(), inputs.prices.base == outputs::PriceBase::real_2024_25},
      {"deflator", inputs.prices.deflator.release, true},
      {"baseline", inputs.scenarios[inputs.baselines.back()].id, !options.request.baseline},
      {"discount_rates", options.request.appraisal.discount_rates, true},
      {"trajectories", options.trajectories, options.trajectories == standard.trajectories},
      {"rows", options.rows, options.rows == standard.rows},
      {"top", options.top, options.top == standard.top},
      {"base_sample", "two Latin hypercubes", true},
      {"draws", options.draws, options.draws == standard.draws},
      {"goals", options.goals, options.goals.empty()},
      {"seed", options.seed, options.seed == standard.seed},
      {"step_years", model::step_length, true},
  };
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
std::string usual_folder(const SensitivityOptions& options, const outputs::Runs& runs, const outputs::ScenarioRun& run,
                         const Asked& asked) {
  std::string name = fmt::format("sensitivity-{}-{}", run.id, asked.of.name);
  if (options.perspective != SensitivityOptions{}.perspective) {
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

int sensitivity(const Screen& screen, SensitivityOptions options) {
  options.request.scenarios = {options.scenario};
  options.request.draws.count = options.draws; // what the cautions speak of
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
  if (const std::vector<std::string> wrong = setting_problems(options.request, shipped()); !wrong.empty()) {
    return refuse(fmt::format("{}", fmt::join(wrong, "\n")));
  }
  const auto inputs = read_inputs(options.request, shipped());
  if (!inputs.value) {
    say_problems(screen, inputs.problems);
    say(screen, "Nothing was run.");
    return invalid_input;
  }
  const std::vector<outputs::PlannedRun> plans = planned_runs(*inputs.value);
  const outputs::Runs runs = runs_of(options.request, *inputs.value, plans, Keep::years);
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
  outputs::Manifest manifest = manifest_of(options, *inputs.value, asked);
  say_replaced(screen, out, manifest);

  std::optional<Hundredths> progress;
  outputs::Laboratory laboratory(
      runs, plans, run,
      {.threads = options.request.threads,
       .begin = [&](const std::string& task, std::size_t count) { progress.emplace(screen, task, count); },
       .done = [&](std::size_t more) { progress->done(more); }});
  const outputs::SensitivityFindings found = outputs::analyse(laboratory, {.of = asked.of,
                                                                           .decision = asked.decision,
                                                                           .goals = asked.goals,
                                                                           .set = set_by_either(*inputs.value, run),
                                                                           .trajectories = options.trajectories,
                                                                           .rows = options.rows,
                                                                           .top = options.top,
                                                                           .draws = options.draws,
                                                                           .seed = options.seed});
  outputs::Booklet booklet = booklet_of(*inputs.value, runs, {}, manifest.run_code());
  if (asked.of.is_year()) {
    booklet.cautions.push_back(fmt::format("A run in which {} never comes counts as {}.", asked.of.name,
                                           outputs::FiscalYear{runs.horizon}.label()));
  }
  booklet.cautions.push_back(outputs::runs_in_words(found));
  manifest.cautions = booklet.cautions;
  say(screen, "writing tables and charts");
  write_all(screen, booklet, found, plans[run.position].values, options.request.threads, folder);
  for (const std::filesystem::path& file : folder.files()) {
    manifest.outputs.push_back({file.generic_string(), outputs::sha256_of_file(folder.at_present(file))});
  }
  folder.write("manifest.json", manifest.json());
  folder.put_in_place();

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
  add_text(*verb, "scenario", options->scenario, "A shipped scenario by name, or a path")->capture_default_str();
  add_text(*verb, "--of", options->of,
           "Output: a quantity (headwater list outputs), net_position_cumulative, or a measure of appraisal.csv")
      ->capture_default_str();
  add_text(*verb, "--in", options->in, "Fiscal year of a quantity; default: 2040-41, or the last of a shorter run");
  add_text(*verb, "--perspective", options->perspective, "Whose appraisal")->capture_default_str();
  verb->add_flag("--change", options->change, "The difference from the baseline instead of the level");
  add_study_options(*verb, options->request);
  add_text(*verb, "--baseline", options->request.baseline, "Scenario to compare with; default: the first ancestor");
  add_whole_number(*verb, "--trajectories", options->trajectories, std::size_t{2}, std::size_t{100'000},
                   "Of Morris's screening");
  add_whole_number(*verb, "--rows", options->rows, std::size_t{2}, std::size_t{10'000'000},
                   "Rows of the base sample for Sobol indices");
  add_whole_number(*verb, "--top", options->top, std::size_t{1}, std::size_t{1000},
                   "Assumptions with a Sobol index and a switching value of their own");
  add_text(*verb, "--goal", options->goals,
           "What should hold, such as \"payback_year<=2040\"; may be repeated; default: npv > 0");
  add_whole_number(*verb, "--draws", options->draws, std::size_t{0}, std::size_t{10'000'000},
                   "Draws in which to look for where goals are missed; 0: do not look");
  add_seed(*verb, options->seed, "Of all that is drawn");
  add_threads(*verb, options->request.threads, "Runs at once; 0: one for each processor");
  add_text(*verb, "--out", options->out,
           "Results folder; default: results/sensitivity-<scenario>-<output>, with perspective and council if named");
  verb->callback(
      [options, &screen, &chosen] { chosen = [options, &screen] { return sensitivity(screen, *options); }; });
}

} // namespace headwater::app
