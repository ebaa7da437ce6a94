// A number with K exact derivatives: just enough for the log densities of the tests.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace headwater::calibration::tests {

template<std::size_t K> struct ManySlopes {
  double value = 0.0;
  std::array<double, K> slopes{};

  ManySlopes() = default;
  ManySlopes(double constant) : value{constant} {} // NOLINT: a constant is a number like any other
  static ManySlopes variable(double value, std::size_t which) {
    ManySlopes x(value);
    x.slopes[which] = 1.0;
    return x;
  }
  /// f of this, where f has the value and the slope.
  ManySlopes chained(double f, double slope) const {
    ManySlopes y(f);
    for (std::size_t k = 0; k < K; ++k) {
      y.slopes[k] = slope * slopes[k];
    }
    return y;
  }

  ManySlopes& operator+=(const ManySlopes& b) {
    value += b.value;
    for (std::size_t k = 0; k < K; ++k) {
      slopes[k] += b.slopes[k];
    }
    return *this;
  }
  friend ManySlopes operator+(ManySlopes a, const ManySlopes& b) { return a += b; }
  friend ManySlopes operator-(const ManySlopes& a) { return a.chained(-a.value, -1.0); }
  friend ManySlopes operator-(const ManySlopes& a, const ManySlopes& b) { return a + -b; }
  friend ManySlopes operator*(const ManySlopes& a, const ManySlopes& b) {
    ManySlopes c(a.value * b.value);
    for (std::size_t k = 0; k < K; ++k) {
      c.slopes[k] = a.slopes[k] * b.value + a.value * b.slopes[k];
    }
    return c;
  }
  friend ManySlopes operator*(double a, const ManySlopes& b) { return b.chained(a * b.value, a); }
  friend ManySlopes operator/(const ManySlopes& a, const ManySlopes& b) {
    const double q = a.value / b.value;
    ManySlopes c(q);
    for (std::size_t k = 0; k < K; ++k) {
      c.slopes[k] = (a.slopes[k] - q * b.slopes[k]) / b.value;
    }
    return c;
  }
  friend ManySlopes exp(const ManySlopes& a) {
    const double e = std::exp(a.value);
    return a.chained(e, e);
  }
  friend ManySlopes log(const ManySlopes& a) { return a.chained(std::log(a.value), 1.0 / a.value); }
};

inline double value_of(double x) { return x; }
template<std::size_t K> double value_of(const ManySlopes<K>& x) { return x.value; }

} // namespace headwater::calibration::tests
