// How a parameter with bounds becomes one without.
//
//   no bound    x = z
//   lower       x = lower + unit exp(z)
//   upper       x = upper - unit exp(-z)
//   both        x = lower + (upper - lower) / (1 + exp(-z))
//
// x is the parameter's own scale, z the free scale: all of R, and x rises with z. A search that moves z never leaves
// the bounds, whatever it tries.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace headwater::calibration {

enum class Bound : std::uint8_t { none, lower, upper };

class ParameterScale {
public:
  /// No bounds.
  ParameterScale() = default;
  static ParameterScale unbounded() { return {}; }
  /// `unit`: a distance from the bound that is an ordinary one, in the parameter's own scale. It moves z by a constant,
  /// and it says what is near the bound.
  static ParameterScale above(double lower, double unit = 1.0);
  static ParameterScale below(double upper, double unit = 1.0);
  static ParameterScale between(double lower, double upper);
  // The three throw std::invalid_argument for bounds that are not finite or not in order, and a unit that is not
  // positive.

  double lower() const { return lower_; } ///< -infinity where there is none
  double upper() const { return upper_; } ///< infinity where there is none
  bool has_lower() const { return kind_ == Kind::above || kind_ == Kind::between; }
  bool has_upper() const { return kind_ == Kind::below || kind_ == Kind::between; }

  /// z of x. Throws std::invalid_argument for an x that is not finite, or on or beyond a bound.
  double free(double x) const;
  /// x of z. For a z far out it rounds to the bound.
  double value(double z) const;
  /// x of z strictly within the bounds, as a fit wants to begin: for a z far out the number next to the bound.
  double value_within(double z) const;
  /// dx/dz, 0 where it is too small for a number.
  double slope(double z) const;
  /// The bound that x(z) lies at: nearer than a thousandth of the range between the bounds, or of the unit.
  Bound at_bound(double z) const;

  /// What x may be: "above 0", "between 0 and 1", "a finite number".
  std::string words() const;

private:
  enum class Kind : std::uint8_t { unbounded, above, below, between };
  ParameterScale(Kind kind, double lower, double upper, double width)
      : kind_{kind}, lower_{lower}, upper_{upper}, width_{width} {}

  Kind kind_ = Kind::unbounded;
  double lower_ = -std::numeric_limits<double>::infinity();
  double upper_ = std::numeric_limits<double>::infinity();
  double width_ = 1.0; ///< between the bounds, or the unit
};

} // namespace headwater::calibration
