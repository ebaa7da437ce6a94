#include "calibration/fit/observation/series_likelihood.hpp"

#include <algorithm>

namespace headwater::calibration {

Observation observation_of(const PublishedFigure& figure) {
  if (!figure.value && !(figure.low && figure.high)) {
    throw std::invalid_argument("a figure has neither a value nor two bounds");
  }
  Observation observation{family_of(figure.unit), figure.low ? *figure.low : *figure.value,
                          figure.high ? *figure.high : *figure.value, figure.period.middle,
                          in_covid_years(figure.period)};
  if (observation.family == Family::count) {
    observation.low = std::floor(observation.low);
    observation.high = std::ceil(observation.high);
  }
  return observation;
}

std::size_t latent_count(std::span<const Observation> series) {
  const auto shocks = std::count_if(series.begin(), series.end(), [](const Observation& o) { return o.shocked; });
  return series.size() + static_cast<std::size_t>(shocks);
}

} // namespace headwater::calibration
