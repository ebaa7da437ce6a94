// Draws: ensembles as `headwater run --draws` computes them, up to the percentiles of every number of the tables. Their
// percentiles are compared with those of runs made one by one.
#include "tests/bench/growth.hpp"

#include "app/study/drawn_plans.hpp"

#include "outputs/results/quantities.hpp"
#include "outputs/results/year_view.hpp"
#include "outputs/runs/run_draws.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>

namespace headwater::bench {
namespace {

constexpr const char* checked_quantity = "looked_after";
constexpr outputs::FiscalYear checked_year{2040};

double checked_value(const model::AnnualRecord& record) {
  const outputs::YearView view(record, checked_year);
  return outputs::find_quantity(checked_quantity)->value(view);
}

/// The draws of the plan, as the ensemble makes them.
model::ParameterDraws draws_of_plan(const StudyAtHand& plan, std::size_t count) {
  std::vector<std::size_t> set;
  for (const scenarios::Override& override_ : plan.inputs.scenarios[plan_run].overrides) {
    set.push_back(override_.parameter);
  }
  return {model::UniformDraws(model::Sampling::latin_hypercube, plan.request.draws.seed, count),
          plan.plans[plan_run].values, set};
}

/// A percentile by runs one by one: lanes say which draws it lies between, and these are run again by themselves.
double percentile_one_by_one(const StudyAtHand& plan, const model::ParameterDraws& draws,
                             const std::vector<double>& in_lanes, double share) {
  std::vector<std::size_t> order(in_lanes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return in_lanes[a] < in_lanes[b]; });
  const double place = share * static_cast<double>(order.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto value = [&](std::size_t at) {
    return checked_value(model::run(draws.values(order[at]), plan.plans[plan_run].drivers));
  };
  const double low = value(below);
  const double high = value(std::min(below + 1, order.size() - 1));
  return low + (place - static_cast<double>(below)) * (high - low);
}

/// The 5th, 50th and 95th percentile that an ensemble of so many draws should show.
std::vector<double> percentiles_one_by_one(const StudyAtHand& plan, std::size_t count) {
  const model::ParameterDraws draws = draws_of_plan(plan, count);
  const std::vector<model::PlanGrid> grids{model::plan_grid(plan.plans[plan_run].drivers)};
  std::vector<double> in_lanes(count, std::nan(""));
  outputs::DrawSettings settings;
  settings.threads = 1;
  outputs::run_draws(
      grids, 0, count, [&](std::size_t draw, std::size_t /*plan*/) { return draws.values(draw); },
      [&](std::size_t draw, std::span<const model::AnnualRecord* const> records) {
        in_lanes[draw] = checked_value(*records.front());
      },
      settings);
  std::vector<double> found;
  for (const double share : {0.05, 0.5, 0.95}) {
    found.push_back(percentile_one_by_one(plan, draws, in_lanes, share));
  }
  return found;
}

std::string wrong_percentiles(const outputs::Ensemble& ensemble, const std::vector<double>& wanted) {
  const outputs::Spread* spread = ensemble.of(plan_run, checked_quantity, checked_year);
  if (!ensemble.failures.empty()) {
    return "a draw broke down: " + ensemble.failures.front().what;
  }
  if (spread == nullptr || spread->counted != ensemble.made.count) {
    return "the ensemble has not counted every draw";
  }
  const std::vector<double> found{spread->p05, spread->p50, spread->p95};
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!(std::abs(found[i] - wanted[i]) <= 1e-12 * wanted[i])) {
      return "a percentile is " + std::to_string(found[i]) + " and by runs one by one " + std::to_string(wanted[i]);
    }
  }
  return "";
}

} // namespace

std::vector<GrowthRow> rows_of_draws() {
  const OnceAsked<StudyAtHand> plan(&study_of_plan);
  std::vector<GrowthRow> rows;
  for (const std::size_t count : {64U, 256U, 1024U, 4096U}) {
    const OnceAsked<std::vector<double>> wanted([=] { return percentiles_one_by_one(plan(), count); });
    const auto run = [=](benchmark::State& state, const GrowthRow& row) {
      app::StudyRequest request = plan().request;
      request.draws.count = count;
      const std::filesystem::path scratch = std::filesystem::temp_directory_path();
      outputs::Ensemble ensemble;
      for ([[maybe_unused]] auto _ : state) {
        ensemble = outputs::run_ensemble(plan().runs, app::drawn_plans(request, plan().inputs, plan().plans),
                                         app::ensemble_settings(request, scratch, {}));
      }
      conclude(state, row, wrong_percentiles(ensemble, wanted()));
    };
    rows.push_back({"draws", count, "draw", run});
  }
  return rows;
}

} // namespace headwater::bench
