// All that a calibration found: what tables, report and pictures are made from.
#pragma once

#include "calibration/fit/forecast/score_table.hpp"
#include "calibration/fit/prior.hpp"
#include "calibration/inference/diagnostics/gates.hpp"
#include "calibration/inference/diagnostics/summary.hpp"
#include "calibration/inference/estimate/multi_start.hpp"
#include "calibration/inference/identifiability/fisher_directions.hpp"
#include "calibration/inference/identifiability/profile_study.hpp"
#include "calibration/inference/posterior/sampled_posterior.hpp"
#include "calibration/inference/samplers/second_opinion.hpp"
#include "calibration/known/published.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace headwater::calibration {

/// How far a calibration goes.
enum class Method : std::uint8_t {
  map,  ///< the point estimate alone
  nuts, ///< and the posterior, by Stan's sampler, checked by tempered SMC as a second opinion
  smc   ///< and the posterior, by tempered SMC alone
};

/// A figure and what the model says of it, in the unit of its series.
struct FitFigure {
  std::size_t published; ///< position in CalibrationFindings::figures
  bool held_out;         ///< not fitted to: scored only, or after the last year that is trained on
  double fitted;         ///< the model at the point estimate, without discrepancy
  /// What the figure could have been: draws of the posterior predictive, with discrepancy, shocks and scatter (see
  /// history_bands.hpp). Empty without a posterior.
  std::vector<double> predicted;
};

/// One series, in order of time.
struct SeriesFit {
  std::string name;
  std::string meaning; ///< of the counterpart in the model
  std::string unit;
  std::vector<FitFigure> figures;
};

/// One number that was fitted: a parameter of the table, or what the scatter is made of.
struct ParameterFit {
  std::string name;
  std::string unit;    ///< of the table; "" for scatter
  std::string meaning; ///< of the table, or what it is of the scatter
  Prior prior;
  bool of_table;
  double estimate; ///< point estimate; the prior's centre for scatter, which the estimate holds there
  double sd;       ///< of the estimate, in its own unit, to first order
  /// Of the posterior, in the own unit; nothing without one.
  std::optional<ParameterSummary> summary;
};

struct CalibrationFindings {
  Method method;
  std::uint64_t seed;
  int last;                 ///< figures up to 31 July of this year were fitted
  std::optional<Day> as_of; ///< only what was published by then
  bool discrepancy;         ///< AR(1) discrepancy was on
  std::size_t by_range = 0; ///< parameters of the table whose prior is their range: of a joint posterior

  std::vector<PublishedFigure> figures; ///< all that are scored, in the vintage that was used
  std::vector<SeriesFit> series;        ///< every scored series
  std::vector<ParameterFit> parameters; ///< those of the table first
  PointEstimate estimate;               ///< of the parameters of the table
  FisherDirections directions;          ///< what the figures know of the parameters of the table, prior apart
  std::optional<ProfileStudy> profiles; ///< of the parameters of the table; nothing where they were not asked for

  std::optional<Posterior> posterior;   ///< by `method`; in own units, names as in `parameters`
  std::vector<Gate> gates;              ///< empty without NUTS
  std::optional<SecondOpinion> opinion; ///< where both samplers ran
  std::optional<double> log_evidence;   ///< where SMC ran
  std::vector<HeldOut> forecasts;       ///< hold-out; empty where it was not asked for
  std::vector<ScoreRow> scores;         ///< the table of these
  std::string score_line;               ///< the one line
  std::vector<std::string> distrust;    ///< why the fit is not to be trusted, a sentence each
  bool trusted() const { return distrust.empty(); }
};

} // namespace headwater::calibration
