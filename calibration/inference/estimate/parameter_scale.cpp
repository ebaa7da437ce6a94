#include "calibration/inference/estimate/parameter_scale.hpp"

#include "model/scalars/exact_functions.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr double near_bound = 1e-3;
constexpr double infinite = std::numeric_limits<double>::infinity();

/// 1/(1 + exp(-z)) for z <= 0, where it is small and has all its digits.
double small_logistic(double z) {
  const double e = model::exact::exp(z);
  return e / (1.0 + e);
}

} // namespace

ParameterScale ParameterScale::above(double lower, double unit) {
  if (!std::isfinite(lower) || !std::isfinite(unit) || !(unit > 0.0)) {
    throw std::invalid_argument(fmt::format("there are no parameters above {} in units of {}", lower, unit));
  }
  return {Kind::above, lower, infinite, unit};
}

ParameterScale ParameterScale::below(double upper, double unit) {
  if (!std::isfinite(upper) || !std::isfinite(unit) || !(unit > 0.0)) {
    throw std::invalid_argument(fmt::format("there are no parameters below {} in units of {}", upper, unit));
  }
  return {Kind::below, -infinite, upper, unit};
}

ParameterScale ParameterScale::between(double lower, double upper) {
  const double width = upper - lower;
  if (!std::isfinite(lower) || !std::isfinite(upper) || !std::isfinite(width) || !(width > 0.0)) {
    throw std::invalid_argument(fmt::format("there are no parameters from {} to {}", lower, upper));
  }
  return {Kind::between, lower, upper, width};
}

double ParameterScale::free(double x) const {
  if (!std::isfinite(x) || x <= lower_ || x >= upper_) {
    throw std::invalid_argument(fmt::format("{} is not {}", x, words()));
  }
  switch (kind_) {
  case Kind::above:
    return model::exact::log((x - lower_) / width_);
  case Kind::below:
    return -model::exact::log((upper_ - x) / width_);
  case Kind::between:
    return model::exact::log((x - lower_) / (upper_ - x));
  case Kind::unbounded:
    break;
  }
  return x;
}

double ParameterScale::value(double z) const {
  switch (kind_) {
  case Kind::above:
    return lower_ + width_ * model::exact::exp(z);
  case Kind::below:
    return upper_ - width_ * model::exact::exp(-z);
  case Kind::between:
    return z <= 0.0 ? lower_ + width_ * small_logistic(z) : upper_ - width_ * small_logistic(-z);
  case Kind::unbounded:
    break;
  }
  return z;
}

double ParameterScale::value_within(double z) const {
  const double x = value(z);
  if (x <= lower_ || x >= upper_) {
    return std::nextafter(x, x <= lower_ ? upper_ : lower_);
  }
  return x;
}

double ParameterScale::slope(double z) const {
  switch (kind_) {
  case Kind::above:
    return width_ * model::exact::exp(z);
  case Kind::below:
    return width_ * model::exact::exp(-z);
  case Kind::between: {
    const double share = small_logistic(z <= 0.0 ? z : -z);
    return width_ * share * (1.0 - share);
  }
  case Kind::unbounded:
    break;
  }
  return 1.0;
}

Bound ParameterScale::at_bound(double z) const {
  switch (kind_) {
  case Kind::above:
    return model::exact::exp(z) < near_bound ? Bound::lower : Bound::none;
  case Kind::below:
    return model::exact::exp(-z) < near_bound ? Bound::upper : Bound::none;
  case Kind::between:
    if (small_logistic(z <= 0.0 ? z : -z) < near_bound) {
      return z <= 0.0 ? Bound::lower : Bound::upper;
    }
    return Bound::none;
  case Kind::unbounded:
    break;
  }
  return Bound::none;
}

std::string ParameterScale::words() const {
  switch (kind_) {
  case Kind::above:
    return fmt::format("above {}", lower_);
  case Kind::below:
    return fmt::format("below {}", upper_);
  case Kind::between:
    return fmt::format("between {} and {}", lower_, upper_);
  case Kind::unbounded:
    break;
  }
  return "a finite number";
}

} // namespace headwater::calibration
