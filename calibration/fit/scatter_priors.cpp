#include "calibration/fit/scatter_priors.hpp"

#include <map>

namespace headwater::calibration {
namespace {

using model::Distribution;

Prior spread_prior(Family family) {
  switch (family) {
  case Family::count:
    return {"scatter_overdispersion_counts", Distribution::lognormal, 1e-4, 0.6};
  case Family::money:
    return {"scatter_sd_money", Distribution::lognormal, 0.01, 0.5};
  case Family::rate:
    break;
  }
  return {"scatter_scale_shares", Distribution::lognormal, 0.005, 0.5};
}

} // namespace

ScatterPriors::ScatterPriors(const FitData& data, const ScatterSettings& settings) : settings_{settings} {
  std::map<Family, std::size_t> spreads;
  for (const FitSeries& series : data.series) {
    if (spreads.try_emplace(series.family(), priors_.size()).second) {
      priors_.push_back(spread_prior(series.family()));
    }
  }
  if (settings.discrepancy) {
    correlation_ = priors_.size();
    priors_.emplace_back("scatter_correlation", Distribution::normal, 0.7, 0.2, 0.0, 1.0);
  }
  for (const FitSeries& series : data.series) {
    const bool rate = series.family() == Family::rate;
    series_.push_back({spreads.at(series.family()), priors_.size(), rate ? settings.rate_shock_sd : settings.shock_sd});
    if (settings.discrepancy) {
      priors_.emplace_back("scatter_discrepancy_" + series.name, Distribution::lognormal, rate ? 0.0075 : 0.015, 0.7);
    }
  }
}

Scatter<double> ScatterPriors::scatter(std::size_t series, std::span<const double> values) const {
  const SeriesScatter& place = series_[series];
  Scatter<double> scatter{values[place.spread], {0.0, 0.5}, place.shock_sd};
  if (settings_.discrepancy) {
    scatter.discrepancy = {values[place.discrepancy_sd], values[correlation_]};
  }
  return scatter;
}

std::vector<double> ScatterPriors::centres() const {
  std::vector<double> centres;
  for (const Prior& prior : priors_) {
    centres.push_back(prior.centre());
  }
  return centres;
}

} // namespace headwater::calibration
