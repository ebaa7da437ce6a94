// The laboratory of a sensitivity analysis: one run and its baseline, made again at any points of their parameters.
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

/// How a laboratory runs, and who is told how far it has come.
struct LaboratorySettings {
  std::size_t threads = 0;                                              ///< 0: one for each processor
  std::function<void(const std::string& task, std::size_t runs)> begin; ///< told of a task of about so many runs
  std::function<void(std::size_t runs)> done;                           ///< told how many more of them are made
};

class Laboratory {
public:
  /// `plans` has one for each of the runs, of which `run` is one. All must outlive the laboratory.
  Laboratory(const Runs& runs, const std::vector<PlannedRun>& plans, const ScenarioRun& run,
             LaboratorySettings settings);

  const Runs& runs() const { return runs_; }
  /// The run that is looked at.
  const ScenarioRun& run() const { return run_; }
  /// Parameters of the run (0) and its baseline (1, where that is another).
  const model::ParameterValues<double>& centre(std::size_t plan) const { return *values_[plan]; }
  std::size_t plans() const { return grids_.size(); }
  /// What was run so far, by kind.
  const std::vector<RunsMade>& made() const { return made_; }

  /// From now on runs are of this kind, about so many of them.
  void begin(std::string kind, const std::string& task, std::size_t runs);

  /// A row for each of so many points: what is asked of the run there. Empty where a run broke down. Throws
  /// Interrupted.
  std::vector<std::vector<double>> rows(std::size_t count, const DrawnValues& values,
                                        const std::vector<AskedOutput>& asked);
  /// Notes those rows that have no value of what was asked for first: they are left out of what is made of them.
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
