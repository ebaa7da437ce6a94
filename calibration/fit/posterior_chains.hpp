// Chains of the posterior of a history, in coordinates that suit it.
//
//   Laplace approximation -> sheets -> scouts: short chains -> sheets, skewness, the metric of all scouts together
//                                               -> scouts again -> the same once more -> the chains that are kept
//
// Scouts are thrown away but for what they say of coordinates and metric, and for where they ended, which is where the
// next chains begin: these have one metric, made of all scouts' draws, which four short chains by themselves could not
// have learned.
#pragma once

#include "calibration/fit/history_posterior.hpp"
#include "calibration/inference/samplers/even_coordinates.hpp"
#include "calibration/inference/samplers/nuts.hpp"

#include <vector>

namespace headwater::calibration {

/// As many as there are chains.
struct ScoutRound {
  std::size_t warmup, draws;
};

/// The first are far from a good metric, and so slow: they go no further than makes the second quick.
inline const std::vector<ScoutRound> usual_scouts{{60, 40}, {75, 125}};

struct PosteriorChainSettings {
  NutsSettings nuts; ///< of the chains that are kept; its warmup adapts the step size alone
  std::vector<ScoutRound> scouts = usual_scouts;
  std::vector<NutsCheckpoints> scout_checkpoints; ///< none, or one a round
};

struct PosteriorChains {
  SampledChains chains;        ///< draws of the posterior's own free scale; the metric of the coordinates sampled in
  EvenCoordinates coordinates; ///< as all their draws show them, for another sampler
};

/// Throws what Nuts does.
PosteriorChains posterior_chains(const HistoryPosterior& posterior, const Start& laplace,
                                 const PosteriorChainSettings& settings);

/// As the Laplace approximation shows them: only roughly, as that lies flat beside the sheets.
EvenCoordinates laplace_coordinates(const HistoryPosterior& posterior, const Start& laplace, std::uint64_t seed,
                                    unsigned threads);

} // namespace headwater::calibration
