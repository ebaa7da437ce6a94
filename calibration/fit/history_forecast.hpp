// The model as a forecaster, to be held against a random walk, a straight line and ETS.
//
//   figures known at the origin -> point estimate -> draws of its Laplace approximation -> posterior predictive
//
// It does not know later figures, later revisions, or the pandemic: if the origin lies before it, its four terms are
// off. But it knows two things that a forecaster of that day could not: the drivers of the charter (poverty, referrals,
// policy dates) as they turned out, and priors whose centres were once found with figures up to 2024 (the priors are
// three times as wide, so they hold a ninth of that information). Its scores are flattered by both.
#pragma once

#include "calibration/fit/forecast/rolling_origin.hpp"
#include "calibration/fit/prior_file.hpp"
#include "calibration/fit/scatter_priors.hpp"

#include <cstdint>

namespace headwater::calibration {

struct ForecastSettings {
  ScatterSettings scatter;
  std::size_t draws = 200;
  std::uint64_t seed = 1;
  unsigned threads = 0; ///< 0: as many as there are
};

/// The name the model has among forecasters.
inline constexpr const char* model_forecaster = "Headwater";

/// It says nothing of a series that has no figure at the origin.
NamedForecaster history_forecaster(const model::ParameterValues<double>& values, const model::Drivers& drivers,
                                   std::vector<FittedParameter> fitted, const ForecastSettings& settings = {});

} // namespace headwater::calibration
