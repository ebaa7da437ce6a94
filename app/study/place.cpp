#include "app/study/place.hpp"

#include "app/study/value_or_note.hpp"
#include "scenarios/nearest.hpp"

#include <algorithm>

namespace headwater::app {
using calibration::Area;
using scenarios::Problem;
using scenarios::Scenario;

scenarios::Read<Area> area_of(const Scenario& scenario, const ShippedFiles& shipped) {
  auto read = calibration::find_area(scenario.area, shipped.areas());
  const std::vector<calibration::AreaName> known = calibration::areas(shipped.areas());
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

double money_scale(const Area& here, const Scenario& scenario, const ShippedFiles& shipped,
                   std::vector<Problem>& problems) {
  if (scenario.area == here.name || scenario.area == here.id) {
    return 1.0;
  }
  const auto there = value_or_note(area_of(scenario, shipped), problems);
  return there ? here.population_share / there->population_share : 1.0;
}

model::Plan scaled(const model::Plan& plan, double scale) {
  model::Plan copy = plan;
  for (model::LeverStep& step : copy.steps) {
    if (model::levers()[step.lever].kind == model::LeverKind::money) {
      step.amount *= scale;
    }
  }
  return copy;
}

} // namespace headwater::app
