// Simulation-based calibration: does a sampler draw from the posterior it should?
//
//     a truth from the prior ---> figures as the model would make them ---> the sampler's draws of that posterior
//             |                                                                          |
//             +------------------- its rank among L of the draws <----------------------+       many times over
//
// If the sampler is right, and prior, model and likelihood are those that made the figures, ranks are even over
// 0 ... L, for each parameter and for any other quantity, one that looks at the figures as well, such as their
// likelihood, among them: a sampler that never looks at them has even ranks of every parameter (S. Talts and others,
// "Validating Bayesian inference algorithms with simulation-based calibration", 2018; M. Modrák and others,
// "Simulation-based calibration checking for Bayesian computation: the choice of test quantities shapes sensitivity",
// Bayesian Analysis, 2023).
#pragma once

#include "model/experiments/random_engine.hpp"
#include "tests/calibration/sbc/uniformity.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace headwater::calibration {

/// What was true, and the figures that came of it.
template<class Data> struct TruthAndData {
  std::vector<double> truth;
  Data data;
};

/// Draws of as many numbers as the truth has.
struct SbcDraws {
  std::vector<double> values; ///< draw after draw; the first chain's, then the second's
  std::size_t chains = 1;     ///< of one length
  bool independent = false;   ///< of each other by themselves, and not to be asked how many they are worth
};

/// One simulation as the ranks want it.
struct SimulatedDraws {
  std::vector<double> truth;
  SbcDraws draws;
};
/// Nothing where the sampler could not do it. The first random numbers are the truth's, the second the sampler's.
using Simulation = std::function<std::optional<SimulatedDraws>(experiments::RandomEngine&, experiments::RandomEngine&)>;

/// `generate(random)` gives a TruthAndData; `sample(data, random)` gives SbcDraws, or nothing in an optional of them;
/// `quantities(point, data)` the numbers whose ranks are taken, of the truth as of every draw. All are called from
/// several threads at once.
template<class Generate, class Sample, class Quantities>
Simulation simulation_of(Generate generate, Sample sample, Quantities quantities) {
  return [=](experiments::RandomEngine& of_truth,
             experiments::RandomEngine& of_sampler) -> std::optional<SimulatedDraws> {
    const auto made = generate(of_truth);
    const std::optional<SbcDraws> draws = sample(made.data, of_sampler);
    if (!draws) {
      return std::nullopt;
    }
    SimulatedDraws simulated{quantities(std::span<const double>(made.truth), made.data),
                             {{}, draws->chains, draws->independent}};
    const std::size_t n = made.truth.size();
    for (std::size_t i = 0; i + n <= draws->values.size(); i += n) {
      const std::vector<double> of_draw = quantities(std::span<const double>(draws->values).subspan(i, n), made.data);
      simulated.draws.values.insert(simulated.draws.values.end(), of_draw.begin(), of_draw.end());
    }
    return simulated;
  };
}

/// The ranks of the parameters themselves.
template<class Generate, class Sample> Simulation simulation_of(Generate generate, Sample sample) {
  return simulation_of(std::move(generate), std::move(sample), [](std::span<const double> point, const auto&) {
    return std::vector<double>(point.begin(), point.end());
  });
}

struct SbcSettings {
  std::size_t simulations = 500;
  std::size_t greatest_rank = 99; ///< L: so many draws are taken of each simulation, evenly from all
  std::uint64_t seed = 1;
  unsigned threads = 0; ///< 0: as many as there are
  /// How often a sampler that is right may be called wrong, whatever number of quantities there is (Bonferroni).
  double level = 0.01;
  /// The part of the simulations that may fail, or have fewer independent draws than L, before nothing can be said.
  double most_left = 0.01;
};

struct QuantityRanks {
  std::string name;
  std::vector<std::size_t> ranks; ///< by simulation, without those that failed
  BinnedUniformity binned;
  double count_p; ///< of `count_p_value`

  double p_value() const; ///< of both tests together: twice the smaller, 1 at most
  /// Which way the ranks lie: "its truth lies above the draws too often", "draws too narrow", ...
  std::string shape(std::size_t greatest_rank) const;
};

enum class SbcVerdict : std::uint8_t {
  even,      ///< nothing is found against the sampler
  uneven,    ///< the sampler draws from another posterior
  undecided, ///< too many simulations failed, or have too few independent draws
};

struct SbcResult {
  SbcSettings settings;
  std::size_t failed = 0;    ///< simulations without draws
  std::size_t dependent = 0; ///< of the others, those with a quantity whose bulk ESS is below L
  std::vector<QuantityRanks> quantities;

  SbcVerdict verdict() const;
  /// The verdict, and a line for each quantity.
  std::string words() const;
};

/// Ranks by simulation: how many of the L draws lie below the truth; one of the places at random where draws equal it.
/// The random numbers are a function of seed and simulation, so the result does not depend on the number of threads.
///
/// Throws std::invalid_argument for settings that cannot be, for fewer simulations than make two bins of 20, and for a
/// simulation that gives not as many numbers as there are names, fewer draws than L or one that is not a number; and
/// std::runtime_error where nearly all fail.
SbcResult simulation_based_calibration(const std::vector<std::string>& names, const Simulation& simulation,
                                       const SbcSettings& settings = {});

} // namespace headwater::calibration
