#include "outputs/sensitivity/laboratory.hpp"

#include "outputs/files/polite_stop.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headwater::outputs {

Laboratory::Laboratory(const Runs& runs, const std::vector<PlannedRun>& plans, const ScenarioRun& run,
                       LaboratorySettings settings)
    : runs_{runs}, run_{run}, settings_{std::move(settings)}, values_{&plans[run.position].values,
                                                                      &plans[run.baseline].values} {
  grids_.push_back(model::plan_grid(plans[run.position].drivers, runs.horizon));
  if (!run.is_baseline()) {
    grids_.push_back(model::plan_grid(plans[run.baseline].drivers, runs.horizon));
  }
}

void Laboratory::begin(std::string kind, const std::string& task, std::size_t runs) {
  made_.push_back({std::move(kind), 0, 0, "", 0});
  if (settings_.begin) {
    settings_.begin(task, runs);
  }
}

std::vector<std::vector<double>> Laboratory::rows(std::size_t count, const DrawnValues& values,
                                                  const std::vector<AskedOutput>& asked) {
  std::vector<std::vector<double>> rows(count);
  const bool both = std::any_of(asked.begin(), asked.end(), [](const auto& one) { return one.needs_baseline(); });
  const FiscalYear first = runs_.compared(run_).first;
  const auto look = [&](std::size_t point, std::span<const model::AnnualRecord* const> records) {
    rows[point] =
        read_outputs(asked, {*records.front(), *records.back(), first, run_.funding, runs_.baseline_of(run_).funding},
                     runs_.prices, runs_.basis);
  };
  DrawSettings settings;
  settings.threads = settings_.threads;
  settings.stop = &stop_requested;
  settings.progress = settings_.done;
  const auto failures = run_draws(std::span(grids_).first(both ? grids_.size() : 1), 0, count, values, look, settings);
  if (stop_requested()) {
    throw Interrupted();
  }
  RunsMade& made = made_.back();
  made.runs += count;
  for (std::size_t i = 0; i < failures.size(); ++i) {
    made.failed += i == 0 || failures[i].draw != failures[i - 1].draw ? 1 : 0;
  }
  if (made.first_failure.empty() && !failures.empty()) {
    made.first_failure = failures.front().what;
  }
  return rows;
}

void Laboratory::note_without_value(const std::vector<std::vector<double>>& rows) {
  made_.back().without_value += static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [](const auto& row) { return !row.empty() && !std::isfinite(row.front()); }));
}

} // namespace headwater::outputs
