// A number with one derivative, and derivatives by Richardson extrapolation to hold it against.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace headwater::tests {

/// As small as the observation model allows: what number.hpp asks for and no more.
struct OneSlope {
  double value;
  double slope = 0.0;

  OneSlope(double number) : value{number} {} // NOLINT(google-explicit-constructor)
  OneSlope(double number, double derivative) : value{number}, slope{derivative} {}

  friend OneSlope operator+(const OneSlope& a, const OneSlope& b) { return {a.value + b.value, a.slope + b.slope}; }
  friend OneSlope operator-(const OneSlope& a, const OneSlope& b) { return {a.value - b.value, a.slope - b.slope}; }
  friend OneSlope operator*(const OneSlope& a, const OneSlope& b) {
    return {a.value * b.value, a.slope * b.value + a.value * b.slope};
  }
  friend OneSlope operator/(const OneSlope& a, const OneSlope& b) {
    return {a.value / b.value, (a.slope - a.value / b.value * b.slope) / b.value};
  }
  friend OneSlope log(const OneSlope& a) { return {std::log(a.value), a.slope / a.value}; }
  friend OneSlope exp(const OneSlope& a) { return {std::exp(a.value), std::exp(a.value) * a.slope}; }
  friend OneSlope sqrt(const OneSlope& a) { return {std::sqrt(a.value), 0.5 * a.slope / std::sqrt(a.value)}; }
  friend double value_of(const OneSlope& a) { return a.value; }
};

/// f'(x) from central differences over steps halved five times, extrapolated to a step of 0 (L. F. Richardson, 1911).
template<class F> double richardson_slope(const F& f, double x, double first_step) {
  std::array<double, 6> table{};
  double step = first_step;
  for (std::size_t row = 0; row < table.size(); ++row, step /= 2.0) {
    double below = (f(x + step) - f(x - step)) / (2.0 * step);
    for (std::size_t column = 0; column <= row; ++column) {
      const double weight = std::pow(4.0, static_cast<double>(column + 1));
      const double old = table.at(column);
      table.at(column) = below;
      below = (weight * below - old) / (weight - 1.0);
    }
  }
  return table.back();
}

} // namespace headwater::tests
