// What a sampler draws from.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace headwater::calibration {

/// A log density over all of R^n, up to a constant. Parameters with bounds are transformed to it beforehand, with the
/// logarithm of the Jacobian in the density.
class LogDensity {
public:
  virtual ~LogDensity() = default;

  virtual std::size_t dimension() const = 0;

  /// The log density at `x`, and its derivatives by x in `gradient`, both of the length of the dimension. Nothing where
  /// the model could not be solved there: that counts as a density of 0, and the sampler counts it. A value that is NaN
  /// or +infinity, or derivatives that are not finite, count as the same; -infinity is a density of 0 and no failure.
  ///
  /// It is called from several threads at once. How long a solve may take is its own business: a sampler bounds only
  /// how many there are. An exception ends the sampling and reaches the caller.
  virtual std::optional<double> evaluate(std::span<const double> x, std::span<double> gradient) const = 0;
};

} // namespace headwater::calibration
