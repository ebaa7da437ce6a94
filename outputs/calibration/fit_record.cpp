#include "outputs/calibration/fit_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace headwater::outputs {

void check(const FitRecord& record) {
  const calibration::CalibrationFindings& findings = record.findings;
  const auto refuse_unless = [](bool right, const std::string& words) {
    if (!right) {
      throw std::invalid_argument(words);
    }
  };
  refuse_unless(record.statistics.empty() || record.statistics.size() == findings.series.size(),
                fmt::format("statistics of {} series for {}", record.statistics.size(), findings.series.size()));
  refuse_unless(record.judgements.empty() || record.judgements.size() == findings.parameters.size(),
                fmt::format("{} parameters judged of {}", record.judgements.size(), findings.parameters.size()));
  const std::size_t n = table_parameters(record);
  const bool table_first = std::none_of(findings.parameters.begin() + static_cast<std::ptrdiff_t>(n),
                                        findings.parameters.end(), [](const auto& one) { return one.of_table; });
  refuse_unless(table_first, "the parameters of the table do not come first");
  refuse_unless(findings.estimate.best < findings.estimate.fits.size(), "there is no point estimate");
  refuse_unless(findings.estimate.best_fit().free.size() == n &&
                    findings.estimate.certificate.free_covariance.size() == n * n,
                fmt::format("a point estimate of other than the {} parameters of the table", n));
  refuse_unless(findings.scores.empty() ||
                    std::any_of(findings.scores.begin(), findings.scores.end(),
                                [&](const auto& row) { return row.forecaster == record.forecaster; }),
                "no scores of a forecaster named " + record.forecaster);
  for (const calibration::SeriesFit& series : findings.series) {
    refuse_unless(std::all_of(series.figures.begin(), series.figures.end(),
                              [&](const auto& figure) { return figure.published < findings.figures.size(); }),
                  "a figure of " + series.name + " that is not among those published");
  }
}

std::size_t table_parameters(const FitRecord& record) {
  const auto& parameters = record.findings.parameters;
  return static_cast<std::size_t>(
      std::find_if(parameters.begin(), parameters.end(), [](const auto& one) { return !one.of_table; }) -
      parameters.begin());
}

std::optional<Spread> predicted_spread(const calibration::FitFigure& figure) {
  std::vector<double> draws = figure.predicted;
  const Spread spread = spread_of(draws);
  return spread.counted == 0 ? std::nullopt : std::optional(spread);
}

std::string trusted_word(const FitRecord& record) {
  if (record.findings.trusted()) {
    return "yes";
  }
  return record.overridden_by.empty() ? "no" : "no, used by " + record.overridden_by;
}

} // namespace headwater::outputs
