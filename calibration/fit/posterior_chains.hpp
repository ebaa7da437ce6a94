// Chains of the posterior of a history, in coordinates that suit it.
//
//   Laplace approximation -> ridge -> pilot chains -> ridge, skewness, one metric of all their draws together
//                                  -> pilot chains again -> the same once more -> the chains that are kept
//
// Pilot chains are short, run first and not kept. Their draws show in which coordinates the posterior is nearly Gaussian,
// and what its covariance is there: from the draws of all pilots together one metric is made for the next chains, and a
// better one than each of four short chains could learn by itself. The next chains begin where the pilots ended.
#pragma once

#include "calibration/fit/history_posterior.hpp"
#include "calibration/inference/samplers/nuts.hpp"
#include "calibration/inference/samplers/reparameterisation.hpp"

#include <vector>

namespace headwater::calibration {

/// As many as there are chains.
struct PilotRound {
  std::size_t warmup, draws;
};

/// The first round has a poor metric and is slow, so it is no longer than it takes to make the second one quick.
inline const std::vector<PilotRound> usual_pilots{{60, 40}, {75, 125}};

struct PosteriorChainSettings {
  NutsSettings nuts; ///< of the chains that are kept; its warmup adapts the step size alone
  std::vector<PilotRound> pilots = usual_pilots;
  std::vector<NutsCheckpoints> pilot_checkpoints; ///< none, or one a round
};

struct PosteriorChains {
  SampledChains chains;           ///< draws of the posterior's own free scale; the metric of the coordinates sampled in
  Reparameterisation coordinates; ///< made of all draws of these chains, for another sampler
};

/// Throws what Nuts does.
PosteriorChains posterior_chains(const HistoryPosterior& posterior, const Start& laplace,
                                 const PosteriorChainSettings& settings);

/// Coordinates from draws of the Laplace approximation. They are rough: that approximation knows nothing of how
/// the ridge curves.
Reparameterisation laplace_coordinates(const HistoryPosterior& posterior, const Start& laplace, std::uint64_t seed,
                                       unsigned threads);

} // namespace headwater::calibration
