// The No-U-Turn sampler with a dense metric, and how it is warmed up.
//
// The sampler is Stan's own (Hoffman and Gelman 2014; Betancourt 2017, multinomial sampling of the trajectory), from
// the headers of Debian's r-cran-stanheaders; only stan_chain.cpp includes them. Ours is everything around it: where
// chains begin, their random numbers, threads, checkpoints, and the count of failed solves.
#pragma once

#include "calibration/inference/samplers/sampler.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::calibration {

/// Saving the state of chains, and resuming from it. The rest of a chain is a function of its last state, so the result
/// has the same bytes whenever a state was saved.
struct NutsCheckpoints {
  /// A state is saved after every so many transitions of a chain, warmup included, and after its last; 0: never.
  std::size_t every = 0;
  /// Called from several threads at once, for different chains. An exception ends the sampling and reaches the caller.
  std::function<void(std::size_t chain, std::string_view state)> save;
  /// For each chain the last state that `save` was given, or "" if the chain starts anew. Or empty: all start anew.
  std::vector<std::string> resume;
  /// Called with the reason if a state cannot be resumed from; its chain then starts anew. Without this function such a
  /// state ends the sampling.
  std::function<void(std::size_t chain, const std::string& why)> set_aside = {};
};

struct NutsSettings {
  std::size_t chains = 4;
  std::size_t warmup = 1000; ///< transitions that adapt the step size and the metric and are not kept
  std::size_t draws = 1000;  ///< kept of each chain
  std::uint64_t seed = 1;
  double target_acceptance = 0.8; ///< in (0,1): Stan's adapt_delta
  int max_treedepth = 10;         ///< so at most 2^10 - 1 gradients a transition
  /// Each chain begins at a random point around the given one, spread by this many times the given standard deviations.
  /// Chains that begin apart let R-hat show when they have not met. 0: all begin at the point. A beginning of density 0
  /// is drawn again.
  double dispersion = 1.0;
  /// How many transitions the first estimate of the metric is made from; each later one takes twice as many. 0: Stan's
  /// 25, or three a dimension if that is more. (From fewer transitions than dimensions the estimate would be worse than
  /// the given covariance.)
  std::size_t first_window = 0;
  /// Whether the warmup learns the metric. If not, the given covariance is the metric throughout, and only the step
  /// size is adapted.
  bool learns_metric = true;
  unsigned threads = 0; ///< 0: as many as there are
  NutsCheckpoints checkpoints;
};

/// Stan's windowed adaptation: 75 transitions for the step size, windows for the metric, 50 for the step size again.
/// The given covariance is the metric until the end of the first window, or throughout.
///
/// The result is a function of target, start and settings without threads and checkpoints: the same bytes for any
/// number of threads, and whether or not a chain was resumed. It is NOT promised to be the same bytes between
/// compilers, processors or versions of the C library: Stan uses std::exp and std::log, Boost's normal variates and
/// Eigen, whose vectorised sums depend on the instruction set, and a chain magnifies the last bit of a number without
/// limit. Between them only the distribution is the same.
class Nuts : public Sampler {
public:
  /// Throws std::invalid_argument for settings that cannot be.
  explicit Nuts(NutsSettings settings);

  /// Throws std::invalid_argument where the start has the wrong size, the covariance is not symmetric and positive
  /// definite, no solve succeeds near the point, there is not a beginning for each chain, one has density 0, or a state
  /// to resume from is damaged or is of another run and is not set aside (UnusableState); std::runtime_error, with
  /// Stan's words, where no step size can be found.
  SampledChains sample(const LogDensity& target, const Start& start) const override;

private:
  NutsSettings settings_;
};

} // namespace headwater::calibration
