// The model as a forecaster, to be held against a random walk, a straight line and ETS.
//
//   figures known at the origin -> point estimate -> draws of its Laplace approximation -> posterior predictive
//
// What it does not know: later figures, later revisions, and the pandemic, whose four terms are off where the origin
// lies before it. What it does know, and a forecaster of the day could not: the drivers of the charter (poverty,
// referrals, policy dates) as they came, and priors whose centres were once found with figures up to 2024 (at three
// times the width, so with a ninth of the information). Its scores are as good as that makes them.
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

/// Of a series without a figure at the origin nothing is said.
NamedForecaster history_forecaster(const model::ParameterValues<double>& values, const model::Drivers& drivers,
                                   std::vector<FittedParameter> fitted, const ForecastSettings& settings = {});

} // namespace headwater::calibration
