// Morris's screening: which of many inputs matter at all, from few runs.
//
// A trajectory starts at a random node of a grid in the unit cube and moves each coordinate once, in random order, by
// half the cube. Each move is an elementary effect
//
//     d_i = (f(x + D e_i) - f(x)) / D,    D = 1/2 up or down, whichever stays inside
//
// and over r trajectories, which are independent,
//
//     mu_i = mean of d_i       mu*_i = mean of |d_i|       sigma_i = standard deviation of d_i (r - 1 in the divisor)
//
// A large mu* is an input that matters; a sigma as large as mu* one that bends or acts with others.
//
// M. D. Morris, "Factorial sampling plans for preliminary computational experiments", 1991; mu* of F. Campolongo,
// J. Cariboni and A. Saltelli, "An effective screening design for sensitivity analysis of large models", 2007.
//
// The p levels are the middles of p equal parts, (l + 1/2) / p, where Morris has l / (p - 1): the ends 0 and 1 of a
// distribution may be infinite, and all levels then stand for the same share of it. A jump is p / 2 levels, as his is.
#pragma once

#include "model/experiments/evaluation.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headwater::experiments {

struct MorrisSettings {
  std::size_t trajectories = 20; ///< r, at least 2; each is 1 + the number of inputs runs
  std::size_t levels = 4;        ///< p, even
  std::uint64_t seed = 1;        ///< more trajectories of the same seed begin with the same ones
  std::size_t batch = usual_batch;
};

/// What moving one input over the unit interval does, in the unit of the output.
struct ElementaryEffects {
  double mu;
  double mu_star;
  double mu_star_error; ///< standard error of mu_star: standard deviation of |d_i| over the square root of r
  double sigma;
};

/// One output's screening. With fewer than 2 trajectories left, the effects are not numbers.
struct MorrisScreening {
  std::size_t used;    ///< whole trajectories
  std::size_t dropped; ///< trajectories with a run that failed, or without this output
  std::vector<ElementaryEffects> inputs;
};

/// One screening for each output, from trajectories x (inputs + 1) runs.
///
/// Throws std::invalid_argument if there are fewer than 2 trajectories, or levels are 0 or odd, and what evaluate()
/// throws.
std::vector<MorrisScreening> morris(std::size_t inputs, const PointModel& model, const MorrisSettings& settings = {});

/// The inputs of the largest mu_star, the largest first, equal ones in their order: at most `most` of them.
std::vector<std::size_t> most_influential(const MorrisScreening& screening, std::size_t most);

} // namespace headwater::experiments
