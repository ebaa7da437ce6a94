#include "outputs/calibration/judgements.hpp"

#include "calibration/fit/predictive_checks.hpp"
#include "calibration/inference/diagnostics/moments.hpp"
#include "calibration/inference/identifiability/contraction.hpp"
#include "calibration/known/fit_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace headwater::outputs {
namespace {

using calibration::CalibrationFindings;

std::string verdict_in_words(calibration::ProfileVerdict verdict) {
  switch (verdict) {
  case calibration::ProfileVerdict::identified:
    return "identified";
  case calibration::ProfileVerdict::one_sided:
    return "one-sided";
  case calibration::ProfileVerdict::flat:
    return "flat";
  case calibration::ProfileVerdict::prior_dominated:
    return "prior-dominated";
  case calibration::ProfileVerdict::superseded:
    return "superseded by a better optimum";
  case calibration::ProfileVerdict::undecided:
    break;
  }
  return "undecided";
}

/// The share of figures that the middle `share` of the draws holds.
std::optional<double> covered(const calibration::PredictiveCheck& check, double share) {
  const auto found = std::find_if(check.coverage.begin(), check.coverage.end(),
                                  [&](const calibration::IntervalCoverage& one) { return one.share == share; });
  return found == check.coverage.end() ? std::nullopt : std::optional(found->covered());
}

std::optional<double> finite(double x) { return std::isfinite(x) ? std::optional(x) : std::nullopt; }

SeriesStatistics statistics_of(const CalibrationFindings& findings, const calibration::SeriesFit& series) {
  const bool all = std::all_of(series.figures.begin(), series.figures.end(),
                               [](const calibration::FitFigure& figure) { return figure.held_out; });
  std::vector<calibration::FittedPair> pairs;
  std::vector<calibration::PredictedFigure> predicted;
  for (const calibration::FitFigure& figure : series.figures) {
    const calibration::PublishedFigure& published = findings.figures[figure.published];
    if (!all && figure.held_out) {
      continue;
    }
    pairs.push_back({published.year, *published.value, figure.fitted});
    if (figure.predicted.size() > 1) {
      predicted.push_back(
          {published.low.value_or(*published.value), published.high.value_or(*published.value), figure.predicted});
    }
  }
  const calibration::FitStatistics met = calibration::fit_statistics(pairs);
  SeriesStatistics statistics{.mean_absolute_percentage_error = finite(met.mean_absolute_percentage_error),
                              .root_mean_square_error = met.root_mean_square_error,
                              .theil_bias = finite(met.theil.bias),
                              .theil_variation = finite(met.theil.variation),
                              .theil_covariation = finite(met.theil.covariation),
                              .autocorrelation = finite(met.residuals.lag_1)};
  if (!predicted.empty()) {
    const calibration::PredictiveCheck check = calibration::predictive_check(predicted);
    statistics.covered_50 = covered(check, 0.5);
    statistics.covered_80 = covered(check, 0.8);
    statistics.covered_90 = covered(check, 0.9);
    statistics.covered_95 = covered(check, 0.95);
  }
  return statistics;
}

/// Standard deviations in the free scale, before and after.
std::vector<ParameterJudgement> judgements_of(const CalibrationFindings& findings) {
  std::vector<ParameterJudgement> all;
  const std::size_t estimated = findings.estimate.best_fit().values.size();
  for (std::size_t i = 0; i < findings.parameters.size(); ++i) {
    const calibration::ParameterFit& parameter = findings.parameters[i];
    ParameterJudgement judgement;
    double after = std::nan("");
    if (findings.posterior) {
      std::vector<double> free;
      const auto draws = findings.posterior->draws_of(i);
      for (const double x : draws.all()) {
        free.push_back(parameter.prior.scale().free(x));
      }
      after = calibration::deviation_of(free);
    } else if (i < estimated) {
      after = std::sqrt(findings.estimate.certificate.free_covariance[i * estimated + i]);
    }
    if (std::isfinite(after)) {
      const double before = parameter.prior.free_sd();
      judgement.contraction =
          calibration::contractions({parameter.name}, std::span(&before, 1), std::span(&after, 1)).front().value();
    }
    if (findings.profiles && i < findings.profiles->profiles.size()) {
      judgement.verdict = verdict_in_words(findings.profiles->profiles[i].verdict());
    }
    all.push_back(std::move(judgement));
  }
  return all;
}

std::vector<std::string> directions_of(const CalibrationFindings& findings) {
  std::vector<calibration::EstimatedParameter> parameters;
  for (const calibration::ParameterFit& parameter : findings.parameters) {
    if (parameter.of_table) {
      parameters.push_back({parameter.name, parameter.prior.scale()});
    }
  }
  std::vector<std::string> sentences;
  std::istringstream lines(findings.directions.words(parameters));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) {
      sentences.push_back(line);
    }
  }
  return sentences;
}

} // namespace

void judge(FitRecord& record) {
  const CalibrationFindings& findings = record.findings;
  record.statistics.clear();
  for (const calibration::SeriesFit& series : findings.series) {
    record.statistics.push_back(statistics_of(findings, series));
  }
  record.judgements = judgements_of(findings);
  record.directions = directions_of(findings);
  record.forecasts = findings.forecasts;
}

} // namespace headwater::outputs
