// The laboratory runs the model again for a sensitivity analysis: one plan and its baseline, with other values of their
// parameters. Methods ask it for outputs at many points, and it counts the runs it made.
#pragma once

#include "outputs/runs/planned_run.hpp"
#include "outputs/runs/run_draws.hpp"
#include "outputs/runs/runs.hpp"
#include "outputs/sensitivity/sensitivity_findings.hpp"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// How the runs are made, and functions that are called as they progress.
struct LaboratorySettings {
  std::size_t threads = 0;                                              ///< 0: one for each processor
  std::function<void(const std::string& task, std::size_t runs)> begin; ///< before a task of about so many runs
  std::function<void(std::size_t runs)> done;                           ///< after each batch: how many more are made
};

class Laboratory {
public:
  /// `plans` has one for each of the runs, of which `run` is one. All must outlive the laboratory.
  Laboratory(const Runs& runs, const std::vector<PlannedRun>& plans, const ScenarioRun& run,
             LaboratorySettings settings);

  const Runs& runs() const { return runs_; }
  /// The run that the analysis is about.
  const ScenarioRun& run() const { return run_; }
  /// Parameters of the run (0) and its baseline (1, where that is another).
  const model::ParameterValues<double>& centre(std::size_t plan) const { return *values_[plan]; }
  std::size_t plans() const { return grids_.size(); }
  /// What was run so far, by kind.
  const std::vector<RunsMade>& made() const { return made_; }

  /// Begins a task: the runs made from now on, about so many, are counted under `kind`.
  void begin(std::string kind, const std::string& task, std::size_t runs);

  /// Runs the model at `count` points and gives a row for each: the outputs that were asked for. A row is empty if its
  /// run broke down. Throws Interrupted.
  std::vector<std::vector<double>> rows(std::size_t count, const DrawnValues& values,
                                        const std::vector<AskedOutput>& asked);
  /// Counts the rows that have no value of the first output that was asked for; methods leave these out.
  void note_without_value(const std::vector<std::vector<double>>& rows);

private:
  const Runs& runs_;
  const ScenarioRun& run_;
  LaboratorySettings settings_;
  std::array<const model::ParameterValues<double>*, 2> values_;
  std::vector<model::PlanGrid> grids_;
  std::vector<RunsMade> made_;
};

} // namespace headwater::outputs
