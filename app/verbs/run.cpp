// run: simulate scenarios, compare each with its baseline, write results.
#include "app/study/drawn_plans.hpp"
#include "app/study/settings.hpp"
#include "app/study/study.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/hundredths.hpp"
#include "app/terminal/option_readers.hpp"
#include "app/terminal/processes.hpp"
#include "app/terminal/study_options.hpp"
#include "app/verbs/charts_folder.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "outputs/charts/csv_text.hpp"
#include "outputs/files/digest.hpp"
#include "outputs/files/results_folder.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/screen/summary_text.hpp"
#include "outputs/tables/tables.hpp"
#include "outputs/workbook/workbook.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

namespace headwater::app {
namespace {

struct RunOptions {
  StudyRequest request;
  std::string out;
};

constexpr const char* examples = R"(Examples:
  headwater run                                   every shipped scenario, for Scotland
  headwater run keep-the-promise cuts             two of them
  headwater run my-plan.toml --out results/board  a file of your own
  headwater run --area Moray                      the shipped scenarios for a council
  headwater run cuts --price-base nominal --json  nominal pounds, and the summary as JSON
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

// The scenarios asked for by id: where their files lie does not change a run.
std::vector<std::string> asked_ids(const StudyRequest& request) {
  std::vector<std::string> ids;
  for (const std::string& scenario : request.scenarios) {
    ids.push_back(std::filesystem::path(scenario).stem().string());
  }
  return ids;
}

outputs::Manifest manifest_of(const RunOptions& options, const StudyInputs& inputs) {
  const StudyRequest& request = options.request;
  const AppraisalRequest& appraisal = request.appraisal;
  const AppraisalRequest standard;
  const std::string last_year = outputs::spoken_horizon(request.horizon).label();
  const std::string settle_by = appraisal.settle_by.empty() ? last_year : appraisal.settle_by;
  outputs::Manifest manifest;
  manifest.version = version();
  manifest.commit = commit();
  manifest.settings = {
      {"scenarios", asked_ids(request), request.scenarios.empty()},
      {"area", inputs.area.name, inputs.area.nation},
      {"horizon", request.horizon, request.horizon == model::last_horizon},
      {"price_base", inputs.prices.key(), inputs.prices.base == outputs::PriceBase::real_2024_25},
      {"deflator", inputs.prices.deflator.release, true},
      {"baseline", request.baseline ? std::filesystem::path(*request.baseline).stem().string() : "first ancestor",
       !request.baseline},
      {"include_beyond_care", appraisal.include_beyond_care, !appraisal.include_beyond_care},
      {"include_transfers", appraisal.include_transfers, !appraisal.include_transfers},
      {"payer_shares", inputs.payers, inputs.payers == "shipped"},
      {"discount_rates", appraisal.discount_rates, appraisal.discount_rates == standard.discount_rates},
      {"health_rate", appraisal.health_rate, !appraisal.health_rate},
      {"discount_timing", appraisal.timing, appraisal.timing == standard.timing},
      {"optimism_bias", appraisal.optimism_bias, appraisal.optimism_bias == 0.0},
      {"benefit_haircut", appraisal.benefit_haircut, appraisal.benefit_haircut == 0.0},
      {"settle_by", settle_by, settle_by == last_year},
      {"draws", request.draws.count, request.draws.count == 0},
      {"sampling", request.draws.sampling, request.draws.sampling == DrawRequest().sampling},
      {"posterior", inputs.posterior.contents, inputs.posterior.contents.empty()},
      {"quantities", request.draws.quantities, request.draws.quantities.empty()},
      {"seed", request.draws.seed, request.draws.seed == 1},
      {"step_years", model::step_length, true},
  };
  if (request.draws.ignore_other_columns) {
    manifest.settings.push_back({"ignore_other_columns", true, false});
  }
  for (const scenarios::Scenario& scenario : inputs.scenarios) {
    manifest.scenarios.push_back(scenario.id);
  }
  manifest.inputs = hashed(inputs, shipped());
  manifest.cautions = inputs.cautions;
  return manifest;
}

void write_tables(const outputs::Booklet& booklet, outputs::ResultsFolder& folder) {
  const outputs::Runs& runs = booklet.runs;
  const outputs::Findings& findings = booklet.findings;
  folder.write("summary.csv", outputs::csv_text(outputs::summary_table(runs, findings)));
  folder.write("annual.csv", outputs::csv_text(outputs::annual_table(runs, findings)));
  folder.write("stocks.csv", outputs::csv_text(outputs::stocks_table(runs)));
  folder.write("flows.csv", outputs::csv_text(outputs::flows_table(runs)));
  folder.write("ledger.csv", outputs::csv_text(outputs::ledger_table(runs)));
  folder.write("appraisal.csv", outputs::csv_text(outputs::appraisal_table(runs, findings)));
  folder.write("cash_flows.csv", outputs::csv_text(outputs::cash_flows_table(runs)));
  folder.write("finance.csv", outputs::csv_text(outputs::finance_table(runs)));
  folder.write("pockets.csv", outputs::csv_text(outputs::pockets_table(runs)));
  folder.write("transfers.csv", outputs::csv_text(outputs::transfers_table(runs)));
  folder.write("delays.csv", outputs::csv_text(outputs::delays_table(runs, findings.delays)));
  if (!findings.without_practice.empty()) {
    folder.write("practice.csv", outputs::csv_text(outputs::practice_table(runs, findings.without_practice)));
  }
  if (findings.ensemble) {
    folder.write("break_even.csv", outputs::csv_text(outputs::break_even_table(runs, *findings.ensemble)));
    if (!findings.ensemble->failures.empty()) {
      folder.write("failures.csv", outputs::csv_text(outputs::failures_table(runs, *findings.ensemble)));
    }
  }
  if (findings.difference) {
    folder.write("difference.csv", outputs::csv_text(outputs::difference_table(*findings.difference)));
  }
  if (runs.nation) {
    folder.write("follow_the_money.csv", outputs::csv_text(outputs::follow_the_money_table(runs)));
  }
}

void write_pictures(const Screen& screen, const outputs::Booklet& booklet, outputs::ResultsFolder& folder) {
  const std::vector<outputs::DrawnChart> drawn = write_charts(screen, outputs::draw_pictures(booklet), folder);
  folder.write("report.html", outputs::report_html(booklet, drawn));
}

// What draws of the parameters say, where they are asked for.
std::optional<outputs::Ensemble> drawn(const Screen& screen, const StudyRequest& request, const StudyInputs& inputs,
                                       const std::vector<outputs::PlannedRun>& plans, const outputs::Runs& runs,
                                       const outputs::ResultsFolder& folder, const Processes& processes) {
  const std::size_t count = request.draws.count;
  if (count == 0) {
    return std::nullopt;
  }
  Hundredths progress(screen, fmt::format("running {} draws of {} scenarios", count, runs.size()), count);
  // Of several processes the first speaks for all: they have equal parts.
  const auto tell = [&](std::size_t more) { progress.done(more * processes.count()); };
  return outputs::run_ensemble(runs, drawn_plans(request, inputs, plans),
                               ensemble_settings(request, folder.beside(), tell), processes.share(count));
}

void add_draw_options(CLI::App& verb, DrawRequest& request) {
  constexpr const char* group = "Uncertainty";
  add_whole_number(verb, "--draws", request.count, std::size_t{0}, std::size_t{10'000'000},
                   "How many times the parameters are drawn; 0: central values only. 1,024 or more for tails")
      ->group(group);
  add_choice(verb, "--sampling", request.sampling, sampling_options(), "How draws lie in the cube of all parameters")
      ->group(group);
  add_seed(verb, request.seed, "Of the draws; central values do not depend on it")->group(group);
  add_text(
      verb, "--posterior", request.posterior,
      "Draws of a calibration: a CSV with a column for each parameter, or a folder of chain_*.csv; what it does not "
      "hold is drawn from its range")
      ->group(group);
  verb.add_flag("--ignore-other-columns", request.ignore_other_columns,
                "Leave out columns of --posterior that name no parameter, such as generated quantities")
      ->group(group);
  add_text(
      verb, "--quantities", request.quantities,
      "Keep percentiles of these only (headwater list outputs; appraisal; net_position; sums: those of bar charts)")
      ->delimiter(',')
      ->group(group);
  std::vector<std::string> sets{"auto"};
  for (const model::LaneKernel& kernel : model::lane_kernels()) {
    sets.emplace_back(kernel.instruction_set);
  }
  add_choice(verb, "--instruction-set", request.instruction_set, sets,
             "Which instructions the draws run on; results do not depend on it")
      ->group(group);
}

void add_appraisal_options(CLI::App& verb, AppraisalRequest& request) {
  constexpr const char* group = "Appraisal";
  add_text(verb, "--payer-shares", request.payer_shares,
           "Who pays which share of each category: a CSV such as outputs/data/payer_shares.csv")
      ->group(group);
  add_text(verb, "--discount-rates", request.discount_rates, "Vintage of outputs/data/discount_rates.csv")
      ->capture_default_str()
      ->group(group);
  verb.add_flag("--health-rate", request.health_rate, "Discount effects on health at the health rate of the vintage")
      ->group(group);
  verb.add_flag("--include-beyond-care", request.include_beyond_care,
                "Add to the totals what is gained beyond care, in services, tax and (society) earnings; otherwise it "
                "stands in an account of its own")
      ->group(group);
  verb.add_flag("--include-transfers", request.include_transfers,
                "Add to the public purse the transfer that changes child poverty")
      ->group(group);
  add_choice(verb, "--discount-timing", request.timing, {"start-of-year", "mid-year", "end-of-year"},
             "When in a year money is taken to move")
      ->group(group);
  add_number(verb, "--optimism-bias", request.optimism_bias, 0.0, 2.0, "Uplift of every added cost, a share")
      ->group(group);
  add_number(verb, "--benefit-haircut", request.benefit_haircut, 0.0, 1.0, "Cut of every saving, a share")
      ->group(group);
  add_text(verb, "--settle-by", request.settle_by,
           "Fiscal year by which transfers leave no payer worse off; default: 20 years on")
      ->group(group);
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
  if (const std::vector<std::string> wrong = setting_problems(options.request, shipped()); !wrong.empty()) {
    complain(fmt::format("{}", fmt::join(wrong, "\n")));
    return wrong_usage;
  }
  const auto inputs = read_inputs(options.request, shipped());
  if (!inputs.value) {
    say_problems(screen, inputs.problems);
    say(screen, "Nothing was run.");
    return invalid_input;
  }
  const std::filesystem::path out = out_of(options, *inputs.value);
  outputs::stop_politely();
  outputs::ResultsFolder folder(out);

  outputs::Manifest manifest = manifest_of(options, *inputs.value);
  say_replaced(screen, out, manifest);
  say(screen, fmt::format("running {} scenarios for {}, 31 July {} to 31 July {}", inputs.value->scenarios.size(),
                          inputs.value->area.name, model::start_year, options.request.horizon));
  const std::vector<outputs::PlannedRun> plans = planned_runs(*inputs.value);
  outputs::Runs runs = runs_of(options.request, *inputs.value, plans, Keep::steps);
  outputs::Findings findings = outputs::findings_of(runs, plans, options.request.threads);
  findings.ensemble = drawn(screen, options.request, *inputs.value, plans, runs, folder, processes);
  outputs::Booklet booklet = booklet_of(*inputs.value, std::move(runs), std::move(findings), manifest.run_code());
  if (const std::optional<outputs::Ensemble>& ensemble = booklet.findings.ensemble) {
    if (const std::string few = ensemble->too_few_in_words(); !few.empty()) {
      booklet.cautions.push_back(few);
    }
    if (const std::string failed = ensemble->failures_in_words(booklet.runs); !failed.empty()) {
      say(screen, failed);
      booklet.cautions.push_back(failed);
    }
  }
  say(screen, "writing tables");
  write_tables(booklet, folder);
  write_pictures(screen, booklet, folder);
  folder.write("workbook.xlsx", outputs::workbook_bytes(booklet, manifest, folder.beside()));
  for (const std::filesystem::path& file : folder.files()) {
    manifest.outputs.push_back({file.generic_string(), outputs::sha256_of_file(folder.at_present(file))});
  }
  folder.write("manifest.json", manifest.json());
  folder.put_in_place();

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
  add_text(*verb, "scenario", options->request.scenarios, "Shipped scenarios by name, or paths; default: all shipped");
  add_text(*verb, "--out", options->out, "Results folder; default: results/<name>");
  add_study_options(*verb, options->request);
  add_text(*verb, "--baseline", options->request.baseline,
           "Scenario that every other is compared with; default: the first ancestor of each");
  add_appraisal_options(*verb, options->request.appraisal);
  add_draw_options(*verb, options->request.draws);
  add_threads(*verb, options->request.threads, "Runs at once; 0: one for each processor");
  verb->callback(
      [options, &screen, &chosen] { chosen = [options, &screen] { return run_together(screen, *options); }; });
}

} // namespace headwater::app
