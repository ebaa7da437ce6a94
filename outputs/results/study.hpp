// A study: the runs of one command, for one place, in one price base, each with the run it is compared with.
#pragma once

#include "model/solve/trajectory.hpp"
#include "outputs/appraisal/basis.hpp"
#include "outputs/appraisal/findings.hpp"
#include "outputs/ensemble/ensemble.hpp"
#include "outputs/results/prices.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// One scenario and what came of it.
struct ScenarioRun {
  std::string id; ///< file name without its ending
  std::string name;
  std::string question;
  std::size_t baseline; ///< position of the run it is compared with; its own for a baseline
  double first_step;    ///< years: when the first lever of its plan moves (infinity: none does)
  model::Trajectory path;
};

/// A published count to set beside a run.
struct PublishedCount {
  int year;           ///< 31 July of this year
  std::string series; ///< name of the published series, for example looked_after
  double value;
  std::string source; ///< key of a source
};

struct Study {
  std::string area; ///< as people say it, for example "Scotland"
  int horizon;      ///< last 31 July
  Prices prices;
  AppraisalBasis basis;
  std::vector<ScenarioRun> runs;
  std::vector<PublishedCount> history;
  std::string run_code;              ///< short name of settings and inputs, printed on every chart
  std::vector<std::string> cautions; ///< what a reader must know of this study, for example how an area was scaled
  bool nation = true;                ///< whether the area is all of Scotland
  std::vector<Delay> delays;         ///< each scenario started later
  std::optional<Ensemble> ensemble;  ///< what draws of the parameters say; empty: central values only
  std::optional<PlanDifference> difference; ///< what makes one scenario differ from its baseline
};

} // namespace headwater::outputs
