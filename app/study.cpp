#include "app/study.hpp"

#include "app/version.hpp"
#include "calibration/published.hpp"
#include "model/ensemble/annual_runs.hpp"
#include "outputs/appraisal/delay.hpp"
#include "outputs/appraisal/plan_difference.hpp"
#include "outputs/files/digest.hpp"
#include "outputs/results/net_position.hpp"
#include "outputs/results/quantities.hpp"
#include "scenarios/fiscal_year.hpp"
#include "scenarios/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>

namespace headwater::app {
namespace {

using calibration::Area;
using scenarios::Problem;
using scenarios::Scenario;

constexpr std::string_view default_baseline = "continue-as-now";
/// Pairs of orders in which a difference is attributed within a run; `explain-difference` takes more.
constexpr std::size_t orders_in_a_run = 12;

template<class T> std::optional<T> keep(scenarios::Read<T> read, std::vector<Problem>& problems) {
  problems.insert(problems.end(), read.problems.begin(), read.problems.end());
  return std::move(read.value);
}

// Where no area is asked for, the scenarios say which: all of them the same.
void check_one_area(const StudyRequest& request, const std::vector<Scenario>& scenarios,
                    std::vector<Problem>& problems) {
  for (const Scenario& scenario : scenarios) {
    if (!request.area && scenario.area != scenarios.front().area) {
      problems.push_back({scenario.file.string(), 1, 1,
                          fmt::format("this scenario is about {} and {} is about {}", scenario.area,
                                      scenarios.front().id, scenarios.front().area),
                          "scenarios of one area in a run, or --area to say which", ""});
    }
  }
}

// Adds the baselines that the scenarios are compared with and that were not asked for, in front of the others.
// A scenario with a parent is compared with its first ancestor, one without with `continue-as-now`, and all of them
// with the chosen baseline where there is one.
std::vector<Scenario> with_baselines(const StudyRequest& request, std::vector<Scenario> asked,
                                     std::vector<Problem>& problems) {
  std::vector<Scenario> added;
  const auto is_there = [&](std::string_view id) {
    const auto has_id = [&](const Scenario& scenario) { return scenario.id == id; };
    return std::any_of(asked.begin(), asked.end(), has_id) || std::any_of(added.begin(), added.end(), has_id);
  };
  const auto add = [&](const std::filesystem::path& file) {
    if (auto baseline = keep(scenarios::read_scenario(file, shipped_scenarios_folder()), problems)) {
      added.push_back(std::move(*baseline));
    }
  };
  if (request.baseline) {
    const auto file = keep(scenarios::find_scenario(*request.baseline, shipped_scenarios_folder()), problems);
    if (file && !is_there(file->stem().string())) {
      add(*file);
    }
  }
  if (!request.baseline && !is_there(default_baseline)) {
    add(shipped_scenarios_folder() / (std::string(default_baseline) + ".toml"));
  }
  for (const Scenario& scenario : asked) {
    if (!request.baseline && !is_there(scenario.baseline)) {
      add(scenario.baseline_file);
    }
  }
  added.insert(added.end(), std::make_move_iterator(asked.begin()), std::make_move_iterator(asked.end()));
  return added;
}

std::vector<std::size_t> baselines_of(const StudyRequest& request, const std::vector<Scenario>& scenarios) {
  std::vector<std::size_t> baselines;
  for (const Scenario& scenario : scenarios) {
    const std::string id = request.baseline          ? std::filesystem::path(*request.baseline).stem().string()
                           : scenario.parent.empty() ? std::string(default_baseline)
                                                     : scenario.baseline;
    const auto found = std::find_if(scenarios.begin(), scenarios.end(), [&](const Scenario& s) { return s.id == id; });
    baselines.push_back(static_cast<std::size_t>(found - scenarios.begin()));
  }
  return baselines;
}

// Money stated for one place and spent in another: so much for each child as there.
double money_scale(const Area& here, const Scenario& scenario, std::vector<Problem>& problems) {
  if (scenario.area == here.name || scenario.area == here.id) {
    return 1.0;
  }
  const auto there = keep(area_of(scenario), problems);
  return there ? here.population_share / there->population_share : 1.0;
}

void scale_money(model::Plan& plan, double scale) {
  for (model::LeverStep& step : plan.steps) {
    if (model::levers()[step.lever].kind == model::LeverKind::money) {
      step.amount *= scale;
    }
  }
}

// The published counts that charts show: the figures the model is scored on, those it starts from, and for a council
// its own.
std::vector<outputs::PublishedCount> history_of(const Area& area, const calibration::Published& published) {
  std::vector<outputs::PublishedCount> history;
  if (area.nation) {
    const auto figures = calibration::as_known_now(published);
    const auto is_scored_series = [&](const std::string& series) {
      return std::any_of(figures.begin(), figures.end(), [&](const calibration::PublishedFigure& figure) {
        return figure.is_scored() && figure.series == series;
      });
    };
    for (const calibration::PublishedFigure& figure : figures) {
      if (figure.basis == calibration::Basis::stock && figure.unit == "children" && figure.value &&
          (figure.is_scored() || (figure.year == model::start_year && is_scored_series(figure.series)))) {
        history.push_back({figure.year, figure.series, *figure.value, figure.source});
      }
    }
    return history;
  }
  const auto* community = area.find("looked_after_community");
  const auto* residential = area.find("looked_after_residential_and_secure");
  if (community == nullptr || residential == nullptr) {
    return history;
  }
  for (const calibration::Figure& figure : residential->figures) {
    const int year = static_cast<int>(figure.time);
    history.push_back({year, "looked_after_residential_and_secure", figure.value, figure.source});
    for (const calibration::Figure& other : community->figures) {
      if (static_cast<int>(other.time) == year) {
        history.push_back({year, "looked_after", figure.value + other.value, figure.source});
      }
    }
  }
  return history;
}

// A parameter that the table itself scales with the size of an area: said once for all of them.
bool is_plain_scaling(const calibration::Derivation& derivation) {
  const std::size_t position = model::find_parameter(derivation.what);
  return position < model::parameter_count && model::parameters()[position].scales_with != model::ScalesWith::none &&
         !derivation.what.starts_with("start_");
}

std::vector<std::string> cautions_of(const Area& area, const std::vector<Scenario>& scenarios,
                                     const std::vector<double>& scales, std::size_t draws) {
  std::size_t assumed = 0;
  std::size_t varied = 0;
  for (const model::Parameter& parameter : model::parameters()) {
    varied += parameter.distribution != model::Distribution::fixed ? 1 : 0;
    assumed += parameter.distribution != model::Distribution::fixed && parameter.grade == model::Grade::D ? 1 : 0;
  }
  std::vector<std::string> cautions{
      fmt::format("{} of the {} parameters that are not fixed are assumptions of this project (grade D). No controlled "
                  "Scottish study says how much intensive support changes entry to care.",
                  assumed, varied),
      "What moves the answer most has no Scottish effect study behind it: recovery without services, what universal "
      "contact does, children in each looked-after family, the severity of families who asked or whose support stopped "
      "early, the cost and caseload of support workers, and the floor of the historical decline.",
      "Scotland's totals of Follow the Money for 2018-19 (operating £1,150 million, failure demand £875 million, lost "
      "tax £732 "
      "million) are calibrated to, not predicted. Shares by payer and by failure-demand service are assumptions.",
      "The cost of changing poverty, and of changed practice, is not charged.",
      "Money is not discounted unless it is called a present value.",
      draws == 0
          ? "Central values, one run each: no uncertainty is shown."
          : "Bands and percentiles say how the results spread when the parameters are drawn from their ranges. Most "
            "ranges are assumptions and are drawn independently, also where the past could not have looked so: "
            "these are shares of model runs, not probabilities of the world. Not varied: the equations, the "
            "plans, prices, payer shares and published series.",
  };
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    if (scales[i] != 1.0 && !scenarios[i].plan.steps.empty()) {
      cautions.push_back(fmt::format("{}: its money is stated for {}; for {} it is scaled by {:.6f}, so much for each "
                                     "child under 18.",
                                     scenarios[i].id, scenarios[i].area, area.name, scales[i]));
    }
  }
  if (!area.nation) {
    cautions.push_back(
        fmt::format("{0} starts from its own published counts of 2011 and is not fitted to later ones: compare "
                    "the dots on the charts. Quantities that grow with the number of children are Scotland's "
                    "times {1:.6f}, those that grow with looked-after children Scotland's times {2:.6f}.",
                    area.name, area.population_share, area.looked_after_share));
  }
  for (const calibration::Derivation& derivation : area.derived) {
    if (!is_plain_scaling(derivation)) {
      cautions.push_back(fmt::format("{}, {}: {}", area.name, derivation.what, derivation.explanation));
    }
  }
  return cautions;
}

std::optional<outputs::PriceBase> price_base_of(const std::string& name, const outputs::Deflator& deflator) {
  if (name == "nominal") {
    return outputs::PriceBase::nominal;
  }
  const std::optional<int> year = scenarios::parse_fiscal_year(name);
  if (!year || !deflator.index.contains(*year)) {
    return std::nullopt;
  }
  return outputs::PriceBase{outputs::FiscalYear{*year}};
}

/// Reads prices, payers and rates; the files read are added to the inputs of the study. The settings of the request are
/// those of setting_problems(), found sound.
scenarios::Read<outputs::AppraisalBasis> read_basis(const StudyRequest& request, StudyInputs& inputs) {
  scenarios::Read<outputs::AppraisalBasis> result;
  std::vector<Problem>& problems = result.problems;
  const AppraisalRequest& asked = request.appraisal;
  outputs::AppraisalBasis basis;
  inputs.prices.deflator = outputs::read_deflator(deflator_file());
  inputs.prices.base = price_base_of(request.price_base, inputs.prices.deflator).value();

  const auto read = [&](const std::filesystem::path& file) -> std::optional<scenarios::InputFile> {
    auto input = keep(scenarios::read_input(file), problems);
    if (input) {
      inputs.files.push_back(*input);
    }
    return input;
  };
  if (const auto file = read(asked.payer_shares.empty() ? payers_file() : std::filesystem::path(asked.payer_shares))) {
    if (auto payers = keep(outputs::read_payer_table(*file), problems)) {
      basis.payers = std::move(*payers);
    }
  }
  if (const auto file = read(discount_rates_file())) {
    if (const auto vintages = keep(outputs::read_discount_rates(*file), problems)) {
      basis.rates = *outputs::find_vintage(*vintages, asked.discount_rates, "standard");
      if (asked.health_rate) {
        basis.health_rates = *outputs::find_vintage(*vintages, asked.discount_rates, "health");
      }
    }
  }
  for (const outputs::Timing timing :
       {outputs::Timing::start_of_year, outputs::Timing::mid_year, outputs::Timing::end_of_year}) {
    basis.timing = outputs::name(timing) == asked.timing ? timing : basis.timing;
  }
  basis.optimism_bias = asked.optimism_bias;
  basis.benefit_haircut = asked.benefit_haircut;
  basis.settle_by = scenarios::parse_fiscal_year(asked.settle_by);
  if (problems.empty()) {
    result.value = std::move(basis);
  }
  return result;
}

// The scenario whose difference from its baseline is explained: the one that changes most, and of equals the one that
// spends most new money.
std::optional<std::size_t> leading_plan(const outputs::Study& study, const std::vector<outputs::PlannedRun>& plans) {
  std::optional<std::size_t> leading;
  std::pair<std::size_t, double> most{0, 0.0};
  for (std::size_t i = 0; i < study.runs.size(); ++i) {
    const model::Trajectory& path = study.runs[i].path;
    const std::size_t new_money = model::accumulator(model::Category::ringfenced_memo).index;
    const std::pair changes{outputs::changes_between(plans[study.runs[i].baseline], plans[i]).size(),
                            path.states.back()[new_money]};
    if (changes.first > 0 && changes.first <= outputs::most_players && changes > most) {
      leading = i;
      most = changes;
    }
  }
  return leading;
}

} // namespace

scenarios::Read<Area> area_of(const Scenario& scenario) {
  auto read = calibration::find_area(scenario.area, areas_folder());
  const std::vector<calibration::AreaName> known = calibration::areas(areas_folder());
  const bool is_known = std::any_of(known.begin(), known.end(), [&](const calibration::AreaName& area) {
    return read.value && area.id == read.value->id;
  });
  if (!is_known && read.problems.size() == 1) {
    Problem& problem = read.problems.front();
    problem.what = "area: " + problem.what + ": " + scenarios::in_quotes(scenario.area);
    problem.file = scenario.file.string();
    problem.line = scenario.name_at.line;
    problem.column = scenario.name_at.column;
  }
  return read;
}

std::vector<std::string> setting_problems(const StudyRequest& request) {
  std::vector<std::string> problems;
  const auto refuse = [&](const char* option, const std::string& value, const std::string& allowed,
                          const std::string& near = "") {
    problems.push_back(fmt::format("{}: {} is not one there is; allowed: {}{}", option, scenarios::in_quotes(value),
                                   allowed, near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
  };
  const outputs::Deflator deflator = outputs::read_deflator(deflator_file());
  if (!price_base_of(request.price_base, deflator)) {
    refuse("--price-base", request.price_base,
           fmt::format("nominal, or a fiscal year from {} to {}",
                       outputs::FiscalYear{deflator.index.begin()->first}.label(),
                       outputs::FiscalYear{deflator.index.rbegin()->first}.label()),
           scenarios::nearest(request.price_base, {"nominal"}));
  }
  const AppraisalRequest& asked = request.appraisal;
  const auto file = scenarios::read_input(discount_rates_file());
  const auto rates =
      file.value ? outputs::read_discount_rates(*file.value) : decltype(outputs::read_discount_rates({})){};
  if (rates.value) { // a file that is not sound is told of as an input
    std::vector<std::string> names;
    for (const outputs::RateVintage& vintage : *rates.value) {
      if (vintage.kind == "standard") {
        names.push_back(vintage.name);
      }
    }
    if (outputs::find_vintage(*rates.value, asked.discount_rates, "standard") == nullptr) {
      refuse("--discount-rates", asked.discount_rates, fmt::format("{}", fmt::join(names, ", ")),
             scenarios::nearest(asked.discount_rates, names));
    } else if (asked.health_rate && outputs::find_vintage(*rates.value, asked.discount_rates, "health") == nullptr) {
      refuse("--health-rate", asked.discount_rates, "a vintage that has a health rate");
    }
  }
  std::vector<std::string> quantities{"net_position", "net_position_cumulative", "appraisal", "sums"};
  for (const outputs::Quantity& quantity : outputs::quantities()) {
    quantities.emplace_back(quantity.name);
  }
  for (const std::string& name : request.draws.quantities) {
    if (std::find(quantities.begin(), quantities.end(), name) == quantities.end()) {
      refuse("--quantities", name, "appraisal, sums, net_position, and what `headwater list outputs` names",
             scenarios::nearest(name, quantities));
    }
  }
  const std::optional<int> settle = scenarios::parse_fiscal_year(asked.settle_by);
  if (!asked.settle_by.empty() &&
      (!settle || *settle < outputs::comparison_starts.first || *settle >= request.horizon)) {
    refuse("--settle-by", asked.settle_by,
           fmt::format("a fiscal year from {} to {}", outputs::comparison_starts.label(),
                       outputs::last_whole_year(request.horizon).label()));
  }
  return problems;
}

scenarios::Read<StudyInputs> read_inputs(const StudyRequest& request) {
  scenarios::Read<StudyInputs> result;
  std::vector<Problem>& problems = result.problems;
  StudyInputs inputs;

  const std::vector<std::string> names =
      request.scenarios.empty() ? scenarios::shipped_scenarios(shipped_scenarios_folder()) : request.scenarios;
  auto asked = keep(scenarios::read_scenarios(names, shipped_scenarios_folder()), problems);
  auto published = keep(calibration::read_published(published_file()), problems);
  if (!asked || asked->empty()) {
    if (request.area) {
      keep(calibration::find_area(*request.area, areas_folder()), problems);
    }
    return result;
  }
  check_one_area(request, *asked, problems);
  auto area =
      keep(request.area ? calibration::find_area(*request.area, areas_folder()) : area_of(asked->front()), problems);
  inputs.scenarios = with_baselines(request, std::move(*asked), problems);
  if (!area || !published || !problems.empty()) {
    return result;
  }
  inputs.area = std::move(*area);

  std::vector<double> scales;
  for (Scenario& scenario : inputs.scenarios) {
    scales.push_back(money_scale(inputs.area, scenario, problems));
    scale_money(scenario.plan, scales.back());
  }
  const std::vector<Problem> together = scenarios::check_set(inputs.scenarios);
  problems.insert(problems.end(), together.begin(), together.end());
  if (!problems.empty()) {
    return result;
  }

  inputs.baselines = baselines_of(request, inputs.scenarios);
  inputs.history = history_of(inputs.area, *published);
  if (auto basis = keep(read_basis(request, inputs), problems)) {
    inputs.basis = std::move(*basis);
  }
  if (auto rows = keep(read_posterior(request.draws, inputs.files), problems)) {
    inputs.posterior = std::move(*rows);
  }
  if (!problems.empty()) {
    return result;
  }
  inputs.cautions = cautions_of(inputs.area, inputs.scenarios, scales, request.draws.count);
  const std::vector<std::string> of_fit = cautions_of_fit(inputs.posterior.fit);
  inputs.cautions.insert(inputs.cautions.end(), of_fit.begin(), of_fit.end());
  const std::vector<std::string>& of_file = inputs.posterior.cautions;
  inputs.cautions.insert(inputs.cautions.end(), of_file.begin(), of_file.end());

  const std::vector<scenarios::InputFile> of_basis = std::exchange(inputs.files, {});
  std::set<std::string> seen;
  const auto add_file = [&](const scenarios::InputFile& file) {
    if (seen.insert(file.path.lexically_normal().string()).second) {
      inputs.files.push_back(file);
    }
  };
  for (const Scenario& scenario : inputs.scenarios) {
    std::for_each(scenario.inputs.begin(), scenario.inputs.end(), add_file);
  }
  std::for_each(inputs.area.inputs.begin(), inputs.area.inputs.end(), add_file);
  add_file(published->input);
  std::for_each(of_basis.begin(), of_basis.end(), add_file);
  if (auto deflator = keep(scenarios::read_input(deflator_file()), problems)) {
    add_file(*deflator);
  }
  if (problems.empty()) {
    result.value = std::move(inputs);
  }
  return result;
}

std::vector<outputs::HashedFile> hashed(const StudyInputs& inputs) {
  std::vector<outputs::HashedFile> files;
  for (const scenarios::InputFile& file : inputs.files) {
    const std::filesystem::path inside = file.path.lexically_normal().lexically_relative(home());
    const bool shipped = !inside.empty() && *inside.begin() != "..";
    files.push_back({shipped ? inside.string() : file.path.string(), outputs::sha256(file.bytes)});
  }
  return files;
}

std::vector<outputs::PlannedRun> planned_runs(const StudyInputs& inputs) {
  std::vector<outputs::PlannedRun> plans;
  for (const Scenario& scenario : inputs.scenarios) {
    outputs::PlannedRun& plan =
        plans.emplace_back(outputs::PlannedRun{scenario.id, inputs.area.values, {{}, scenario.plan}});
    for (const scenarios::Override& override_ : scenario.overrides) {
      plan.values[override_.parameter] = override_.value;
    }
    for (const calibration::PovertyPoint& point : inputs.area.poverty) {
      plan.drivers.poverty.push_back({point.time, point.share});
    }
  }
  return plans;
}

namespace {

/// Fills what `path` keeps by year. False where the run broke down: then a run of every step says at which.
bool run_years(const outputs::PlannedRun& plan, int horizon, model::AnnualRuns& runs, model::AnnualRecord& path) {
  runs.run({&plan.values, 1}, model::plan_grid(plan.drivers, horizon), {&path, 1});
  return !model::breakdown(path);
}

} // namespace

outputs::RunPlans plan_runner(std::size_t threads, int horizon, Kept kept) {
  return [threads, horizon, kept](const std::vector<outputs::PlannedRun>& plans) {
    std::vector<model::Trajectory> paths(plans.size());
    std::vector<std::string> failures(plans.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      model::AnnualRuns annual_runs(model::lane_kernels().front());
      for (std::size_t i = next++; i < plans.size(); i = next++) {
        try {
          if (kept == Kept::every_step || !run_years(plans[i], horizon, annual_runs, paths[i])) {
            paths[i] = model::run(plans[i].values, plans[i].drivers, horizon);
          }
        } catch (const std::exception& error) {
          failures[i] = plans[i].name + ": " + error.what();
        }
      }
    };
    const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t workers = std::min(threads == 0 ? processors : threads, plans.size());
    {
      std::vector<std::jthread> others;
      for (std::size_t i = 1; i < workers; ++i) {
        others.emplace_back(work);
      }
      work();
    }
    std::string failed;
    for (const std::string& failure : failures) {
      failed += failure.empty() ? "" : (failed.empty() ? "" : "\n") + failure;
    }
    if (!failed.empty()) {
      throw std::runtime_error(failed);
    }
    return paths;
  };
}

outputs::Study run_scenarios(const StudyRequest& request, const StudyInputs& inputs,
                             const std::vector<outputs::PlannedRun>& plans) {
  outputs::Study study{.area = inputs.area.name,
                       .horizon = request.horizon,
                       .prices = inputs.prices,
                       .basis = inputs.basis,
                       .runs = {},
                       .history = inputs.history,
                       .run_code = "",
                       .cautions = inputs.cautions,
                       .nation = inputs.area.nation,
                       .delays = {},
                       .ensemble = {},
                       .difference = {}};
  std::vector<model::Trajectory> paths = plan_runner(request.threads, request.horizon)(plans);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const Scenario& scenario = inputs.scenarios[i];
    study.runs.push_back({scenario.id, scenario.name, scenario.question, inputs.baselines[i],
                          outputs::first_step_of(scenario.plan), std::move(paths[i])});
  }
  return study;
}

outputs::Study run_study(const StudyRequest& request, const StudyInputs& inputs, const std::string& run_code) {
  const std::vector<outputs::PlannedRun> plans = planned_runs(inputs);
  const outputs::RunPlans run_plans = plan_runner(request.threads, request.horizon, Kept::years);
  outputs::Study study = run_scenarios(request, inputs, plans);
  study.run_code = run_code;
  study.delays = outputs::delays(study, plans, run_plans);
  if (const std::optional<std::size_t> leading = leading_plan(study, plans)) {
    const outputs::ScenarioRun& run = study.runs[*leading];
    const outputs::FiscalYear last = outputs::last_whole_year(request.horizon);
    const outputs::FiscalYear spoken = outputs::summary_years(request.horizon).back();
    std::vector<outputs::ExplainedOutput> explained;
    for (const auto& [quantity, year] : {std::pair("looked_after", spoken), std::pair("looked_after_away", spoken),
                                         std::pair("net_position_cumulative", last)}) {
      explained.push_back(*outputs::explained_output(study, run.baseline, quantity, year));
    }
    study.difference =
        outputs::explain_difference(study.runs[run.baseline], plans[run.baseline], run, plans[*leading],
                                    std::move(explained), run_plans, {.pairs = orders_in_a_run, .seed = 1});
    for (outputs::ExplainedOutput& output : study.difference->outputs) {
      output.value = nullptr; // it refers to this study, which may move
    }
  }
  return study;
}

} // namespace headwater::app
