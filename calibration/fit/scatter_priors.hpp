// Priors of how figures scatter about the model.
//
// All of it is assumed; nothing published says how far the model is off. The medians: counts are returns of every
// child, so they scatter by about 1 % (overdispersion 0.0001) beyond chance; spending by 1 %; shares by half a point.
// Each series wanders from the model by 1.5 % (a share by three quarters of a point), with 95 % between a quarter of
// that and four times as much, and what is off in one year is off by 0.7 times as much in the next. The figures move
// these numbers, most of all the wander of a series that has many figures.
//
// None of these numbers may be far below its median: we do not believe that a model as coarse as ours follows a count
// to a thousandth for ten years. Where the priors allowed it, the posterior had a corner too narrow for a sampler.
#pragma once

#include "calibration/fit/fit_data.hpp"
#include "calibration/fit/prior.hpp"

#include <vector>

namespace headwater::calibration {

struct ScatterSettings {
  /// Off, the model is taken to be right but for independent noise; no_discrepancy_warning says what that does.
  bool discrepancy = true;
  double shock_sd = 0.05;      ///< of a figure in the years of COVID-19: on the log scale
  double rate_shock_sd = 0.02; ///< of a share: in its own unit
};

/// Where the numbers that make the scatter of one series stand among all().
struct SeriesScatter {
  std::size_t spread;
  std::size_t discrepancy_sd; ///< none where discrepancy is off
  double shock_sd;
};

class ScatterPriors {
public:
  ScatterPriors(const FitData& data, const ScatterSettings& settings);

  /// One spread for each family there is, one correlation, one discrepancy for each series.
  const std::vector<Prior>& all() const { return priors_; }
  const SeriesScatter& of(std::size_t series) const { return series_[series]; }
  std::size_t correlation() const { return correlation_; }
  bool has_discrepancy() const { return settings_.discrepancy; }

  /// The scatter of a series for given values, in the order of all().
  Scatter<double> scatter(std::size_t series, std::span<const double> values) const;
  /// The priors' centres.
  std::vector<double> centres() const;

private:
  ScatterSettings settings_;
  std::vector<Prior> priors_;
  std::vector<SeriesScatter> series_;
  std::size_t correlation_ = 0;
};

} // namespace headwater::calibration
