// Runs: what was run, for one place, in one price base; each run with the one it is compared with.
#pragma once

#include "model/solve/trajectory.hpp"
#include "outputs/appraisal/basis.hpp"
#include "outputs/results/compared.hpp"
#include "outputs/results/prices.hpp"
#include "outputs/runs/assumed.hpp"
#include "scenarios/kind.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// One scenario and what came of it.
struct ScenarioRun {
  std::size_t position = 0; ///< among the runs
  std::string id;           ///< file name without its ending
  std::string name;
  std::string question;
  scenarios::Kind kind = scenarios::Kind::plan;
  std::size_t baseline = 0;               ///< position of the run it is compared with; its own for a baseline
  double first_step = model::never;       ///< years: when the first lever of its plan moves (infinity: none does)
  std::vector<std::string> unpriced = {}; ///< rules without a price that it changes: see unpriced_levers()
  std::vector<SetParameter> assumed = {}; ///< parameters that its files set
  Funding funding;                        ///< whose money its plan spends
  model::AnnualRecord record;
  std::optional<model::FlowYears> flows; ///< the same run with every flow, where that is wanted

  bool is_baseline() const { return baseline == position; }
};

struct Runs {
  std::string area;                  ///< as people say it, for example "Scotland"
  bool nation = true;                ///< whether the area is all of Scotland
  int horizon = model::last_horizon; ///< last 31 July
  Prices prices;
  AppraisalBasis basis;
  std::vector<ScenarioRun> all;

  std::size_t size() const { return all.size(); }
  const ScenarioRun& operator[](std::size_t position) const { return all[position]; }
  const ScenarioRun& front() const { return all.front(); }
  auto begin() const { return all.begin(); }
  auto end() const { return all.end(); }

  const ScenarioRun& baseline_of(const ScenarioRun& run) const { return all[run.baseline]; }
  /// A run beside its baseline, from the year in which either plan may first make a difference. It refers to the runs.
  Compared compared(const ScenarioRun& run) const {
    const ScenarioRun& baseline = baseline_of(run);
    return {run.record, baseline.record, comparison_start(std::min(run.first_step, baseline.first_step)), run.funding,
            baseline.funding};
  }
};

} // namespace headwater::outputs
