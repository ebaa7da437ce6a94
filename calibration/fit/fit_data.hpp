// The figures that a fit takes, series by series.
#pragma once

#include "calibration/fit/derivatives/history_jacobian.hpp"
#include "calibration/fit/observation/series_likelihood.hpp"
#include "calibration/known/published.hpp"

#include <limits>
#include <string>
#include <vector>

namespace headwater::calibration {

/// One series: the figures from `first` on of FitData, in order of time.
struct FitSeries {
  std::string name;
  std::size_t first;
  std::vector<Observation> observations;

  Family family() const { return observations.front().family; }
};

struct FitData {
  std::vector<PublishedFigure> figures; ///< those that are fitted, series by series
  std::vector<FitSeries> series;        ///< in the order in which they first come

  /// What to ask of the model, in the order of the figures.
  std::vector<AskedFigure> asked() const;
};

/// Chooses, among figures of one vintage (as_known_on(), as_known_now()), those that are fitted: of periods that end by
/// 31 July of `last`. Usually a figure that follows from others is only scored. But if the others are not there, such
/// as the parts of a total that had not been published by then, it is fitted in their place. Throws
/// std::invalid_argument if a series has two figures of one moment.
FitData fit_data(const std::vector<PublishedFigure>& known, int last = std::numeric_limits<int>::max());

} // namespace headwater::calibration
