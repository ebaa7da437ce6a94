// A number with K exact derivatives: just enough for the log densities of the tests.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace headwater::calibration::tests {

template<std::size_t K> struct Dual {
  double value = 0.0;
  std::array<double, K> slopes{};

  Dual() = default;
  Dual(double constant) : value{constant} {} // NOLINT: a constant is a number like any other
  static Dual variable(double value, std::size_t which) {
    Dual x(value);
    x.slopes[which] = 1.0;
    return x;
  }
  /// f of this, where f has the value and the slope.
  Dual chained(double f, double slope) const {
    Dual y(f);
    for (std::size_t k = 0; k < K; ++k) {
      y.slopes[k] = slope * slopes[k];
    }
    return y;
  }

  Dual& operator+=(const Dual& b) {
    value += b.value;
    for (std::size_t k = 0; k < K; ++k) {
      slopes[k] += b.slopes[k];
    }
    return *this;
  }
  friend Dual operator+(Dual a, const Dual& b) { return a += b; }
  friend Dual operator-(const Dual& a) { return a.chained(-a.value, -1.0); }
  friend Dual operator-(const Dual& a, const Dual& b) { return a + -b; }
  friend Dual operator*(const Dual& a, const Dual& b) {
    Dual c(a.value * b.value);
    for (std::size_t k = 0; k < K; ++k) {
      c.slopes[k] = a.slopes[k] * b.value + a.value * b.slopes[k];
    }
    return c;
  }
  friend Dual operator*(double a, const Dual& b) { return b.chained(a * b.value, a); }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const double q = a.value / b.value;
    Dual c(q);
    for (std::size_t k = 0; k < K; ++k) {
      c.slopes[k] = (a.slopes[k] - q * b.slopes[k]) / b.value;
    }
    return c;
  }
  friend Dual exp(const Dual& a) {
    const double e = std::exp(a.value);
    return a.chained(e, e);
  }
  friend Dual log(const Dual& a) { return a.chained(std::log(a.value), 1.0 / a.value); }
};

inline double value_of(double x) { return x; }
template<std::size_t K> double value_of(const Dual<K>& x) { return x.value; }

} // namespace headwater::calibration::tests
