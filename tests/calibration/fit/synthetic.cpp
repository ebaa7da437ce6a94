#include "tests/calibration/fit/synthetic.hpp"

#include "calibration/fit/observation/scattered.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::calibration {
namespace {

/// What would be published of a figure: itself, or the cell it lies in.
void publish(Observation& observation, double figure) {
  if (observation.low == observation.high) {
    observation.low = observation.high = figure;
    return;
  }
  const double within = observation.high - observation.low;                         // between the ends of one cell
  const double apart = observation.family == Family::count ? within + 1.0 : within; // from one cell to the next
  const double cell = std::floor((figure - observation.low) / apart);
  observation.low += cell * apart;
  observation.high = observation.low + within;
  if (observation.family != Family::rate) {
    observation.low = std::max(observation.low, 0.0);
  }
}

} // namespace

std::optional<FitData> synthetic_data(const HistoryPosterior& posterior, std::span<const double> values,
                                      experiments::RandomEngine& random) {
  const std::size_t fitted = posterior.fitted().size();
  const std::optional<HistoryFigures> history = posterior.model().values_at(values.first(fitted));
  if (!history) {
    return std::nullopt;
  }
  FitData data = posterior.data();
  for (std::size_t s = 0; s < data.series.size(); ++s) {
    FitSeries& series = data.series[s];
    const std::size_t count = series.observations.size();
    const std::span<const double> modelled = std::span(history->values).subspan(series.first, count);
    if (series.family() != Family::rate &&
        !std::all_of(modelled.begin(), modelled.end(), [](double m) { return m > 0.0; })) {
      return std::nullopt;
    }
    const Scatter<double> scatter = posterior.scatter_priors().scatter(s, values.subspan(fitted));
    std::vector<double> latent(latent_count(series.observations));
    std::generate(latent.begin(), latent.end(), [&] { return random.normal(); });
    const std::vector<double> expected = moved<double>(series.observations, modelled, scatter, latent);
    for (std::size_t i = 0; i < count; ++i) {
      Observation& observation = series.observations[i];
      publish(observation, scattered(observation.family, expected[i], scatter.spread, random));
      data.figures[series.first + i].value = 0.5 * (observation.low + observation.high);
    }
  }
  return data;
}

} // namespace headwater::calibration
