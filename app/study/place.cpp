#include "app/study/place.hpp"

#include "app/study/value_or_note.hpp"

namespace headwater::app {
using calibration::Area;
using scenarios::Problem;
using scenarios::Scenario;

scenarios::Read<Area> area_of(const Scenario& scenario, const ShippedFiles& shipped) {
  auto read = calibration::find_area(scenario.area, shipped.areas());
  for (Problem& problem : read.problems) {
    if (problem.file == scenario.area) { // there is no such area; one whose file is bad is told of by that file
      problem.what = "area: " + problem.what + ": " + scenarios::in_quotes(scenario.area);
      problem.file = scenario.file.string();
      problem.line = scenario.name_at.line;
      problem.column = scenario.name_at.column;
    }
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

scenarios::PayerShares usual_payer(const Area& area) {
  return scenarios::all_by(area.nation ? scenarios::Payer::scottish_government : scenarios::Payer::council);
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
