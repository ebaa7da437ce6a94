#include "outputs/calibration/fit_tables.hpp"

#include "outputs/calibration/fit_words.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/tables/percentiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

using calibration::HeldOut;
using calibration::ParameterFit;
using calibration::ScoredYears;
using calibration::ScoreRow;

/// For scripts: empty for what is no number, "inf" for what has no end.
std::string fit_cell(double value) {
  if (std::isnan(value)) {
    return "";
  }
  return std::isinf(value) ? (value > 0.0 ? "inf" : "-inf") : exact(value);
}

std::string fit_cell(const std::optional<double>& value) { return value ? fit_cell(*value) : ""; }

/// For people: four digits.
std::string in_four_digits(double value) {
  return std::isfinite(value) ? fmt::format("{:.4g}", value) : std::isinf(value) ? "no end" : "";
}

std::string in_per_cent(const std::optional<double>& share) {
  return share && std::isfinite(*share) ? fmt::format("{:.0f} %", 100.0 * *share) : "";
}

std::string_view years_word(bool covid) { return covid ? "2020-22" : "other"; }

std::string_view verdict_word(calibration::Verdict verdict) {
  switch (verdict) {
  case calibration::Verdict::wins:
    return "wins";
  case calibration::Verdict::level:
    return "level";
  case calibration::Verdict::loses:
    return "loses";
  case calibration::Verdict::not_compared:
    break;
  }
  return "not compared";
}

std::string all_or(const std::string& series) { return series.empty() ? "all" : series; }
std::string all_or(int horizon) { return horizon == 0 ? "all" : std::to_string(horizon); }

double prior_quantile(const calibration::Prior& prior, double p) { return prior.scale().value(prior.quantile(p)); }

const ParameterJudgement* judgement_of(const FitRecord& record, std::size_t parameter) {
  return record.judgements.empty() ? nullptr : &record.judgements[parameter];
}

} // namespace

Table fit_table(const FitRecord& record) {
  Table table;
  table.columns = {"series", "year", "observed", "fitted", "p05", "p95",   "used",   "unit",
                   "low",    "high", "p25",      "p50",    "p75", "draws", "trusted"};
  for (const calibration::SeriesFit& series : record.findings.series) {
    for (const calibration::FitFigure& figure : series.figures) {
      const calibration::PublishedFigure& published = record.findings.figures[figure.published];
      const std::optional<Spread> spread = predicted_spread(figure);
      const auto percentile = [&](double Spread::*which) {
        return spread && std::isfinite(*spread.*which) ? fit_cell(*spread.*which) : "";
      };
      table.rows.push_back(
          {series.name, std::to_string(published.year), fit_cell(published.value), fit_cell(figure.fitted),
           percentile(&Spread::p05), percentile(&Spread::p95), figure.held_out ? "holdout" : "fit", series.unit,
           fit_cell(published.low), fit_cell(published.high), percentile(&Spread::p25), percentile(&Spread::p50),
           percentile(&Spread::p75), spread ? std::to_string(spread->counted) : "", trusted_word(record)});
    }
  }
  return table;
}

Table coverage_table(const FitRecord& record) {
  Table table;
  table.columns = {"series", "in_50", "in_80", "in_90", "in_95", "trusted"};
  for (std::size_t i = 0; i < record.statistics.size(); ++i) {
    const SeriesStatistics& met = record.statistics[i];
    table.rows.push_back({record.findings.series[i].name, fit_cell(met.covered_50), fit_cell(met.covered_80),
                          fit_cell(met.covered_90), fit_cell(met.covered_95), trusted_word(record)});
  }
  return table;
}

Table scores_table(const FitRecord& record) {
  Table table;
  table.columns = {"series",     "origin", "horizon",   "model",        "crps",         "coverage80",
                   "coverage95", "years",  "forecasts", "said_nothing", "crps_per_cent"};
  const auto add = [&](const std::string& series, const std::string& origin, int horizon, const std::string& model,
                       bool covid, std::size_t silent, const calibration::Scores& scores) {
    table.rows.push_back({all_or(series), origin, all_or(horizon), model, series.empty() ? "" : fit_cell(scores.crps),
                          fit_cell(scores.covered_80), fit_cell(scores.covered_95), std::string(years_word(covid)),
                          std::to_string(scores.count), std::to_string(silent), fit_cell(scores.crps_per_cent)});
  };
  for (const ScoreRow& row : record.findings.scores) {
    add(row.series, "all", row.horizon, row.forecaster, row.years == ScoredYears::covid, row.silent, row.scores);
  }
  for (const HeldOut& one : record.forecasts) {
    std::vector<calibration::Outcome> outcomes;
    if (one.prediction) {
      outcomes.push_back({*one.prediction, one.outcome});
    }
    add(one.series, std::to_string(one.origin), one.horizon, one.forecaster, one.covid, one.prediction ? 0 : 1,
        calibration::scores_of(outcomes));
  }
  return table;
}

Table score_comparisons_table(const FitRecord& record) {
  Table table;
  table.columns = {"series",  "horizon",  "years",         "model",
                   "against", "compared", "crps_per_cent", "against_crps_per_cent",
                   "skill",   "verdict"};
  for (const ScoreRow& row : record.findings.scores) {
    for (const calibration::Comparison& one : row.comparisons) {
      table.rows.push_back({all_or(row.series), all_or(row.horizon),
                            std::string(years_word(row.years == ScoredYears::covid)), row.forecaster, one.with,
                            std::to_string(one.count), fit_cell(one.crps_per_cent), fit_cell(one.other_crps_per_cent),
                            fit_cell(one.skill), std::string(verdict_word(one.verdict))});
    }
  }
  return table;
}

Table parameters_table(const FitRecord& record) {
  Table table;
  table.columns = {"name",           "value",        "sd",   "p05",          "p50",       "p95",
                   "contraction",    "verdict",      "rhat", "ess_bulk",     "ess_tail",  "unit",
                   "posterior_mean", "posterior_sd", "kind", "prior_centre", "prior_p05", "prior_p50",
                   "prior_p95",      "trusted"};
  for (std::size_t i = 0; i < record.findings.parameters.size(); ++i) {
    const ParameterFit& one = record.findings.parameters[i];
    const auto of_posterior = [&](double calibration::ParameterSummary::*which) {
      return one.summary ? fit_cell(*one.summary.*which) : "";
    };
    using Summary = calibration::ParameterSummary;
    const ParameterJudgement* judged = judgement_of(record, i);
    table.rows.push_back({one.name,
                          fit_cell(one.estimate),
                          fit_cell(one.sd),
                          of_posterior(&Summary::q05),
                          of_posterior(&Summary::median),
                          of_posterior(&Summary::q95),
                          judged == nullptr ? "" : fit_cell(judged->contraction),
                          judged == nullptr ? "" : judged->verdict,
                          of_posterior(&Summary::r_hat),
                          of_posterior(&Summary::ess_bulk),
                          of_posterior(&Summary::ess_tail),
                          one.unit,
                          of_posterior(&Summary::mean),
                          of_posterior(&Summary::sd),
                          one.of_table ? "table" : "scatter",
                          fit_cell(one.prior.centre()),
                          fit_cell(prior_quantile(one.prior, 0.05)),
                          fit_cell(prior_quantile(one.prior, 0.5)),
                          fit_cell(prior_quantile(one.prior, 0.95)),
                          trusted_word(record)});
  }
  return table;
}

Table parameters_in_short(const FitRecord& record) {
  Table table;
  table.columns = {"Parameter",
                   "What it is",
                   "Unit",
                   "Prior, 9 in 10",
                   "Estimate",
                   "sd",
                   "Posterior median",
                   "Posterior, 9 in 10",
                   "Posterior sd",
                   "Contraction",
                   "What the data say",
                   "R-hat",
                   "Bulk ESS",
                   "Tail ESS"};
  for (std::size_t i = 0; i < record.findings.parameters.size(); ++i) {
    const ParameterFit& one = record.findings.parameters[i];
    const ParameterJudgement* judged = judgement_of(record, i);
    const auto range = [](double low, double high) { return in_four_digits(low) + " to " + in_four_digits(high); };
    const auto of_posterior = [&](double calibration::ParameterSummary::*which) {
      return one.summary ? in_four_digits(*one.summary.*which) : "";
    };
    using Summary = calibration::ParameterSummary;
    table.rows.push_back(
        {one.name, one.meaning, one.unit, range(prior_quantile(one.prior, 0.05), prior_quantile(one.prior, 0.95)),
         in_four_digits(one.estimate), in_four_digits(one.sd), of_posterior(&Summary::median),
         one.summary && std::isfinite(one.summary->q05) ? range(one.summary->q05, one.summary->q95) : "",
         of_posterior(&Summary::sd),
         judged == nullptr || !judged->contraction ? "" : fmt::format("{:.2f}", *judged->contraction),
         judged == nullptr ? "" : judged->verdict, one.summary ? fmt::format("{:.4f}", one.summary->r_hat) : "",
         of_posterior(&Summary::ess_bulk), of_posterior(&Summary::ess_tail)});
  }
  return table;
}

Table series_in_short(const FitRecord& record) {
  Table table;
  table.columns = {"Series",
                   "Unit",
                   "Fitted",
                   "Off by up to",
                   "Worst year",
                   "Held out",
                   "Held out, off by up to",
                   "Its worst year",
                   "MAPE, %",
                   "RMSE",
                   "U_M",
                   "U_S",
                   "U_C",
                   "Autocorrelation",
                   "In the middle half",
                   "In 9 in 10"};
  for (std::size_t s = 0; s < record.findings.series.size(); ++s) {
    const calibration::SeriesFit& series = record.findings.series[s];
    std::vector<std::string> row = {spoken(series.name), series.unit};
    for (const bool held_out : {false, true}) {
      const auto count = std::count_if(series.figures.begin(), series.figures.end(),
                                       [&](const auto& figure) { return figure.held_out == held_out; });
      const std::optional<Distance> distance = largest_distance(record, series, held_out);
      row.push_back(held_out && count == 0 ? "" : std::to_string(count));
      row.push_back(distance ? within_words(series, distance->size) : "");
      row.push_back(distance ? std::to_string(distance->year) : "");
    }
    const SeriesStatistics statistics = record.statistics.empty() ? SeriesStatistics{} : record.statistics[s];
    const auto number = [](const std::optional<double>& value, int decimals) {
      return value && std::isfinite(*value) ? readable_number(*value, decimals) : "";
    };
    row.push_back(number(statistics.mean_absolute_percentage_error, 1));
    row.push_back(statistics.root_mean_square_error ? in_four_digits(*statistics.root_mean_square_error) : "");
    for (const std::optional<double>& share : {statistics.theil_bias, statistics.theil_variation,
                                               statistics.theil_covariation, statistics.autocorrelation}) {
      row.push_back(number(share, 2));
    }
    row.push_back(in_per_cent(statistics.covered_50));
    row.push_back(in_per_cent(statistics.covered_90));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table hold_out_in_short(const FitRecord& record) {
  Table table;
  table.columns = {"Years",
                   "Years ahead",
                   "Forecaster",
                   "Forecasts",
                   "Said nothing",
                   "CRPS, %",
                   "80 % intervals held",
                   "95 % intervals held",
                   record.forecaster + " against it"};
  for (const ScoreRow& row : record.findings.scores) {
    if (!row.series.empty()) {
      continue;
    }
    std::string standing;
    for (const ScoreRow& own : record.findings.scores) {
      if (own.forecaster != record.forecaster || !own.series.empty() || own.years != row.years ||
          own.horizon != row.horizon) {
        continue;
      }
      for (const calibration::Comparison& one : own.comparisons) {
        if (one.with == row.forecaster) {
          standing = one.count == 0 ? "not compared"
                                    : fmt::format("{} ({:.1f} % against {:.1f} %, {})", verdict_word(one.verdict),
                                                  one.crps_per_cent, one.other_crps_per_cent, one.count);
        }
      }
    }
    table.rows.push_back(
        {row.years == ScoredYears::covid ? "2020-22" : "all others", all_or(row.horizon), row.forecaster,
         std::to_string(row.scores.count), std::to_string(row.silent),
         std::isfinite(row.scores.crps_per_cent) ? fmt::format("{:.1f}", row.scores.crps_per_cent) : "",
         in_per_cent(row.scores.covered_80), in_per_cent(row.scores.covered_95), standing});
  }
  return table;
}

Table gates_table(const FitRecord& record) {
  Table table;
  table.columns = {"Check", "Bar", "Worst met", "in", "Passed", "What that means", "Bar from"};
  for (const calibration::Gate& gate : record.findings.gates) {
    table.rows.push_back({gate.name, gate.bar, fmt::format("{:.6g}", gate.value), gate.worst,
                          gate.passed ? "passed" : "FAILED", gate.verdict, gate.source});
  }
  return table;
}

Table optima_table(const FitRecord& record) {
  Table table;
  table.columns = {"Cost", "Above the lowest", "Starts that ended there"};
  const auto& waterfall = record.findings.estimate.waterfall;
  for (const calibration::Optimum& step : waterfall) {
    table.rows.push_back({fmt::format("{:.8g}", step.cost), fmt::format("{:.4g}", step.cost - waterfall.front().cost),
                          std::to_string(step.starts.size())});
  }
  return table;
}

Table opinion_table(const FitRecord& record) {
  Table table;
  table.columns = {"Parameter", "Means apart, sd", "Ratio of sd", "Agree"};
  if (record.findings.opinion) {
    for (const calibration::ParameterAgreement& one : record.findings.opinion->parameters) {
      table.rows.push_back({one.parameter, fmt::format("{:.3f}", one.mean_difference),
                            fmt::format("{:.3f}", one.sd_ratio), one.agrees ? "agree" : "DISAGREE"});
    }
  }
  return table;
}

Table without_empty_columns(const Table& table) {
  Table kept;
  kept.rows.resize(table.rows.size());
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (std::all_of(table.rows.begin(), table.rows.end(), [c](const auto& row) { return row[c].empty(); })) {
      continue;
    }
    kept.columns.push_back(table.columns[c]);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      kept.rows[r].push_back(table.rows[r][c]);
    }
  }
  return kept;
}

} // namespace headwater::outputs
