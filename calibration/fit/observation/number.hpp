// What a kind of number must offer for the observation model to be written once over it.
//
// T is double, or a dual number (a value with first derivatives) that has
//
//     + - * /  with T and with double on either side, a T made from a double,
//     log, exp, sqrt and value_of, found in the namespace of T,
//
// where value_of(x) is the double that x stands for. The gamma function is not asked of T: where a formula has one, it
// is taken apart (negative_binomial.hpp). Functions that only double has are carried over by `lift`: exact to the first
// derivative, and no further.
#pragma once

#include <cmath>

namespace headwater::calibration {

inline double value_of(double x) { return x; }

/// f(x) from its value and its derivative at value_of(x).
template<class T> T lift(const T& x, double value, double derivative) {
  return T(value + derivative * (x - value_of(x)));
}

/// f(x, y) from its value and its two derivatives.
template<class T> T lift(const T& x, const T& y, double value, double by_x, double by_y) {
  return T(value + by_x * (x - value_of(x)) + by_y * (y - value_of(y)));
}

/// log(1 + x), good for the smallest x.
template<class T> T log1p_of(const T& x) { return lift(x, std::log1p(value_of(x)), 1.0 / (1.0 + value_of(x))); }

} // namespace headwater::calibration
