#include "calibration/fit/fit_data.hpp"

#include <algorithm>
#include <stdexcept>

namespace headwater::calibration {

std::vector<AskedFigure> FitData::asked() const {
  std::vector<AskedFigure> asked;
  for (const PublishedFigure& figure : figures) {
    asked.push_back({figure.series, figure.year});
  }
  return asked;
}

FitData fit_data(const std::vector<PublishedFigure>& known, int last) {
  std::vector<std::vector<PublishedFigure>> by_series;
  for (const PublishedFigure& figure : known) {
    if (!figure.is_fitted() || (last != std::numeric_limits<int>::max() && Day{last, 7, 31} < figure.period.last)) {
      continue;
    }
    auto place = std::find_if(by_series.begin(), by_series.end(),
                              [&](const auto& others) { return others.front().series == figure.series; });
    if (place == by_series.end()) {
      by_series.push_back({figure});
    } else {
      place->push_back(figure);
    }
  }
  FitData data;
  for (std::vector<PublishedFigure>& figures : by_series) {
    std::sort(figures.begin(), figures.end(), [](const PublishedFigure& a, const PublishedFigure& b) {
      return a.period.middle < b.period.middle;
    });
    FitSeries series{figures.front().series, data.figures.size(), {}};
    for (const PublishedFigure& figure : figures) {
      series.observations.push_back(observation_of(figure));
      if (series.observations.size() > 1 &&
          !((series.observations.end() - 2)->time < series.observations.back().time)) {
        throw std::invalid_argument(series.name + " has two figures of one moment");
      }
      data.figures.push_back(figure);
    }
    data.series.push_back(std::move(series));
  }
  return data;
}

} // namespace headwater::calibration
