// Markov chains: what a sampler makes of a log density.
#pragma once

#include "calibration/inference/samplers/log_density.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headwater::calibration {

/// Where sampling begins: a mode and the covariance there (the Laplace approximation).
struct Start {
  std::vector<double> point;      ///< n
  std::vector<double> covariance; ///< n x n, row by row
  /// Where each chain begins, of finite density; none: at random round the point.
  std::vector<std::vector<double>> beginnings = {};
};

/// One chain. Every vector has one entry a kept draw, in order, but for those that say otherwise; names as in Stan.
struct SampledChain {
  std::vector<double> draws; ///< draw after draw, n numbers each
  std::vector<double> lp;    ///< log density
  std::vector<double> accept_stat;
  std::vector<double> stepsize;
  std::vector<int> treedepth;
  std::vector<int> n_leapfrog;
  std::vector<std::uint8_t> divergent; ///< 0 or 1; a trajectory that met a failed solve is divergent too
  std::vector<double> energy;

  double adapted_stepsize = 0.0;
  std::vector<double> inverse_metric; ///< n x n: the covariance that was learned
  std::uint64_t failed_in_warmup = 0; ///< solves
  std::uint64_t failed_solves = 0;    ///< after the warmup
  std::uint64_t gradients = 0;        ///< evaluations in all

  bool operator==(const SampledChain&) const = default;
};

struct SampledChains {
  std::size_t dimension = 0;
  std::vector<SampledChain> chains;

  std::uint64_t failed_solves() const; ///< after the warmup, in all chains
  std::uint64_t divergences() const;
  /// The draws of every chain, one chain after the other.
  std::vector<double> pooled_draws() const;

  bool operator==(const SampledChains&) const = default;
};

class Sampler {
public:
  virtual ~Sampler() = default;
  /// Throws std::invalid_argument for a start that is none, std::runtime_error where sampling cannot go on.
  virtual SampledChains sample(const LogDensity& target, const Start& start) const = 0;
};

} // namespace headwater::calibration
