// What a point estimate fits: residuals, and how they change with the parameters.
#pragma once

#include "calibration/inference/estimate/parameter_scale.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

struct EstimatedParameter {
  std::string name;
  ParameterScale scale;
};

/// The cost of a point is half the sum of the squares of its residuals. With residuals that are standard normal at the
/// truth, (data - model) / standard deviation, it is minus the log likelihood, up to a constant. A prior is further
/// residuals, such as (x - mean) / standard deviation. There is no Jacobian of the transformation in the cost: the
/// estimate is that of greatest density in the parameters' own scale, whatever bounds they are given.
class ResidualProblem {
public:
  virtual ~ResidualProblem() = default;

  /// n of them; names are unlike each other.
  virtual const std::vector<EstimatedParameter>& parameters() const = 0;
  /// m, the priors' included.
  virtual std::size_t residual_count() const = 0;
  /// How many of the m are the priors'; these come last. Fits do not need it; it is for questions about the data alone.
  virtual std::size_t prior_residuals() const { return 0; }

  /// The m residuals at `x`, n values within the bounds or, by rounding, on them, and their derivatives by x,
  /// residual after residual: m x n. False where the model could not be solved there, which is counted, and the step
  /// that led there is taken back; numbers that are not finite count as the same. It is called from several threads at
  /// once. An exception ends the fit and reaches the caller.
  virtual bool evaluate(std::span<const double> x, std::span<double> residuals, std::span<double> jacobian) const = 0;

  /// Turns n numbers in (0,1) into a start: a point of the prior, by the inverse of each parameter's distribution
  /// function. This default spreads starts evenly between the bounds, and throws std::logic_error if a parameter does
  /// not have two.
  virtual void place_start(std::span<const double> even, std::span<double> x) const;
};

/// Throws std::invalid_argument for a problem without parameters or residuals, with more residuals of priors than there
/// are, or with a name twice.
void check_problem(const ResidualProblem& problem);

struct ResidualsAt {
  std::vector<double> residuals; ///< m
  /// By x, residual after residual: not by the free scale, whose slope dx/dz has no length left next to a bound.
  std::vector<double> jacobian;
};

/// At a point of the free scale. Throws std::invalid_argument where it is not of n numbers, or the model cannot be
/// solved there.
ResidualsAt residuals_at(const ResidualProblem& problem, std::span<const double> free);

} // namespace headwater::calibration
