#include "outputs/sensitivity/analysis.hpp"

#include "model/ensemble/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

/// A year that never comes counts as the one after the last, so that it can be compared.
void bound_years(int horizon, const AskedOutput& output, std::vector<std::vector<double>>& rows) {
  const double after_last = last_whole_year(horizon).first + 1;
  for (std::vector<double>& row : rows) {
    if (output.is_year() && !row.empty() && std::isinf(row.front())) {
      row.front() = after_last;
    }
  }
}

} // namespace

SensitivityFindings analyse(Laboratory& laboratory, const AnalysisSettings& settings) {
  const Runs& runs = laboratory.runs();
  const ScenarioRun& run = laboratory.run();
  SensitivityFindings found{.scenario = run.name,
                            .baseline = runs.baseline_of(run).name,
                            .of = settings.of,
                            .decision = settings.decision,
                            .assumptions = Assumptions(laboratory.centre(0), settings.set),
                            .tornado = {},
                            .morris = {},
                            .alone = {},
                            .sobol = {},
                            .switches = {},
                            .goals = settings.goals,
                            .discovery = {},
                            .runs = {}};
  const std::vector<Assumption>& moved = found.assumptions.moved();
  const std::size_t inputs_moved = moved.size();
  std::vector<model::ParameterDraws> draws;
  for (std::size_t plan = 0; plan < laboratory.plans(); ++plan) {
    draws.emplace_back(model::UniformDraws(model::Sampling::random, 1, 1), laboratory.centre(plan), settings.set);
  }
  const auto in_cube = [&](const experiments::Points& points) {
    const auto values = [&](std::size_t point, std::size_t plan) {
      return draws[plan].values_at(found.assumptions.point(points[point]));
    };
    auto rows = laboratory.rows(points.size(), values, {settings.of});
    bound_years(runs.horizon, settings.of, rows);
    laboratory.note_without_value(rows);
    return rows;
  };
  const auto in_units = [&](const experiments::Points& points) {
    const auto values = [&](std::size_t point, std::size_t plan) {
      model::ParameterValues<double> at = laboratory.centre(plan);
      for (std::size_t i = 0; i < inputs_moved; ++i) {
        if (points[point][i] != moved[i].range.centre) {
          found.assumptions.move(at, i, points[point][i]);
        }
      }
      return at;
    };
    auto rows = laboratory.rows(points.size(), values, {settings.of});
    bound_years(runs.horizon, settings.of, rows);
    laboratory.note_without_value(rows);
    return rows;
  };

  std::vector<experiments::CentredRange> ranges;
  for (const Assumption& one : moved) {
    ranges.push_back(one.range);
  }
  const std::size_t tornado_runs = 1 + 2 * inputs_moved;
  laboratory.begin("tornado", fmt::format("tornado: {} assumptions to each end", inputs_moved), tornado_runs);
  found.tornado = experiments::tornado(ranges, in_units).front();

  const std::size_t morris_runs = settings.trajectories * (inputs_moved + 1);
  laboratory.begin("Morris", fmt::format("Morris: {} runs", morris_runs), morris_runs);
  found.morris = experiments::morris(inputs_moved, in_cube,
                                     {.trajectories = settings.trajectories, .levels = 4, .seed = settings.seed})
                     .front();

  found.alone = experiments::most_influential(found.morris, settings.top);
  const experiments::InputGroups groups = experiments::with_all_others(inputs_moved, found.alone);
  const std::size_t sobol_runs = settings.rows * (groups.size() + 2);
  // Two hypercubes with orders of their own; the second half of a row must not depend on the first.
  const model::UniformDraws a(model::Sampling::latin_hypercube, settings.seed, settings.rows);
  const model::UniformDraws b(model::Sampling::latin_hypercube, settings.seed + 1, settings.rows);
  std::size_t cached = settings.rows;
  model::UniformDraws::Point of_a{};
  model::UniformDraws::Point of_b{};
  const auto base_sample = [&](std::size_t point, std::size_t dimension) {
    if (point != cached) {
      of_a = a.point(point);
      of_b = b.point(point);
      cached = point;
    }
    return dimension < inputs_moved ? of_a[moved[dimension].dimension]
                                    : of_b[moved[dimension - inputs_moved].dimension];
  };
  laboratory.begin("Sobol", fmt::format("Sobol: {} rows for {} groups", settings.rows, groups.size()), sobol_runs);
  found.sobol = experiments::sobol_indices(inputs_moved, groups, in_cube, base_sample,
                                           {.rows = settings.rows, .seed = settings.seed})
                    .front();

  if (laboratory.plans() > 1) {
    const std::size_t most = std::min(settings.top, found.tornado.bars.size());
    const experiments::SwitchingSettings fine{.tolerance = 1e-6};
    laboratory.begin("switching values", fmt::format("switching values of {} assumptions", most), most * fine.grid);
    for (std::size_t k = 0; k < most; ++k) {
      const std::size_t assumption = found.tornado.bars[k].parameter;
      const auto decision = [&](const std::vector<double>& at) {
        const auto values = [&](std::size_t point, std::size_t plan) {
          model::ParameterValues<double> there = laboratory.centre(plan);
          found.assumptions.move(there, assumption, at[point]);
          return there;
        };
        std::vector<double> quantities;
        for (const std::vector<double>& row : laboratory.rows(at.size(), values, {settings.decision})) {
          quantities.push_back(row.empty() ? std::nan("") : row.front());
        }
        return quantities;
      };
      const experiments::CentredRange& range = moved[assumption].range;
      if (range.low < range.high) {
        found.switches.push_back({assumption, experiments::switching_values(range.low, range.high, decision, fine)});
      }
    }
  }

  if (!settings.goals.empty() && settings.draws > 0) {
    laboratory.begin("discovery", fmt::format("discovery: {} draws", settings.draws), settings.draws);
    const model::UniformDraws cube(model::Sampling::latin_hypercube, settings.seed + 2, settings.draws);
    const auto values = [&](std::size_t draw, std::size_t plan) { return draws[plan].values_at(cube.point(draw)); };
    std::vector<AskedOutput> outputs_of_goals;
    for (const Goal& goal : settings.goals) {
      outputs_of_goals.push_back(goal.output);
    }
    const auto rows = laboratory.rows(settings.draws, values, outputs_of_goals);
    experiments::Points points(settings.draws, std::vector<double>(inputs_moved));
    for (std::size_t draw = 0; draw < settings.draws; ++draw) {
      const model::ParameterValues<double> there = values(draw, 0);
      for (std::size_t i = 0; i < inputs_moved; ++i) {
        points[draw][i] = there[moved[i].parameter];
      }
    }
    found.discovery = experiments::discover_scenarios(points, missed(settings.goals, rows), {.seed = settings.seed});
  }
  found.runs = laboratory.made();
  return found;
}

} // namespace headwater::outputs
