// Adaptive tempered sequential Monte Carlo: a second sampler, which needs no gradient and shares nothing with NUTS; and
// the evidence, the probability of the data under the model as a whole.
//
//   draws of the prior -> prior x likelihood^0.001 -> ... -> prior x likelihood^1
//                         weigh, resample, move      each time
//
// The exponent of the likelihood is called the temperature here; it rises from 0 to 1. A draw is called a particle.
//
// Del Moral, Doucet and Jasra, "Sequential Monte Carlo samplers" (2006); Chopin and Papaspiliopoulos, "An Introduction
// to Sequential Monte Carlo" (2020), chapter 17.
#pragma once

#include "model/experiments/random_engine.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::calibration {

/// Prior and likelihood apart, over all of R^n. Called from several threads at once; an exception ends the sampling and
/// reaches the caller.
class TemperedTarget {
public:
  virtual ~TemperedTarget() = default;

  virtual std::size_t dimension() const = 0;
  /// A draw of the prior into `x`, from as many of the random numbers as it takes.
  virtual void draw_prior(experiments::RandomEngine& random, std::span<double> x) const = 0;
  /// The log density of what `draw_prior` draws, with its constant, or the evidence is off by it; -infinity is allowed.
  virtual double log_prior(std::span<const double> x) const = 0;
  /// The log likelihood of each point; nothing where the model could not be solved, which counts as a likelihood of 0
  /// and is counted, as are NaN and +infinity. `points`: one after the other, n numbers each; `values`: one a point.
  /// Several at once, so that a model can run them in lockstep; a value must not depend on which points come together.
  virtual void log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const = 0;
};

/// Saved after each temperature.
struct SmcCheckpoints {
  /// Called from one thread, or not at all where it is empty. An exception ends the sampling and reaches the caller.
  std::function<void(std::string_view state)> save;
  std::string resume; ///< the last that `save` was given, or ""
  /// Called for a state that cannot be gone on from, with the reason: the particles begin anew then. Where this is
  /// empty such a state ends the sampling.
  std::function<void(const std::string& why)> set_aside = {};
};

struct SmcSettings {
  std::size_t particles = 1000;
  std::uint64_t seed = 1;
  /// The next temperature leaves this share of the particles as effective sample size.
  double ess_fraction = 0.5;
  /// At each temperature the particles are moved until they have forgotten where they stood: until no coordinate has a
  /// correlation with its old value above this, or above what unrelated particles have by chance (3 / sqrt(particles)).
  /// Moving also ends when it no longer helps: after five moves a parameter (two at temperatures below 1), if the
  /// second half of the moves has taken away less than a tenth of the correlation. That happens at low temperatures
  /// where there are several modes: short moves cannot go from one to another, and resampling gives them their weights
  /// instead.
  double most_correlation = 0.1;
  /// The same at temperatures below 1. What is not forgotten there can still be forgotten at the last temperature, so
  /// if the posterior has a single mode, more than half of the correlation may be left on the way.
  double most_correlation_on_the_way = 0.1;
  std::size_t most_moves = 200;  ///< at a temperature
  std::size_t most_stages = 500; ///< temperatures
  std::size_t block = 8;         ///< points whose likelihood is asked for at once; the result does not depend on it
  unsigned threads = 0;          ///< 0: as many as there are
  SmcCheckpoints checkpoints;
};

/// A temperature and what happened there.
struct SmcStage {
  double temperature;
  double effective_sample_size; ///< before resampling
  std::size_t moves;
  double acceptance;  ///< of all moves
  double correlation; ///< the greatest left between a coordinate and where it stood

  bool operator==(const SmcStage&) const = default;
};

/// Draws of equal weight.
struct Population {
  std::size_t dimension = 0;
  std::vector<double> draws; ///< particle after particle, n numbers each
  std::vector<double> log_prior, log_likelihood;
  double log_evidence = 0.0; ///< log of the integral of prior times likelihood
  std::vector<SmcStage> stages;
  bool mixed = false; ///< at the last temperature the particles forgot where they had stood
  std::uint64_t failed_solves = 0;
  std::uint64_t likelihoods = 0; ///< points whose likelihood was asked for

  bool operator==(const Population&) const = default;
};

/// The moves alternate between a random walk and a step towards the Gaussian of the particles' mean and covariance
/// (a preconditioned Crank-Nicolson step, which at full length is an independent proposal). The length of each is
/// adapted to its acceptance. The random walk suits tails and curved posteriors, the other a posterior that is nearly
/// Gaussian. If many moves are needed, mean and covariance are worked out again on the way.
///
/// The result is a function of target and settings without threads, block and checkpoints. What is done here is
/// exactly-rounded arithmetic in a fixed order: the bytes are the same on every machine where those of the target are.
/// Throws std::invalid_argument for settings that cannot be, a prior whose draws its density excludes, or a state to
/// resume from that is damaged or of another run and is not set aside (UnusableState); std::runtime_error where no draw
/// of the prior is possible, the particles collapse into fewer dimensions, or `most_stages` do not suffice.
Population tempered_smc(const TemperedTarget& target, const SmcSettings& settings);

} // namespace headwater::calibration
