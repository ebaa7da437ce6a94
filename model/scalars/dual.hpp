// Dual: a number and its derivatives by K things at once. Each operation carries them along by the chain rule, so a run
// of the equations gives, beside every state, how it changes with K parameters: exactly, and for the price of K lanes.
//
//   Dual<8> a = Dual<8>::variable(2.0, 0);    a itself is the first of the 8
//   (a * a).v == 4;  (a * a).d[0] == 4
//
// The number is worked out as double would, so it has the bits of a run without derivatives. Forward mode: Griewank and
// Walther, Evaluating Derivatives (2008), chapter 3.
#pragma once

#include "model/scalars/lanes.hpp"

#include <cstddef>

namespace headwater::model {

template<int K> struct Dual {
  static_assert(K > 0 && (K & (K - 1)) == 0, "a power of two");
  static constexpr std::size_t directions = K;
  using Vector = typename detail::VectorOf<double, K>::type;

  double v;
  Vector d;

  Dual() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): equations mix numbers and quantities
  Dual(double x) : v{x}, d{} {}
  Dual(double x, Vector by) : v{x}, d{by} {}

  /// The thing that direction `i` is the derivative by.
  static Dual variable(double x, std::size_t i) {
    Dual number(x);
    number.d[i] = 1.0;
    return number;
  }

  friend Dual operator+(const Dual& a, const Dual& b) { return {a.v + b.v, a.d + b.d}; }
  friend Dual operator-(const Dual& a, const Dual& b) { return {a.v - b.v, a.d - b.d}; }
  friend Dual operator-(const Dual& a) { return {-a.v, -a.d}; }
  friend Dual operator*(const Dual& a, const Dual& b) { return {a.v * b.v, a.d * b.v + b.d * a.v}; }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const double quotient = a.v / b.v;
    return {quotient, (a.d - b.d * quotient) * (1.0 / b.v)};
  }
  friend bool operator>=(const Dual& a, const Dual& b) { return a.v >= b.v; }
  friend Dual where(bool mask, const Dual& a, const Dual& b) { return mask ? a : b; }
  // As std::min and std::max choose. At a kink the derivative is that of the side chosen.
  friend Dual min(const Dual& a, const Dual& b) { return b.v < a.v ? b : a; }
  friend Dual max(const Dual& a, const Dual& b) { return a.v < b.v ? b : a; }
  friend Dual sqrt(const Dual& a) {
    const double root = std::sqrt(a.v);
    return {root, a.d * (0.5 / root)};
  }
  friend Dual named(std::string_view /*name*/, std::string_view /*symbol*/, const Dual& value) { return value; }
  friend Dual named_in_band(std::string_view /*name*/, std::string_view /*symbol*/, std::size_t /*band*/,
                            const Dual& value) {
    return value;
  }

  // Observations, not equations, may take these.
  friend Dual exp(const Dual& a) {
    const double value = std::exp(a.v);
    return {value, a.d * value};
  }
  friend Dual log(const Dual& a) { return {std::log(a.v), a.d * (1.0 / a.v)}; }
  friend double value_of(const Dual& a) { return a.v; }
};

} // namespace headwater::model
