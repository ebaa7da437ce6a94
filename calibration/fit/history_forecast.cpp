#include "calibration/fit/history_forecast.hpp"

#include "calibration/fit/history_bands.hpp"
#include "calibration/fit/history_residuals.hpp"
#include "calibration/fit/laplace_start.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace headwater::calibration {
namespace {

/// What the charter has for the pandemic: 0 is a year like any other.
constexpr std::array<std::string_view, 4> pandemic_terms{"step_2020_away", "step_2020_at_home", "exit_dip_2020",
                                                         "exit_rebound_2021"};
constexpr int first_pandemic_july = 2020;

std::vector<std::optional<Prediction>> forecast_from(const Training& training, model::ParameterValues<double> values,
                                                     const model::Drivers& drivers, std::vector<FittedParameter> fitted,
                                                     const ForecastSettings& settings) {
  if (training.origin.year < first_pandemic_july) {
    for (const std::string_view term : pandemic_terms) {
      const std::size_t position = model::find_parameter(term);
      values[position] = 0.0;
      fitted.erase(std::remove_if(fitted.begin(), fitted.end(),
                                  [&](const FittedParameter& one) { return one.parameter == position; }),
                   fitted.end());
    }
  }
  std::vector<std::optional<Prediction>> predictions(training.targets.size());
  FitData data = fit_data(training.figures);
  if (data.figures.empty()) {
    return predictions;
  }
  const HistoryPosterior posterior(values, drivers, std::move(fitted), std::move(data), settings.scatter);
  const HistoryResiduals problem(posterior);
  std::vector<double> start;
  for (const FittedParameter& one : posterior.fitted()) {
    start.push_back(one.prior.centre());
  }
  const Fit fit = least_squares(problem, start);
  if (fit.end == FitEnd::failed) {
    return predictions;
  }
  const Start around = laplace_start(posterior, fit, certify(problem, fit.free));
  std::vector<WantedFigure> wanted;
  for (const Target& target : training.targets) {
    wanted.push_back({target.series, target.year, target.period});
  }
  const Predictive predictive(posterior, std::move(wanted));
  std::vector<std::optional<std::vector<double>>> draws(settings.draws);
  tbb::task_arena arena(settings.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(settings.threads));
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, settings.draws, [&](std::size_t number) {
      const std::vector<double> z = laplace_draw(around, settings.seed, number);
      draws[number] = predictive.draw(posterior.values_at(z), settings.seed, number);
    });
  });
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    std::vector<double> ensemble;
    for (const std::optional<std::vector<double>>& draw : draws) {
      if (draw && std::isfinite((*draw)[i])) {
        ensemble.push_back((*draw)[i]);
      }
    }
    if (ensemble.size() >= 2) {
      predictions[i] = Prediction::ensemble(std::move(ensemble));
    }
  }
  return predictions;
}

} // namespace

NamedForecaster history_forecaster(const model::ParameterValues<double>& values, const model::Drivers& drivers,
                                   std::vector<FittedParameter> fitted, const ForecastSettings& settings) {
  return {model_forecaster, [values, drivers, fitted = std::move(fitted), settings](const Training& training) {
            return forecast_from(training, values, drivers, fitted, settings);
          }};
}

} // namespace headwater::calibration
