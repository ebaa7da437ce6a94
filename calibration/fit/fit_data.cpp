#include "calibration/fit/fit_data.hpp"

#include "calibration/known/published_series.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

namespace headwater::calibration {
namespace {

using Names = std::set<std::string, std::less<>>;

/// Whether a series is there, or all that it follows from.
bool fit_knows(const Names& there, const std::string& series) {
  if (there.contains(series)) {
    return true;
  }
  const PublishedSeries* row = find_series(series);
  const std::vector<std::string> parts = row == nullptr ? std::vector<std::string>{} : parts_of(*row);
  return !parts.empty() &&
         std::all_of(parts.begin(), parts.end(), [&](const std::string& part) { return fit_knows(there, part); });
}

/// Whether a series follows from those that are there without it: all its parts, or a total and its other parts.
bool fit_follows(Names there, const std::string& series) {
  there.erase(series);
  if (fit_knows(there, series)) {
    return true;
  }
  const std::span<const PublishedSeries> all = all_series();
  return std::any_of(all.begin(), all.end(), [&](const PublishedSeries& whole) {
    const std::vector<std::string> parts = parts_of(whole);
    return std::find(parts.begin(), parts.end(), series) != parts.end() && fit_knows(there, std::string(whole.name)) &&
           std::all_of(parts.begin(), parts.end(),
                       [&](const std::string& part) { return part == series || fit_knows(there, part); });
  });
}

} // namespace

std::vector<AskedFigure> FitData::asked() const {
  std::vector<AskedFigure> asked;
  for (const PublishedFigure& figure : figures) {
    asked.push_back({figure.series, figure.year});
  }
  return asked;
}

FitData fit_data(const std::vector<PublishedFigure>& known, int last) {
  std::vector<PublishedFigure> figures;
  std::map<int, Names> there; // by year: what is fitted, and what stands in
  for (const Use use : {Use::fitted, Use::scored}) {
    for (const PublishedFigure& figure : known) {
      const bool in_time = last == std::numeric_limits<int>::max() || !(Day{last, 7, 31} < figure.period.last);
      if (figure.use == use && in_time && (use == Use::fitted || !fit_follows(there[figure.year], figure.series))) {
        figures.push_back(figure);
        there[figure.year].insert(figure.series);
      }
    }
  }
  std::vector<std::vector<PublishedFigure>> by_series;
  for (const PublishedFigure& figure : figures) {
    auto place = std::find_if(by_series.begin(), by_series.end(),
                              [&](const auto& others) { return others.front().series == figure.series; });
    if (place == by_series.end()) {
      by_series.push_back({figure});
    } else {
      place->push_back(figure);
    }
  }
  FitData data;
  for (std::vector<PublishedFigure>& of_series : by_series) {
    std::sort(of_series.begin(), of_series.end(),
              [](const PublishedFigure& a, const PublishedFigure& b) { return a.period.middle < b.period.middle; });
    FitSeries series{of_series.front().series, data.figures.size(), {}};
    for (const PublishedFigure& figure : of_series) {
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
