// A posterior as samplers give it: several chains of draws, and what was noted of each transition.
#pragma once

#include "calibration/inference/posterior/chain_draws.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace headwater::calibration {

/// One transition after warm-up, as the sampler saw it. In brackets, the names of CmdStan's columns.
struct Transition {
  double log_density; ///< of the posterior, on the unconstrained scale, up to a constant [lp__]
  double acceptance;  ///< average acceptance probability of the path [accept_stat__]
  double step_size;   ///< [stepsize__]
  int doublings;      ///< of the path: its tree's depth [treedepth__]
  int leapfrog_steps; ///< [n_leapfrog__]
  bool divergent;     ///< [divergent__]
  double energy;      ///< the Hamiltonian, potential and kinetic [energy__]
};

/// The step size and metric that warm-up found.
struct Adaptation {
  double step_size = 0.0;
  /// On the unconstrained scale: its diagonal, or all of it row by row.
  std::vector<double> inverse_metric;
};

/// Seconds.
struct Elapsed {
  double warm_up;
  double sampling;
};

struct Chain {
  std::vector<Transition> transitions;
  std::vector<double> values; ///< transitions x parameters, row by row, in the parameters' own units
  Adaptation adaptation;
  std::optional<Elapsed> elapsed; ///< where time is kept: it makes the bytes of a file differ from run to run
};

/// Chains of one length over the same parameters.
struct Posterior {
  std::vector<std::string> parameters;
  std::vector<Chain> chains;
  int most_doublings = 10; ///< that a transition was allowed

  /// The draws of a parameter, by position. Throws std::out_of_range for another position, std::invalid_argument for
  /// chains of unlike length.
  ChainDraws draws_of(std::size_t parameter) const;
  ChainDraws log_densities() const;
};

/// Throws std::invalid_argument, saying what is wrong, where there is no chain or no draw, where chains are of unlike
/// length or have not one value for each transition and parameter, or where a number is not finite.
void check(const Posterior& posterior);

} // namespace headwater::calibration
