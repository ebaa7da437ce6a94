// From one start down to an optimum.
//
// Levenberg-Marquardt as Ceres Solver has it (Madsen, Nielsen and Tingleff, "Methods for non-linear least squares
// problems", 2004), in the free scale of the parameters; only least_squares.cpp includes Ceres.
#pragma once

#include "calibration/inference/estimate/residual_problem.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

struct LeastSquaresSettings {
  int most_steps = 500; ///< taken or taken back
  /// A fit is settled where a step changes the cost by less than this share of it: here nothing but rounding changes.
  double smallest_gain = 1e-16;
};

enum class FitEnd : std::uint8_t {
  settled, ///< no step makes the cost smaller by more than `smallest_gain`; `certify` says whether that is an optimum
  out_of_steps, ///< the point is the best so far
  failed,       ///< the model could not be solved at the start: there is no fit
};

struct Fit {
  FitEnd end = FitEnd::failed;
  double start_cost = 0.0, cost = 0.0; ///< infinity where it failed
  std::vector<double> free, values;    ///< the point, in both scales; where it failed, the start
  int steps = 0;
  std::uint64_t solves = 0;        ///< points at which residuals were asked for
  std::uint64_t failed_solves = 0; ///< of them

  bool operator==(const Fit&) const = default;
};

/// In the free scale a parameter with bounds moves by at most 2 in one step: further out, next to a bound, the slope
/// would be lost to rounding.
///
/// `start`: n values in the parameters' own scale. One thread, a dense QR decomposition of the Jacobian and fixed
/// tolerances: the result is a function of its arguments. It is not promised to be the same bytes between compilers and
/// processors, as Eigen's vectorised sums depend on the instruction set.
/// Throws std::invalid_argument for a problem that is none, or a start of another size or not within the bounds, naming
/// every such parameter; std::runtime_error where Ceres cannot go on.
Fit least_squares(const ResidualProblem& problem, std::span<const double> start,
                  const LeastSquaresSettings& settings = {});

} // namespace headwater::calibration
