#include "calibration/fit/forecast/rolling_origin.hpp"

#include "calibration/fit/forecast/benchmarks.hpp"
#include "calibration/fit/forecast/ets.hpp"
#include "calibration/fit/observation/series_likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace headwater::calibration {
namespace {

Training training_at(const Published& published, const Origin& origin, Knowledge knowledge) {
  Training training{origin, {}, {}};
  const Day cut{origin.year, 7, 31};
  for (const PublishedFigure& figure :
       knowledge == Knowledge::as_known ? as_known_on(published, origin.known_on) : as_known_now(published)) {
    if (!(cut < figure.period.last)) {
      training.figures.push_back(figure);
    }
  }
  return training;
}

bool is_outcome(const PublishedFigure& figure) {
  return figure.is_scored() && figure.value.has_value() && *figure.value > 0.0;
}

/// A forecast of the run of one series.
using RunForecast = std::optional<NormalForecast> (*)(const YearlyRun& run, int lead);

Forecaster from_runs(RunForecast forecast) {
  return [forecast](const Training& training) {
    std::map<std::string, YearlyRun> runs;
    std::vector<std::optional<Prediction>> predictions;
    for (const Target& target : training.targets) {
      const auto found = runs.find(target.series);
      const YearlyRun& run = found != runs.end()
                                 ? found->second
                                 : runs.emplace(target.series, yearly_run(training, target.series)).first->second;
      std::optional<Prediction> prediction;
      if (!run.figures.empty()) {
        if (const std::optional<NormalForecast> found_forecast = forecast(run, target.year - run.last_year)) {
          prediction = Prediction::normal(found_forecast->mean, found_forecast->sd);
        }
      }
      predictions.push_back(std::move(prediction));
    }
    return predictions;
  };
}

} // namespace

std::vector<Origin> july_origins(int first, int last) {
  std::vector<Origin> origins;
  for (int year = first; year <= last; ++year) {
    origins.push_back({year, {year + 1, 12, 31}});
  }
  return origins;
}

std::vector<HeldOut> rolling_origin(const Published& published, const RollingOrigin& settings,
                                    const std::vector<NamedForecaster>& forecasters) {
  const std::vector<PublishedFigure> now = as_known_now(published);
  std::vector<HeldOut> all;
  for (const Origin& origin : settings.origins) {
    Training training = training_at(published, origin, settings.knowledge);
    const Day cut{origin.year, 7, 31};
    std::vector<double> outcomes;
    for (const PublishedFigure& figure : now) {
      const int horizon = figure.year - origin.year;
      if (is_outcome(figure) && cut < figure.period.last && 1 <= horizon && horizon <= settings.horizons) {
        training.targets.push_back({figure.series, figure.year, horizon, figure.period});
        outcomes.push_back(*figure.value);
      }
    }
    for (const NamedForecaster& forecaster : forecasters) {
      std::vector<std::optional<Prediction>> predictions = forecaster.forecast(training);
      if (predictions.size() != training.targets.size()) {
        throw std::invalid_argument("the forecaster " + forecaster.name + " foresaw " +
                                    std::to_string(predictions.size()) + " figures of " +
                                    std::to_string(training.targets.size()));
      }
      for (std::size_t i = 0; i < predictions.size(); ++i) {
        const Target& target = training.targets[i];
        all.push_back({forecaster.name, target.series, origin.year, target.horizon, target.year,
                       in_covid_years(target.period), outcomes[i], std::move(predictions[i])});
      }
    }
  }
  return all;
}

YearlyRun yearly_run(const Training& training, const std::string& series) {
  std::map<int, const PublishedFigure*> by_year;
  for (const PublishedFigure& figure : training.figures) {
    if (figure.series == series && figure.value) {
      by_year[figure.year] = &figure;
    }
  }
  YearlyRun run;
  if (by_year.empty()) {
    return run;
  }
  const PublishedFigure* later = by_year.rbegin()->second;
  run.last_year = later->year;
  run.figures.push_back(*later->value);
  for (auto it = std::next(by_year.rbegin()); it != by_year.rend(); ++it) {
    const PublishedFigure* figure = it->second;
    const bool is_year_before = figure->year == later->year - 1 && figure->period.kind == later->period.kind &&
                                std::abs(later->period.middle - figure->period.middle - 1.0) < 1e-9;
    if (!is_year_before) {
      break;
    }
    run.figures.push_back(*figure->value);
    later = figure;
  }
  std::reverse(run.figures.begin(), run.figures.end());
  return run;
}

std::vector<NamedForecaster> benchmark_forecasters() {
  return {{"random walk",
           from_runs([](const YearlyRun& run, int lead) { return random_walk_forecast(run.figures, lead); })},
          {"drift", from_runs([](const YearlyRun& run, int lead) { return drift_forecast(run.figures, lead); })},
          {"ETS", from_runs([](const YearlyRun& run, int lead) {
             const std::optional<EtsFit> fit = best_ets(run.figures);
             return fit ? std::optional(ets_forecast(*fit, lead)) : std::nullopt;
           })}};
}

} // namespace headwater::calibration
