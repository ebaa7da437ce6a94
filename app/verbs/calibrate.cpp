// calibrate: fit the model to what was published, and say how far the fit is to be trusted.
#include "app/terminal/exit_code.hpp"
#include "app/terminal/screen.hpp"
#include "app/terminal/setting_options.hpp"
#include "app/verbs/calibrate_settings.hpp"
#include "app/verbs/charts_folder.hpp"
#include "app/verbs/read_or_refuse.hpp"
#include "app/verbs/state_folder.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "calibration/fit/whole_fit.hpp"
#include "calibration/inference/posterior/cmdstan_csv.hpp"
#include "calibration/known/published_drivers.hpp"
#include "outputs/calibration/calibration_json.hpp"
#include "outputs/calibration/fit_charts.hpp"
#include "outputs/calibration/fit_report.hpp"
#include "outputs/calibration/fit_tables.hpp"
#include "outputs/calibration/fit_text.hpp"
#include "outputs/calibration/fitted_toml.hpp"
#include "outputs/calibration/judgements.hpp"
#include "outputs/charts/csv_text.hpp"
#include "outputs/files/digest.hpp"
#include "outputs/files/finish.hpp"
#include "outputs/files/polite_stop.hpp"
#include "outputs/files/results_folder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <set>

namespace headwater::app {
namespace {

constexpr const char* calibrate_examples = R"(Examples:
  headwater calibrate                                  point estimate, posterior, second opinion, hold-out
  headwater calibrate --method map                     the point estimate alone
  headwater calibrate --as-of 2022-12-31               with what had been published by then
  headwater calibrate --train-to 2019                  figures up to 31 July 2019; later ones are held out
  headwater calibrate --data our-figures.csv --out results/ours
  headwater calibrate --joint --acceptance 0.9 --draws 500 --out results/joint
  headwater run --draws 2000 --posterior results/joint
  headwater run --draws 4000 --posterior results/calibration

A calibration that was stopped goes on when it is started again in the same way. A fit that is not to be trusted is
written all the same, and the exit code is 1, unless --accept-untrusted is given, which every output then says.
)";

struct CalibrateOptions : CalibrateSettings {
  SettingTable table; ///< of them
};

struct CalibrateInputs {
  calibration::Published published;
  model::Drivers drivers;
  calibration::Priors priors;
  std::vector<outputs::HashedFile> files;
};

/// A file stands among those that were read once, however often it was read.
void add_once(std::vector<outputs::HashedFile>& files, const scenarios::InputFile& read) {
  outputs::HashedFile file{read.path.filename().string(), outputs::sha256(read.bytes)};
  if (std::none_of(files.begin(), files.end(), [&](const outputs::HashedFile& other) {
        return other.path == file.path && other.sha256 == file.sha256;
      })) {
    files.push_back(std::move(file));
  }
}

/// The files of figures: those that are named, each once by whatever path, or the shipped one.
std::vector<std::filesystem::path> figure_files(const CalibrateSettings& settings) {
  std::vector<std::filesystem::path> files;
  for (const std::filesystem::path file : settings.data) {
    const auto is_file = [&](const std::filesystem::path& other) {
      std::error_code none;
      return other == file || std::filesystem::equivalent(other, file, none);
    };
    if (std::none_of(files.begin(), files.end(), is_file)) {
      files.push_back(file);
    }
  }
  if (files.empty()) {
    files.push_back(shipped().published());
  }
  return files;
}

/// What drives the nation, whose history is fitted: as a run has it. The files it is read from are added to `files`.
/// Problems of published.csv are told where `figures_of_own` are fitted in its place; else its figures' reader tells
/// them.
std::optional<model::Drivers> read_drivers(bool figures_of_own, std::vector<outputs::HashedFile>& files,
                                           std::vector<scenarios::Problem>& problems) {
  const auto area = calibration::read_area(shipped().areas() / "scotland.toml", shipped().areas());
  const auto published = calibration::read_published(shipped().published());
  problems.insert(problems.end(), area.problems.begin(), area.problems.end());
  if (figures_of_own) {
    problems.insert(problems.end(), published.problems.begin(), published.problems.end());
  }
  if (!area.value || !published.value) {
    return std::nullopt;
  }
  add_once(files, published.value->input);
  for (const scenarios::InputFile& input : area.value->inputs) {
    add_once(files, input);
  }
  scenarios::Read<model::Drivers> drivers = calibration::published_drivers(*area.value, *published.value);
  problems.insert(problems.end(), drivers.problems.begin(), drivers.problems.end());
  return std::move(drivers.value);
}

/// Figures of all files as of one, each series, year and vintage once.
scenarios::Read<CalibrateInputs> read_calibrate_inputs(const CalibrateSettings& options) {
  scenarios::Read<CalibrateInputs> read;
  CalibrateInputs inputs;
  std::set<std::tuple<std::string, int, calibration::Vintage>> there;
  for (const std::filesystem::path& file : figure_files(options)) {
    auto one = calibration::read_published(file);
    read.problems.insert(read.problems.end(), one.problems.begin(), one.problems.end());
    if (!one.value) {
      continue;
    }
    for (const calibration::PublishedFigure& figure : one.value->figures) {
      if (!there.emplace(figure.series, figure.year, figure.vintage).second) {
        read.problems.push_back(
            {file.generic_string(), figure.line, 1,
             fmt::format("{} of {} is in an earlier file in the same vintage", figure.series, figure.period_text),
             "each figure in one file", ""});
      }
      inputs.published.figures.push_back(figure);
    }
    add_once(inputs.files, one.value->input);
    inputs.published.input = std::move(one.value->input);
  }
  const std::filesystem::path priors =
      options.priors.empty() ? shipped().priors() : std::filesystem::path(options.priors);
  auto known = calibration::read_priors(priors);
  read.problems.insert(read.problems.end(), known.problems.begin(), known.problems.end());
  if (known.value) {
    add_once(inputs.files, known.value->input);
    inputs.priors = std::move(*known.value);
  }
  if (auto drivers = read_drivers(!options.data.empty(), inputs.files, read.problems)) {
    inputs.drivers = std::move(*drivers);
  }
  if (read.problems.empty()) {
    read.value = std::move(inputs);
  }
  return read;
}

outputs::Manifest calibrate_manifest(const CalibrateOptions& options, const CalibrateInputs& inputs) {
  outputs::Manifest manifest;
  manifest.version = version();
  manifest.commit = commit();
  manifest.settings = options.table.told();
  manifest.inputs = inputs.files;
  if (options.no_discrepancy) {
    manifest.cautions.emplace_back(calibration::no_discrepancy_warning);
  }
  return manifest;
}

/// The code under which an unfinished fit is kept: whether it is accepted is asked when it is done.
std::string code_of_fit(outputs::Manifest manifest) {
  std::erase_if(manifest.settings, [](const outputs::Setting& one) { return one.name == "accept_untrusted"; });
  return manifest.run_code();
}

/// What a shell takes as it is in the name of a file.
constexpr std::string_view plain_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+";

/// One line that makes the same calibration again, where the files it names lie.
std::string calibrate_command(const CalibrateSettings& options, const outputs::Manifest& manifest) {
  std::string command = "./headwater calibrate";
  for (const outputs::Setting& setting : manifest.settings) {
    if (setting.is_default) {
      continue;
    }
    std::string name = setting.name;
    std::replace(name.begin(), name.end(), '_', '-');
    if (setting.value.is_boolean()) {
      command += (setting.value.get<bool>() ? " --" : " --no-") + name;
    } else {
      command += fmt::format(" --{} {}", name,
                             setting.value.is_string() ? setting.value.get<std::string>() : setting.value.dump());
    }
  }
  const auto name_of = [](const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    const bool is_plain = name.find_first_not_of(plain_letters) == std::string::npos;
    return is_plain ? name : "'" + name + "'";
  };
  if (!options.data.empty()) {
    for (const std::filesystem::path& file : figure_files(options)) {
      command += " --data " + name_of(file);
    }
  }
  return options.priors.empty() ? command : command + " --priors " + name_of(options.priors);
}

calibration::SamplingSettings chain_settings(const CalibrateSettings& options, const outputs::FitRecord& record) {
  const calibration::CalibrationSettings& s = options.fit;
  const bool nuts = record.findings.method == calibration::Method::nuts;
  calibration::SamplingSettings chain;
  chain.draws = record.findings.posterior->chains.front().transitions.size();
  chain.warm_up = nuts ? s.warmup : 0;
  chain.delta = nuts ? s.acceptance : chain.delta;
  chain.metric = nuts ? calibration::Metric::dense : calibration::Metric::unit;
  chain.seed = s.seed;
  chain.data_file = record.data.front().path;
  chain.init = nuts ? "about the mode" : "draws of the prior";
  chain.notes = {{"sampler", nuts ? "NUTS" : "tempered SMC: draws of equal weight in no order"},
                 {"trusted", outputs::trusted_word(record)},
                 {"reasons", fmt::format("{}", fmt::join(record.findings.distrust, " "))},
                 {"score", record.findings.score_line},
                 {"version", record.version},
                 {"commit", record.commit}};
  return chain;
}

void write_calibration(const Screen& screen, const CalibrateSettings& options, const outputs::FitRecord& record,
                       outputs::ResultsFolder& folder) {
  folder.write("fit.csv", outputs::csv_text(outputs::fit_table(record)));
  if (record.findings.posterior) {
    folder.write("coverage.csv", outputs::csv_text(outputs::coverage_table(record)));
  }
  folder.write("parameters.csv", outputs::csv_text(outputs::parameters_table(record)));
  if (!record.findings.scores.empty()) {
    folder.write("scores.csv", outputs::csv_text(outputs::scores_table(record)));
    folder.write("score_comparisons.csv", outputs::csv_text(outputs::score_comparisons_table(record)));
  }
  folder.write("fitted.toml", outputs::fitted_toml(record));
  folder.write("calibration.json", outputs::calibration_json(record));
  if (record.findings.posterior) {
    const calibration::SamplingSettings settings = chain_settings(options, record);
    const std::vector<std::string> names = calibration::chain_file_names(record.findings.posterior->chains.size());
    for (std::size_t chain = 0; chain < names.size(); ++chain) {
      folder.write(names[chain], calibration::cmdstan_csv(*record.findings.posterior, chain, settings, names[chain]));
    }
  }
  std::vector<outputs::Chart> charts = outputs::series_charts(record);
  const std::vector<outputs::Chart> of_parameters = outputs::prior_posterior_charts(record);
  charts.insert(charts.end(), of_parameters.begin(), of_parameters.end());
  std::vector<outputs::FileToMake> files;
  const outputs::ChartFiles drawings = add_charts(screen, charts, files);
  files.push_back({"report.html", [&] { return outputs::fit_report(record, *drawings.drawn); }, drawings.drawings});
  outputs::write_side_by_side(files, folder, options.fit.threads);
}

int calibrate_with(const Screen& screen, const CalibrateOptions& options) {
  calibration::CalibrationSettings settings = options.fit;
  settings.method = options.method == "map"   ? calibration::Method::map
                    : options.method == "smc" ? calibration::Method::smc
                                              : calibration::Method::nuts;
  if (settings.joint && options.method == "smc") {
    return refuse("--joint: tempered SMC does not draw a joint posterior; allowed: --method nuts or map");
  }
  if (!options.as_of.empty()) {
    settings.as_of = calibration::parse_day(options.as_of);
    if (!settings.as_of) {
      return refuse(fmt::format("--as-of: {} is not a day; allowed: 2022-12-31, 2022-12 or 2022",
                                scenarios::in_quotes(options.as_of)));
    }
  }
  settings.last = options.train_to.value_or(settings.last);
  settings.scatter.discrepancy = !options.no_discrepancy;
  settings.second_opinion = !options.no_second_opinion;
  settings.holdout = !options.no_holdout;
  scenarios::Read<CalibrateInputs> inputs = read_calibrate_inputs(options);
  if (!inputs.value) {
    return refuse(screen, inputs.problems, "fitted");
  }
  const std::filesystem::path out =
      options.out.empty() ? std::filesystem::path("results") / "calibration" : std::filesystem::path(options.out);
  outputs::stop_politely();
  outputs::ResultsFolder folder(out);
  outputs::Manifest manifest = calibrate_manifest(options, *inputs.value);
  say_replaced(out, manifest);
  StateFolder states(out, code_of_fit(manifest), [](const std::string& what) { complain("warning: " + what); });
  settings.states = {[&states](const std::string& name, std::string_view state) { states.save(name, state); },
                     [&states](const std::string& name) { return states.load(name); },
                     [&states](const std::string& name, const std::string& why) { states.set_aside(name, why); }};
  settings.before_each_solve = [] {
    if (outputs::stop_requested()) {
      throw outputs::Interrupted();
    }
  };
  settings.say = [&screen](const std::string& stage) { say(screen, stage); };
  if (options.no_discrepancy) {
    say(screen, std::string(calibration::no_discrepancy_warning));
  }

  outputs::FitRecord record{.findings = calibration::calibrate(inputs.value->published, inputs.value->drivers,
                                                               inputs.value->priors, settings),
                            .version = version(),
                            .commit = commit(),
                            .command = calibrate_command(options, manifest),
                            .data = inputs.value->files,
                            .shock_sd = settings.scatter.shock_sd,
                            .rate_shock_sd = settings.scatter.rate_shock_sd,
                            .overridden_by = options.accept_untrusted ? accept_flag : ""};
  outputs::judge(record);
  const bool trusted = record.findings.trusted();
  for (const std::string& reason : record.findings.distrust) {
    manifest.cautions.push_back("Not trusted: " + reason);
  }
  say(screen, "writing tables and charts");
  write_calibration(screen, options, record, folder);
  outputs::finish(folder, manifest);
  states.remove();

  answer(screen.json ? outputs::calibration_json(record) : outputs::fit_text(record, screen.coloured()));
  say(screen,
      fmt::format("Results are in {}: report.html to read; fit.csv, parameters.csv, fitted.toml{} to work with.",
                  out.string(), record.findings.posterior ? " and chain_1.csv" : ""));
  return trusted || options.accept_untrusted ? done : run_failed;
}

} // namespace

void add_calibrate(CLI::App& app, const Screen& screen, Action& chosen) {
  auto options = std::make_shared<CalibrateOptions>();
  CLI::App* verb = app.add_subcommand("calibrate", "Fit the model to published figures: estimate, posterior, hold-out");
  verb->footer(calibrate_examples);
  add_calibrate_settings(options->table, *options);
  add_options(*verb, options->table);
  verb->callback(
      [options, &screen, &chosen] { chosen = [options, &screen] { return calibrate_with(screen, *options); }; });
}

} // namespace headwater::app
