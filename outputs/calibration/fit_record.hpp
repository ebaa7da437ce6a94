// A calibration as pages and files show it: what it found, how that was judged, and how to make it again.
#pragma once

#include "calibration/fit/fit_findings.hpp"
#include "outputs/ensemble/spread.hpp"
#include "outputs/files/manifest.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// How well one series is met. What nobody computed stays empty, and no page has a column for it.
struct SeriesStatistics {
  std::optional<double> mean_absolute_percentage_error = {};
  std::optional<double> root_mean_square_error = {}; ///< in the unit of the series
  /// Where the mean squared error comes from, shares that sum to 1.
  std::optional<double> theil_bias = {};        ///< U_M
  std::optional<double> theil_variation = {};   ///< U_S
  std::optional<double> theil_covariation = {}; ///< U_C
  std::optional<double> autocorrelation = {};   ///< of the residuals, one year with the next
  std::optional<double> covered_50 = {};        ///< share of figures in the middle half of the posterior predictive
  std::optional<double> covered_80 = {};
  std::optional<double> covered_90 = {};
  std::optional<double> covered_95 = {};
};

/// What the data say of one parameter.
struct ParameterJudgement {
  std::optional<double> contraction = {}; ///< 1 - (posterior sd / prior sd)^2
  std::string verdict = {};               ///< of the profile likelihood: "identified"; empty where there is none
};

struct FitRecord {
  calibration::CalibrationFindings findings;

  // Made of the findings elsewhere. Empty, or one for each.
  std::vector<SeriesStatistics> statistics = {};    ///< by findings.series
  std::vector<ParameterJudgement> judgements = {};  ///< by findings.parameters
  std::vector<std::string> directions = {};         ///< what the data know best and least, a sentence each
  std::vector<calibration::HeldOut> forecasts = {}; ///< what findings.scores were made of: scores by origin

  std::string forecaster = "Headwater"; ///< the name of the model among findings.scores

  // How it was made.
  std::string place = "Scotland";
  std::string version;            ///< of Headwater
  std::string commit;             ///< of the source it was built from
  std::string command;            ///< that makes it again
  std::vector<HashedFile> data;   ///< the files of figures and of priors
  double shock_sd;                ///< assumed of a figure in the years of COVID-19, on the log scale
  double rate_shock_sd;           ///< the same of a share, in its own unit
  std::string overridden_by = {}; ///< the flag by which a fit that is not trusted is used all the same
};

/// Throws std::invalid_argument where statistics or judgements are neither none nor one for each, or where the point
/// estimate has not the parameters of the table, in their order and first.
void check(const FitRecord& record);

/// Parameters of the table: the first so many of findings.parameters.
std::size_t table_parameters(const FitRecord& record);

/// Percentiles of what the figure could have been; nothing where there is no draw that is a number.
std::optional<Spread> predicted_spread(const calibration::FitFigure& figure);

/// "yes", "no", or "no, used by --flag".
std::string trusted_word(const FitRecord& record);

} // namespace headwater::outputs
