#include "tests/outputs/studies.hpp"

#include "calibration/area.hpp"
#include "calibration/published.hpp"
#include "outputs/appraisal/pockets.hpp"
#include "outputs/results/net_position.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/results/span_sums.hpp"
#include "scenarios/scenario.hpp"
#include "tests/scotland_drivers.hpp"

#include <algorithm>
#include <filesystem>

namespace headwater::tests {
namespace {

const std::filesystem::path source = HEADWATER_SOURCE_DIR;
const std::filesystem::path scenarios_folder = source / "scenarios";
const std::filesystem::path areas_folder = source / "calibration" / "data" / "areas";
constexpr const char* baseline = "continue-as-now";

outputs::ScenarioRun run_of(const std::string& id, const calibration::Area& area, int horizon) {
  const scenarios::Scenario scenario =
      scenarios::read_scenario(scenarios_folder / (id + ".toml"), scenarios_folder).value.value();
  model::ParameterValues<double> values = area.values;
  for (const scenarios::Override& override_ : scenario.overrides) {
    values[override_.parameter] = override_.value;
  }
  model::Drivers drivers = scotland_drivers(scenario.plan);
  drivers.poverty = area.poverty;
  double first_step = model::never;
  for (model::LeverStep& step : drivers.plan.steps) {
    first_step = std::min(first_step, step.start);
    const bool is_money = model::levers()[step.lever].kind == model::LeverKind::money;
    step.amount *= is_money ? area.population_share : 1.0;
  }
  return {id, scenario.name, scenario.question, 0, first_step, model::run(values, drivers, horizon)};
}

} // namespace

std::vector<std::string> shipped_ids() { return scenarios::shipped_scenarios(scenarios_folder); }

outputs::Study study_of(const std::vector<std::string>& ids, const StudyOf& of) {
  const calibration::Area area = calibration::find_area(of.area, areas_folder).value.value();
  outputs::Study study{.area = area.name,
                       .horizon = of.horizon,
                       .prices = {of.price_base, shipped_deflator()},
                       .basis = shipped_basis(),
                       .runs = {},
                       .history = {},
                       .run_code = "c0de1234",
                       .cautions = {"A caution."},
                       .nation = area.nation,
                       .delays = {},
                       .ensemble = {},
                       .difference = {}};
  study.runs.push_back(run_of(baseline, area, of.horizon));
  for (const std::string& id : ids) {
    if (id != baseline) {
      study.runs.push_back(run_of(id, area, of.horizon));
    }
  }
  if (area.nation) {
    const auto published = calibration::read_published(source / "calibration" / "data" / "published.csv").value.value();
    for (const calibration::PublishedFigure& figure : calibration::as_known_now(published)) {
      if (figure.basis == calibration::Basis::stock && figure.unit == "children" && figure.is_scored() &&
          figure.value) {
        study.history.push_back({figure.year, figure.series, *figure.value, figure.source});
      }
    }
  }
  return study;
}

outputs::Study with_twin(outputs::Study study, const std::string& id, const std::string& name) {
  outputs::ScenarioRun twin = study.runs.front();
  twin.id = id;
  twin.name = name;
  study.runs.push_back(std::move(twin));
  return study;
}

outputs::Study with_draws(outputs::Study study, double levels, double changes) {
  using namespace outputs;
  const auto about = [](double value, double by) {
    const double below = std::clamp((by - value) / (2.0 * by), 0.0, 1.0);
    return Spread{value - 0.9 * by, value - 0.5 * by, value, value + 0.5 * by,
                  value + 0.9 * by, 1.0 - below,      below, 998};
  };
  Ensemble ensemble;
  ensemble.made = {.count = 1000, .how = "Latin hypercube", .seed = 1, .from = "", .varied = 100};
  ensemble.failures = {{16, 1, "a stock below zero"}, {99, 0, "not a number"}};
  ensemble.failed_draws = {16, 99};
  for (std::size_t i = 0; i < study.runs.size(); ++i) {
    const ScenarioRun& run = study.runs[i];
    const ScenarioRun& baseline = study.runs[run.baseline];
    for (FiscalYear year{model::start_year}; year.first <= study.horizon; ++year.first) {
      const YearView view(run.path, year);
      const YearView before(baseline.path, year);
      const std::vector<FiscalYear> compared = summary_years(study.horizon);
      for (const Quantity& quantity : quantities()) {
        if (available(quantity, view)) {
          const std::string name(quantity.name);
          const double value = quantity.value(view);
          ensemble.numbers[{i, Against::nothing, name, year.first}] = about(value, levels);
          if (run.baseline != i && std::find(compared.begin(), compared.end(), year) != compared.end()) {
            ensemble.numbers[{i, Against::baseline, name, year.first}] = about(value - quantity.value(before), changes);
          }
        }
      }
    }
    const NetPosition position = net_position(study, run);
    for (std::size_t k = 0; k < position.years.size(); ++k) {
      ensemble.numbers[{i, Against::nothing, "net_position_cumulative", position.years[k].first}] =
          about(position.cumulative[k], 1e6 * changes);
    }
    if (run.baseline == i) {
      continue;
    }
    const std::vector<double> sums = span_changes(study, run.path, baseline.path);
    for (std::size_t k = 0; k < sums.size(); ++k) {
      const SpanSum& sum = span_sums()[k];
      ensemble.numbers[{i, Against::baseline, span_key(sum.name), last_whole_year(study.horizon).first}] =
          about(sums[k], sum.is_money ? 1e6 * changes : changes);
    }
    const Pockets found = pockets(study, all_cash_flows(study, run));
    for (std::size_t payer = 0; payer < public_payer_count; ++payer) {
      const auto perspective = static_cast<Perspective>(payer);
      ensemble.measured[{i, perspective, saved_on_all_else}] = about(found.saves[payer], 1e6 * changes);
      ensemble.measured[{i, perspective, saved_less_invested}] =
          about(found.saves[payer] - found.invests[payer], 1e6 * changes);
    }
    for (const Perspective perspective : {Perspective::public_purse, Perspective::council}) {
      ensemble.measured[{i, perspective, "npv"}] = about(100e6, 200e6);
      for (FiscalYear year = comparison_starts; year <= last_whole_year(study.horizon); ++year.first) {
        ensemble.break_even[{i, perspective, year.first}] = year.first < 2040 ? 0.0 : 0.71;
      }
    }
  }
  study.ensemble = std::move(ensemble);
  return study;
}

const outputs::Deflator& shipped_deflator() {
  static const outputs::Deflator deflator = outputs::read_deflator(source / "outputs" / "data" / "deflator.csv");
  return deflator;
}

const outputs::AppraisalBasis& shipped_basis() {
  static const outputs::AppraisalBasis basis = [] {
    const std::filesystem::path data = source / "outputs" / "data";
    const auto payers = outputs::read_payer_table(scenarios::read_input(data / "payer_shares.csv").value.value());
    const auto rates = outputs::read_discount_rates(scenarios::read_input(data / "discount_rates.csv").value.value());
    outputs::AppraisalBasis shipped;
    shipped.payers = payers.value.value();
    shipped.rates = *outputs::find_vintage(rates.value.value(), "green-book-2022", "standard");
    return shipped;
  }();
  return basis;
}

} // namespace headwater::tests
