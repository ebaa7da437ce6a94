// Whether a point is an optimum, and how sharply the residuals determine it.
//
//   residuals r and Jacobian J, without the parameters that a bound holds
//   J D = Q R = Q U S V^T      D makes every column one long, so that no parameter's unit matters
//
//   gradient J^T r · Newton decrement |U^T Q^T r| / s · condition (S_1 / S_n)^2 · covariance s^2 D V S^-2 V^T D
//
// (J^T J is the Gauss-Newton approximation of the Hessian of the cost: it leaves out the curvature of the model itself.
// If the residuals are small, or the model is nearly linear, its inverse is the covariance of the Laplace
// approximation.)
#pragma once

#include "calibration/inference/estimate/residual_problem.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

/// What a residual of 1 is.
enum class ResidualUnit : std::uint8_t {
  standard_deviation, ///< s = 1: the cost is minus a log posterior density
  unknown,            ///< s^2 is estimated: the sum of squares by residuals less parameters, as in a regression
};

/// A parameter that lies at a bound.
struct AtBound {
  std::size_t parameter;
  Bound bound;
  bool pressed; ///< the cost still falls towards the bound: the bound holds the parameter, not the data

  bool operator==(const AtBound&) const = default;
};

/// A direction in which the residuals do not change.
struct FlatDirection {
  std::vector<double> direction;       ///< n, of length one, in parameters times the length of their columns of J
  std::vector<std::size_t> parameters; ///< those that move in it, the furthest first

  bool operator==(const FlatDirection&) const = default;
};

struct Certificate {
  /// s. NaN where it is unknown and there are no more residuals than parameters.
  double residual_unit = 1.0;
  /// The greatest |d cost / dz|, over parameters that are not held.
  double gradient = 0.0;
  /// How far the optimum still is, by the quadratic through here, in standard deviations.
  double newton_decrement = 0.0;
  double condition = 1.0; ///< of J^T J with columns of length one; infinity where a direction is flat
  /// The Newton decrement is below 0.001: no estimate can move by more than a thousandth of its standard deviation.
  /// With s estimated this is the relative offset of Bates and Watts (1981), up to the root of the number of
  /// parameters.
  bool converged = false;
  std::vector<AtBound> at_bound;   ///< in the order of the parameters
  std::vector<FlatDirection> flat; ///< the flattest first
  /// n x n, row by row; in the parameters' own scale, and in the free one to first order. A parameter that moves in a
  /// flat direction has an infinite variance, and its covariances are NaN. For a parameter held at a bound all are NaN,
  /// as its distribution there is not normal. The other numbers hold with these parameters fixed.
  std::vector<double> covariance, free_covariance;

  /// "converged: ..." and a line for each parameter at a bound and each flat direction.
  std::string words(const std::vector<EstimatedParameter>& parameters) const;
};

/// `free`: a point in the free scale. A direction is flat where S is below 1e-8 of the greatest: what is left of 16
/// digits when J^T J has lost half of them.
/// Throws std::invalid_argument for a problem that is none, a point of another size, or one where the model cannot be
/// solved.
Certificate certify(const ResidualProblem& problem, std::span<const double> free,
                    ResidualUnit unit = ResidualUnit::standard_deviation);

} // namespace headwater::calibration
