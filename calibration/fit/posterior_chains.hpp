// Chains of the posterior of a history, in coordinates that suit it.
//
//   Laplace approximation -> sheet -> scouts: short chains ---> a better sheet, the metric of all scouts together
//                                                          '--> chains, each from where a scout ended
//
// Scouts are thrown away but for what they say of coordinates and metric: the chains that are kept have one metric,
// made of all scouts' draws, which four short chains by themselves could not have learned.
#pragma once

#include "calibration/fit/history_posterior.hpp"
#include "calibration/samplers/nuts.hpp"
#include "calibration/samplers/sheet.hpp"

#include <optional>

namespace headwater::calibration {

struct PosteriorChainSettings {
  NutsSettings nuts;              ///< of the chains that are kept; its warmup adapts the step size alone
  std::size_t scout_warmup = 175; ///< and of the scouts
  std::size_t scout_draws = 125;
  NutsCheckpoints scout_checkpoints;
};

struct PosteriorChains {
  SampledChains chains;       ///< draws of the posterior's own free scale; the metric of the coordinates sampled in
  std::optional<Sheet> sheet; ///< as all their draws show it, for another sampler to measure from
};

/// Throws what Nuts does.
PosteriorChains posterior_chains(const HistoryPosterior& posterior, const Start& laplace,
                                 const PosteriorChainSettings& settings);

/// The sheet as the Laplace approximation shows it: only roughly, as that lies flat beside it.
std::optional<Sheet> laplace_sheet(const HistoryPosterior& posterior, const Start& laplace, std::uint64_t seed,
                                   unsigned threads);

} // namespace headwater::calibration
