#include "calibration/fit/forecast/score_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>

namespace headwater::calibration {
namespace {

constexpr double no_comparison = std::numeric_limits<double>::quiet_NaN();

/// What one row is about: years, horizon (0 for all), series (empty for all).
struct Group {
  ScoredYears years;
  int horizon;
  std::string series;

  bool holds(const HeldOut& forecast) const {
    return (forecast.covid ? ScoredYears::covid : ScoredYears::other) == years &&
           (horizon == 0 || forecast.horizon == horizon) && (series.empty() || forecast.series == series);
  }
};

std::vector<std::string> in_first_order(const std::vector<HeldOut>& forecasts, std::string HeldOut::*name) {
  std::vector<std::string> names;
  for (const HeldOut& forecast : forecasts) {
    if (std::find(names.begin(), names.end(), forecast.*name) == names.end()) {
      names.push_back(forecast.*name);
    }
  }
  return names;
}

/// Which figure a forecast is of: what is compared must be of the same origin.
using FigureKey = std::tuple<int, std::string, int>;

using CrpsOfFigures = std::map<FigureKey, double>; // per cent

Comparison compare(const CrpsOfFigures& own, const CrpsOfFigures& others, const std::string& with) {
  Comparison comparison{with, 0, 0.0, 0.0, no_comparison, Verdict::not_compared};
  for (const auto& [figure, crps] : own) {
    const auto other = others.find(figure);
    if (other != others.end()) {
      ++comparison.count;
      comparison.crps_per_cent += crps;
      comparison.other_crps_per_cent += other->second;
    }
  }
  const auto count = comparison.count == 0 ? no_comparison : static_cast<double>(comparison.count);
  comparison.crps_per_cent /= count;
  comparison.other_crps_per_cent /= count;
  if (comparison.count > 0) {
    comparison.skill = 1.0 - comparison.crps_per_cent / comparison.other_crps_per_cent;
    comparison.verdict = comparison.crps_per_cent < comparison.other_crps_per_cent   ? Verdict::wins
                         : comparison.crps_per_cent > comparison.other_crps_per_cent ? Verdict::loses
                                                                                     : Verdict::level;
  }
  return comparison;
}

void add_rows(std::vector<ScoreRow>& rows, const std::vector<HeldOut>& forecasts, const Group& group,
              const std::vector<std::string>& forecasters) {
  std::map<std::string, std::vector<Outcome>> outcomes;
  std::map<std::string, CrpsOfFigures> crps;
  std::map<std::string, std::size_t> silent;
  for (const HeldOut& forecast : forecasts) {
    if (!group.holds(forecast)) {
      continue;
    }
    if (!forecast.prediction) {
      ++silent[forecast.forecaster];
      continue;
    }
    outcomes[forecast.forecaster].push_back({*forecast.prediction, forecast.outcome});
    crps[forecast.forecaster][{forecast.origin, forecast.series, forecast.year}] =
        100.0 * forecast.prediction->crps(forecast.outcome) / forecast.outcome;
  }
  for (const std::string& forecaster : forecasters) {
    if (outcomes[forecaster].empty() && silent[forecaster] == 0) {
      continue;
    }
    ScoreRow row{
        forecaster, group.series, group.years, group.horizon, silent[forecaster], scores_of(outcomes[forecaster]), {}};
    for (const std::string& other : forecasters) {
      if (other != forecaster) {
        row.comparisons.push_back(compare(crps[forecaster], crps[other], other));
      }
    }
    rows.push_back(std::move(row));
  }
}

std::string_view in_words(ScoredYears years) { return years == ScoredYears::covid ? "2020-22" : "other"; }

std::string_view in_words(Verdict verdict) {
  constexpr std::array<std::string_view, 4> words{"wins", "level", "loses", ""};
  return words.at(static_cast<std::size_t>(verdict));
}

std::string figure_text(double x) { return std::isfinite(x) ? fmt::format("{:.6g}", x) : ""; }

} // namespace

std::vector<ScoreRow> score_table(const std::vector<HeldOut>& forecasts) {
  const std::vector<std::string> forecasters = in_first_order(forecasts, &HeldOut::forecaster);
  const std::vector<std::string> series = in_first_order(forecasts, &HeldOut::series);
  std::set<int> horizons;
  for (const HeldOut& forecast : forecasts) {
    horizons.insert(forecast.horizon);
  }
  std::vector<ScoreRow> rows;
  for (const ScoredYears years : {ScoredYears::other, ScoredYears::covid}) {
    add_rows(rows, forecasts, {years, 0, ""}, forecasters);
    for (const int horizon : horizons) {
      add_rows(rows, forecasts, {years, horizon, ""}, forecasters);
    }
    for (const std::string& one : series) {
      add_rows(rows, forecasts, {years, 0, one}, forecasters);
    }
  }
  return rows;
}

std::string score_csv(const std::vector<ScoreRow>& rows) {
  std::string text = "years,horizon,series,forecaster,forecasts,said_nothing,crps,crps_per_cent,covered_80,covered_95,"
                     "mape,rmse,theil_bias,theil_variation,theil_covariation,against,compared,crps_per_cent_here,"
                     "crps_per_cent_there,skill,verdict\n";
  for (const ScoreRow& row : rows) {
    const bool one_series = !row.series.empty();
    const auto in_unit = [one_series](double x) { return one_series ? figure_text(x) : ""; };
    const Scores& scores = row.scores;
    const std::string left =
        fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}", in_words(row.years),
                    row.horizon == 0 ? "all" : std::to_string(row.horizon), one_series ? row.series : "all",
                    row.forecaster, scores.count, row.silent, in_unit(scores.crps), figure_text(scores.crps_per_cent),
                    figure_text(scores.covered_80), figure_text(scores.covered_95),
                    figure_text(scores.mean_absolute_percentage_error), in_unit(scores.root_mean_square_error),
                    in_unit(scores.theil.bias), in_unit(scores.theil.variation), in_unit(scores.theil.covariation));
    if (row.comparisons.empty()) {
      text += left + ",,,,,,\n";
    }
    for (const Comparison& comparison : row.comparisons) {
      text += fmt::format("{},{},{},{},{},{},{}\n", left, comparison.with, comparison.count,
                          figure_text(comparison.crps_per_cent), figure_text(comparison.other_crps_per_cent),
                          figure_text(comparison.skill), in_words(comparison.verdict));
    }
  }
  return text;
}

std::string one_line_score(const std::vector<ScoreRow>& rows, const std::string& forecaster) {
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const ScoreRow& one) {
    return one.forecaster == forecaster && one.series.empty() && one.horizon == 0 && one.years == ScoredYears::other;
  });
  if (row == rows.end()) {
    throw std::invalid_argument("no scores of a forecaster named " + forecaster);
  }
  int last = 1;
  for (const ScoreRow& one : rows) {
    last = std::max(last, one.horizon);
  }
  std::vector<std::string> comparisons;
  for (const Comparison& one : row->comparisons) {
    const std::string_view verdict = one.verdict == Verdict::wins    ? "beats"
                                     : one.verdict == Verdict::loses ? "loses to"
                                                                     : "is level with";
    comparisons.push_back(one.count == 0
                              ? fmt::format("cannot be compared with {}", one.with)
                              : fmt::format("{} {} (CRPS {:.1f}% against {:.1f}%, {} forecasts)", verdict, one.with,
                                            one.crps_per_cent, one.other_crps_per_cent, one.count));
  }
  if (row->scores.count == 0) {
    return fmt::format("Hold-out, 1 to {} years ahead, 2020-22 apart: {} foresaw nothing", last, forecaster);
  }
  return fmt::format(
      "Hold-out, 1 to {} years ahead, 2020-22 apart: {}; 80% intervals held {:.0f}%, 95% intervals {:.0f}%", last,
      comparisons.empty() ? "no other forecaster" : fmt::format("{}", fmt::join(comparisons, ", ")),
      100.0 * row->scores.covered_80, 100.0 * row->scores.covered_95);
}

} // namespace headwater::calibration
