#include "tests/outputs/calibration/made_up_record.hpp"

#include <cmath>
#include <limits>

namespace headwater::tests {
namespace {

using calibration::CalibrationFindings;
using calibration::FitFigure;
using calibration::ParameterFit;
using calibration::Prior;
using calibration::PublishedFigure;
using model::Distribution;

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double no_end = std::numeric_limits<double>::infinity();

PublishedFigure figure(const std::string& series, int year, std::optional<double> value, const std::string& unit,
                       std::optional<double> low = {}, std::optional<double> high = {}) {
  PublishedFigure one{};
  one.series = series;
  one.year = year;
  one.value = value;
  one.low = low;
  one.high = high;
  one.unit = unit;
  one.use = calibration::Use::fitted;
  one.source = year < 2019 ? "SOURCE_A" : "SOURCE_B";
  return one;
}

/// 101 draws from 10 % below to 10 % above: the p-th percentile is the p-th of a hundred steps.
std::vector<double> about(double centre) {
  std::vector<double> draws;
  for (int i = 0; i <= 100; ++i) {
    draws.push_back(centre * (1.0 + 0.002 * (i - 50)));
  }
  return draws;
}

/// Adds a series and its figures.
void add_series(CalibrationFindings& findings, const std::string& meaning, const std::vector<PublishedFigure>& figures,
                const std::vector<double>& fitted, std::size_t held_out_from) {
  calibration::SeriesFit series{figures.front().series, meaning, figures.front().unit, {}};
  for (std::size_t i = 0; i < figures.size(); ++i) {
    series.figures.push_back({findings.figures.size(), i >= held_out_from, fitted[i], about(fitted[i])});
    findings.figures.push_back(figures[i]);
  }
  findings.series.push_back(series);
}

calibration::ParameterSummary summary(const std::string& name, double q05, double median, double q95, double r_hat) {
  const double sd = (q95 - q05) / 3.3;
  return {name, median, median, sd, q05, q95, r_hat, 1234.5, 987.25, sd / 30, sd / 30, sd / 30, sd / 20, sd / 20};
}

std::vector<calibration::HeldOut> forecasts() {
  struct Said {
    const char* forecaster;
    const char* series;
    int horizon;
    double mean;
  };
  // The outcome is 100 each time: the model is further off than drift on both, and nearer than the random walk on one.
  std::vector<calibration::HeldOut> all;
  for (const Said& said : {Said{"Headwater", "looked_after", 1, 104.0}, Said{"Headwater", "looked_after", 2, 106.0},
                           Said{"Headwater", "adoptions", 1, 101.0}, Said{"random walk", "looked_after", 1, 110.0},
                           Said{"random walk", "looked_after", 2, 120.0}, Said{"random walk", "adoptions", 1, 100.5},
                           Said{"drift", "looked_after", 1, 101.0}, Said{"drift", "looked_after", 2, 102.0}}) {
    all.push_back({said.forecaster, said.series, 2016, said.horizon, 2016 + said.horizon, false, 100.0,
                   calibration::Prediction::normal(said.mean, 3.0)});
  }
  all.push_back({"drift", "adoptions", 2016, 1, 2017, false, 100.0, std::nullopt});
  return all;
}

} // namespace

outputs::FitRecord drawn_record() {
  CalibrationFindings findings{};
  findings.method = calibration::Method::nuts;
  findings.seed = 20240731;
  findings.last = 2019;
  findings.as_of = calibration::Day{2024, 12, 31};
  findings.discrepancy = true;

  add_series(findings, "every setting, 31 July",
             {figure("looked_after", 2017, 14897, "children"), figure("looked_after", 2018, 14554, "children"),
              figure("looked_after", 2019, 14262, "children"), figure("looked_after", 2020, 14458, "children"),
              figure("looked_after", 2021, 13200, "children")},
             {14990.0, 14500.0, 1.012 * 14262.0, 14000.0, 13900.0}, 3);
  add_series(findings, "at home, 31 July",
             {figure("looked_after_at_home", 2017, 3724, "children", 3650, 3799),
              figure("looked_after_at_home", 2018, {}, "children", 3500, 3600)},
             {3700.0, 3636.0}, 2);
  add_series(findings, "starts under 5 of starts",
             {figure("starts_under_5_share", 2016, 0.37, "share", 0.365, 0.375),
              figure("starts_under_5_share", 2017, 0.36, "share")},
             {0.38, 0.361}, 2);
  add_series(findings, "adoptions, August to July", {figure("adoptions", 2016, 300, "children")}, {310.0}, 1);

  const auto parameter = [&](const Prior& prior, const std::string& unit, const std::string& meaning, bool of_table,
                             double estimate, double sd, const calibration::ParameterSummary& drawn) {
    findings.parameters.push_back(ParameterFit{prior.name(), unit, meaning, prior, of_table, estimate, sd, drawn});
  };
  parameter(Prior("crisis_hazard_away", Distribution::lognormal, 0.024, 0.35), "1/yr", "crises of families, a year",
            true, 0.018, 0.001, summary("crisis_hazard_away", 0.0225, 0.0251, 0.028, 1.03));
  parameter(Prior("kinship_base_logit", Distribution::normal, -0.3, 0.4), "logit", "kinship among placements", true,
            -0.1, 0.2, summary("kinship_base_logit", -0.45, -0.12, 0.2, 1.002));
  parameter(Prior("foster_to_residential", Distribution::lognormal, 0.0234, 1.0), "1/yr", "moves from foster care",
            true, 0.09, no_end, summary("foster_to_residential", 0.005, 0.06, 0.11, 1.001));
  parameter(Prior("overdispersion_of_counts", Distribution::lognormal, 1e-4, 1.0), "", "spread of counts", false, 1e-4,
            none, summary("overdispersion_of_counts", 2e-5, 9e-5, 4e-4, 1.0));
  parameter(Prior("discrepancy_sd.looked_after", Distribution::lognormal, 0.03, 0.8), "", "wander of looked_after",
            false, 0.03, none, summary("discrepancy_sd.looked_after", 0.01, 0.02, 0.05, 1.0));

  calibration::Fit fit;
  fit.end = calibration::FitEnd::settled;
  fit.cost = 41.5;
  fit.values = {0.018, -0.1, 0.09};
  fit.free = {std::log(0.018 / 0.024), -0.1, std::log(0.09 / 0.0234)};
  calibration::Fit worse = fit;
  worse.cost = 55.25;
  findings.estimate.fits = {fit, fit, worse, fit};
  findings.estimate.waterfall = {{41.5, {0, 1, 3}}, {55.25, {2}}};
  calibration::Certificate& certificate = findings.estimate.certificate;
  certificate.converged = true;
  certificate.gradient = 1e-9;
  certificate.newton_decrement = 2e-9;
  certificate.condition = 12.5;
  certificate.flat = {{{0.0, 0.0, 1.0}, {2}}};
  certificate.free_covariance = {0.0016, 0.002, none, 0.002, 0.04, none, none, none, no_end};
  certificate.covariance = certificate.free_covariance;

  findings.posterior = calibration::Posterior{};
  std::vector<calibration::ParameterSummary> summaries;
  for (const ParameterFit& one : findings.parameters) {
    findings.posterior->parameters.push_back(one.name);
    summaries.push_back(*one.summary);
  }
  findings.gates = calibration::convergence_gates(summaries);
  findings.distrust = {in_one_line(findings.gates) + ".", "Three of 4000 transitions went astray."};
  findings.log_evidence = -123.456;

  outputs::FitRecord record{.findings = std::move(findings),
                            .forecasts = forecasts(),
                            .version = "0.1.0",
                            .commit = "abc123def456",
                            .command = "headwater calibrate --method nuts --seed 20240731",
                            .data = {{"calibration/data/published.csv", std::string(64, 'a')},
                                     {"calibration/data/priors.csv", std::string(64, 'b')}},
                            .shock_sd = 0.05,
                            .rate_shock_sd = 0.02};
  record.findings.scores = calibration::score_table(record.forecasts);
  record.findings.score_line = calibration::one_line_score(record.findings.scores, record.forecaster);
  return record;
}

outputs::FitRecord estimated_record() {
  outputs::FitRecord record = drawn_record();
  record.findings.method = calibration::Method::map;
  record.findings.posterior.reset();
  record.findings.gates.clear();
  record.findings.distrust.clear();
  record.findings.log_evidence.reset();
  record.findings.scores.clear();
  record.findings.score_line.clear();
  record.forecasts.clear();
  for (calibration::SeriesFit& series : record.findings.series) {
    for (FitFigure& one : series.figures) {
      one.predicted.clear();
    }
  }
  for (ParameterFit& one : record.findings.parameters) {
    one.summary.reset();
  }
  return record;
}

} // namespace headwater::tests
