// The best fit with one parameter held where it is.
#pragma once

#include "calibration/inference/estimate/least_squares.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace headwater::calibration {

enum class FittedResiduals : std::uint8_t {
  all,
  data, ///< without the priors'
};

struct HeldFit {
  bool solved = false;      ///< false: the model could not be solved where the fit began
  bool settled = false;     ///< false: out of steps, and the cost may be less
  double cost = 0.0;        ///< of the residuals that were fitted
  std::vector<double> free; ///< n, the held one among them
  std::uint64_t solves = 0, failed_solves = 0;
};

/// The residuals of `problem` over all parameters but `held`. `start`: n values in the free scale, the held one where
/// it is to stay. A problem of one parameter, or without residuals of data where these are asked for, has nothing to
/// fit: then it is the cost of the start. Throws as `least_squares`.
HeldFit fit_with_held(const ResidualProblem& problem, std::size_t held, std::span<const double> start,
                      FittedResiduals which, const LeastSquaresSettings& settings);

} // namespace headwater::calibration
