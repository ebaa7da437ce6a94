// What a Hamiltonian sampler reports of its own transitions: which went wrong (divergences), which were cut short, and
// how well it explored the levels of energy.
#pragma once

#include "calibration/inference/posterior/sampled_posterior.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace headwater::calibration {

struct SamplerChecks {
  std::size_t transitions; ///< of all chains
  int most_doublings;      ///< that the sampler was allowed in a transition: CmdStan's max_depth
  /// One number for each chain.
  std::vector<std::size_t> divergent; ///< transitions whose path left the level of its energy
  std::vector<std::size_t> saturated; ///< transitions that stopped at the most doublings, divergent or not
  std::vector<double> e_bfmi;
};

/// Estimated Bayesian fraction of missing information of one chain,
///
///     sum of (E_n - E_{n-1})^2 / sum of (E_n - mean E)^2
///
/// M. Betancourt, "Diagnosing suboptimal cotangent disintegrations in Hamiltonian Monte Carlo", arXiv 1604.00695
/// (2016), as `diagnose` of CmdStan computes it; R's rstan::get_bfmi is (N - 1) / N times as much. Not a number where
/// there are fewer than 2 energies, they are all the same, or one is not finite.
double e_bfmi(std::span<const double> energies);

SamplerChecks sampler_checks(const Posterior& posterior);

} // namespace headwater::calibration
