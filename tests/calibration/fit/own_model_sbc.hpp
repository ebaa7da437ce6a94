// Simulation-based calibration of the project's own model: truths from the priors, figures as the model and its
// observation model would make them, and what a sampler makes of these.
#pragma once

#include "calibration/fit/history_posterior.hpp"
#include "tests/calibration/sbc/simulation_based.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headwater::calibration::tests {

/// An error put in on purpose.
enum class OwnPlanted {
  nothing,
  dropped_jacobian,      ///< the sampler takes the priors' densities in own units for densities in the free scale
  variance_as_deviation, ///< what is drawn as a standard deviation of spending is taken for a variance by the figures
};

struct OwnModelSbc {
  std::vector<std::string> parameters; ///< that are fitted; none: all
  std::vector<std::string> series;     ///< none: all
  int last = 2024;                     ///< figures up to 31 July of that year
  std::size_t particles = 0;           ///< of tempered SMC; 0: NUTS
  std::size_t warmup = 200;            ///< of NUTS
  std::size_t draws = 400;
  OwnPlanted planted = OwnPlanted::nothing;
};

/// What a fit takes: the named parameters, and the published figures of the named series.
HistoryPosterior own_posterior(const OwnModelSbc& which);

/// Of every fitted number its rank, in the order of HistoryPosterior::names(), and that of the log likelihood of the
/// figures.
SbcResult own_model_sbc(const OwnModelSbc& which, const SbcSettings& settings);

} // namespace headwater::calibration::tests
