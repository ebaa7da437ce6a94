// Which combinations of parameters the data determine, from the best known to those that they say nothing about.
//
//   residuals of the data alone, J their derivatives, s_j the prior standard deviation of parameter j
//   J diag(s) = U S V^T      a column of V is a direction, S^2 its information
//
// Parameters are measured in prior standard deviations, so their units do not matter. If priors are independent and
// normal, the posterior variance along a direction is 1 / (1 + S^2) of the prior's: at S^2 = 1 the data say as much as
// the prior does.
// (Stiff and sloppy: R. N. Gutenkunst and others, "Universally sloppy parameter sensitivities in systems biology
// models", PLoS Computational Biology 3, 2007.)
#pragma once

#include "calibration/inference/estimate/residual_problem.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

/// What a parameter is measured by.
enum class Coordinates : std::uint8_t {
  own,  ///< itself
  free, ///< the free scale: the logarithm of its distance from a bound, or of its odds between two
};

/// "a", or in the free scale "log a", "log (a - 2)", "-log (5 - a)", "log odds of a".
std::string coordinate_words(const EstimatedParameter& parameter, Coordinates coordinates);

struct FisherDirection {
  double information;                  ///< S^2, by the square of a prior standard deviation
  std::vector<double> direction;       ///< n, of length one, in prior standard deviations; the greatest is above 0
  std::vector<std::size_t> parameters; ///< those with at least a quarter of the greatest weight, the greatest first

  /// To how many prior standard deviations the data alone know it; infinity where they say nothing.
  double known_to() const;
  /// The part of the prior variance that the data take: S^2 / (1 + S^2).
  double contraction() const { return information / (1.0 + information); }
  /// The data say more of it than the prior does.
  bool stiff() const { return information >= 1.0; }

  bool operator==(const FisherDirection&) const = default;
};

struct FisherDirections {
  Coordinates coordinates = Coordinates::free;
  std::vector<FisherDirection> directions; ///< n, the best known first

  /// A line each: "the sum of log a and log b: known to 2 % of its prior standard deviation", "the difference of log a
  /// and log b: not known at all".
  std::string words(const std::vector<EstimatedParameter>& parameters) const;
};

/// Of the problem's prior residuals: 1 / the length of a parameter's column of their derivatives; infinity where it has
/// none. `free`: a point in the free scale. Right where the priors are independent. Throws as `fisher_directions`.
std::vector<double> prior_deviations(const ResidualProblem& problem, std::span<const double> free,
                                     Coordinates coordinates = Coordinates::free);

/// `free`: a point in the free scale; `prior_sd`: n, in the coordinates; or none, which is those of `prior_deviations`.
/// Information below 1e-16 of the greatest is rounding, and 0.
/// Throws std::invalid_argument for a problem that is none, a point or standard deviations of another size, standard
/// deviations that are not finite and above 0, naming every one, and a point where the model cannot be solved.
FisherDirections fisher_directions(const ResidualProblem& problem, std::span<const double> free,
                                   std::span<const double> prior_sd = {}, Coordinates coordinates = Coordinates::free);

} // namespace headwater::calibration
