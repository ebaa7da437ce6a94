#include "app/study/history.hpp"

#include <algorithm>

namespace headwater::app {
using calibration::Area;

std::vector<outputs::PublishedCount> history_of(const Area& area, const calibration::Published& published) {
  std::vector<outputs::PublishedCount> history;
  if (area.nation) {
    const auto figures = calibration::as_known_now(published);
    const auto is_scored_series = [&](const std::string& series) {
      return std::any_of(figures.begin(), figures.end(), [&](const calibration::PublishedFigure& figure) {
        return figure.is_scored() && figure.series == series;
      });
    };
    for (const calibration::PublishedFigure& figure : figures) {
      if (figure.basis == calibration::Basis::stock && figure.unit == "children" && figure.value &&
          (figure.is_scored() || (figure.year == model::start_year && is_scored_series(figure.series)))) {
        history.push_back({figure.year, figure.series, *figure.value, figure.source});
      }
    }
    return history;
  }
  const auto* community = area.find("looked_after_community");
  const auto* residential = area.find("looked_after_residential_and_secure");
  if (community == nullptr || residential == nullptr) {
    return history;
  }
  for (const calibration::Figure& figure : residential->figures) {
    const int year = static_cast<int>(figure.time);
    history.push_back({year, "looked_after_residential_and_secure", figure.value, figure.source});
    for (const calibration::Figure& other : community->figures) {
      if (static_cast<int>(other.time) == year) {
        history.push_back({year, "looked_after", figure.value + other.value, figure.source});
      }
    }
  }
  return history;
}

} // namespace headwater::app
