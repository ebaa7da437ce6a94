#include "tests/outputs/studies.hpp"

#include "calibration/area.hpp"
#include "calibration/published.hpp"
#include "scenarios/scenario.hpp"

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
  model::Drivers drivers{{}, scenario.plan};
  for (const calibration::PovertyPoint& point : area.poverty) {
    drivers.poverty.push_back({point.time, point.share});
  }
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
    for (const calibration::PublishedFigure& figure : published.figures) {
      if (figure.basis == calibration::Basis::stock && figure.unit == "children" && figure.fit) {
        study.history.push_back({figure.year, figure.series, figure.value, figure.source});
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
