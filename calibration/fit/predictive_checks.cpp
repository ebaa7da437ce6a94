#include "calibration/fit/predictive_checks.hpp"

#include "calibration/fit/forecast/prediction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr std::array<double, 4> checked_shares{0.50, 0.80, 0.90, 0.95};

std::string wrong_figures(std::span<const PredictedFigure> figures) {
  std::string wrong;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const PredictedFigure& one = figures[i];
    const bool draws = one.draws.size() >= 2 &&
                       std::all_of(one.draws.begin(), one.draws.end(), [](double draw) { return std::isfinite(draw); });
    if (!std::isfinite(one.low) || !std::isfinite(one.high) || one.low > one.high || !draws) {
      wrong += fmt::format("{}figure {} from {} to {} with {} draws{}", wrong.empty() ? "" : "; ", i, one.low, one.high,
                           one.draws.size(), draws || one.draws.size() < 2 ? "" : ", not all of them numbers");
    }
  }
  return wrong;
}

} // namespace

PredictiveCheck predictive_check(std::span<const PredictedFigure> figures) {
  if (figures.empty()) {
    throw std::invalid_argument("there is no figure to check");
  }
  if (const std::string wrong = wrong_figures(figures); !wrong.empty()) {
    throw std::invalid_argument("a check needs figures and two draws of each: " + wrong);
  }
  PredictiveCheck check;
  for (const double share : checked_shares) {
    check.coverage.push_back({share, 0, figures.size()});
  }
  for (const PredictedFigure& one : figures) {
    const Prediction prediction = Prediction::ensemble(one.draws);
    for (IntervalCoverage& coverage : check.coverage) {
      const Interval interval = prediction.interval(coverage.share);
      coverage.held += interval.low <= one.high && one.low <= interval.high ? 1U : 0U;
    }
    const auto below = std::count_if(one.draws.begin(), one.draws.end(), [&](double draw) { return draw < one.low; });
    const auto up_to = std::count_if(one.draws.begin(), one.draws.end(), [&](double draw) { return draw <= one.high; });
    const auto places = static_cast<double>(one.draws.size() + 1);
    check.transforms.push_back({static_cast<std::size_t>(below), static_cast<double>(below) / places,
                                static_cast<double>(up_to + 1) / places});
  }
  return check;
}

std::string PredictiveCheck::words() const {
  std::string text;
  for (const IntervalCoverage& one : coverage) {
    text += fmt::format("{}the {:.0f} % intervals hold {}", text.empty() ? "" : ", ", 100.0 * one.share, one.held);
  }
  return fmt::format("of {} figures {}", transforms.size(), text);
}

} // namespace headwater::calibration
