// Areas: each is a run of draws of its own, as no area of the model acts on another. Two are shipped; the others are
// councils in which every count of children is so many times Moray's, scaled as an area file would be.
#include "tests/bench/growth.hpp"

#include "calibration/known/area_file.hpp"
#include "calibration/known/area_scaling.hpp"
#include "outputs/runs/run_draws.hpp"

#include <stdexcept>

namespace headwater::bench {
namespace {

constexpr std::size_t draws_of_area = 64;

calibration::Area shipped_area(const char* id) {
  auto read = calibration::find_area(id, shipped().areas());
  if (!read.value) {
    throw std::runtime_error(read.problems.front().what);
  }
  return std::move(*read.value);
}

/// A council with the figures of Moray, its counts of children times `factor`.
calibration::Area council_like_moray(double factor, const calibration::Area& nation) {
  std::vector<scenarios::Problem> problems;
  auto council = calibration::read_area_file(shipped().areas() / "moray.toml", problems);
  if (council) {
    for (calibration::Series& series : council->history) {
      for (calibration::Figure& figure : series.figures) {
        figure.value *= series.unit == "children" ? factor : 1.0;
      }
    }
    calibration::scale(*council, nation, problems);
  }
  if (!problems.empty()) {
    throw std::runtime_error(problems.front().what);
  }
  return std::move(*council);
}

/// A plan as it is in an area.
struct AreaPlan {
  outputs::PlannedRun plan;
  std::vector<model::PlanGrid> grid; ///< of that plan alone
  model::ParameterDraws draws;
};

AreaPlan plan_in(const calibration::Area& area, const StudyAtHand& nation) {
  app::StudyInputs inputs = nation.inputs;
  inputs.area = area;
  inputs.money_scales[plan_run] = area.population_share;
  outputs::PlannedRun plan = app::planned_runs(inputs)[plan_run];
  std::vector<model::PlanGrid> grid{model::plan_grid(plan.drivers)};
  model::ParameterDraws draws(model::UniformDraws(model::Sampling::sobol, 1, draws_of_area), plan.values);
  return {std::move(plan), std::move(grid), std::move(draws)};
}

std::vector<AreaPlan> all_area_plans() {
  const StudyAtHand nation = study_of_plan();
  const calibration::Area scotland = shipped_area("scotland");
  std::vector<AreaPlan> plans{plan_in(scotland, nation), plan_in(shipped_area("moray"), nation)};
  for (const double factor : {0.5, 1.5, 2.0, 3.0, 4.5, 6.0}) {
    plans.push_back(plan_in(council_like_moray(factor, scotland), nation));
  }
  return plans;
}

using Ends = std::vector<model::State<double>>; ///< draw by draw

Ends run_area(const AreaPlan& area) {
  Ends ends(draws_of_area);
  outputs::DrawSettings settings;
  settings.threads = 1;
  const auto failures = outputs::run_draws(
      area.grid, 0, draws_of_area, [&](std::size_t draw, std::size_t /*plan*/) { return area.draws.values(draw); },
      [&](std::size_t draw, std::span<const model::AnnualRecord* const> records) {
        ends[draw] = records.front()->july_states.back();
      },
      settings);
  if (!failures.empty()) {
    throw std::runtime_error(failures.front().what);
  }
  return ends;
}

/// Draws that are run again one by one.
constexpr std::array<std::size_t, 3> checked_draws{0, 29, draws_of_area - 1};

Ends checked_ends(const AreaPlan& area) {
  Ends ends;
  for (const std::size_t draw : checked_draws) {
    ends.push_back(model::run(area.draws.values(draw), area.plan.drivers).july_states.back());
  }
  return ends;
}

std::string wrong_areas(const std::vector<Ends>& areas, const std::vector<Ends>& checked) {
  for (std::size_t area = 0; area < areas.size(); ++area) {
    for (std::size_t i = 0; i < checked_draws.size(); ++i) {
      if (areas[area][checked_draws[i]] != checked[area][i]) {
        return "area " + std::to_string(area) + ": a draw differs from the run by itself";
      }
    }
    if (area > 0 && areas[area] == areas[area - 1]) {
      return "two areas are the same";
    }
  }
  return "";
}

} // namespace

std::vector<GrowthRow> rows_of_areas() {
  const OnceAsked<std::vector<AreaPlan>> plans(&all_area_plans);
  const OnceAsked<std::vector<Ends>> checked([plans] {
    std::vector<Ends> ends;
    for (const AreaPlan& area : plans()) {
      ends.push_back(checked_ends(area));
    }
    return ends;
  });
  std::vector<GrowthRow> rows;
  for (const std::size_t count : {1U, 2U, 4U, 8U}) {
    const auto run = [=](benchmark::State& state, const GrowthRow& row) {
      const std::vector<AreaPlan>& areas = plans();
      std::vector<Ends> ends(count);
      for ([[maybe_unused]] auto _ : state) {
        for (std::size_t area = 0; area < count; ++area) {
          ends[area] = run_area(areas[area]);
        }
      }
      conclude(state, row, wrong_areas(ends, checked()));
    };
    rows.push_back({"areas", count, "area", run});
  }
  return rows;
}

} // namespace headwater::bench
