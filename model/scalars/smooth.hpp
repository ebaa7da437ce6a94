// The few smooth functions, in exactly-rounded arithmetic only: they stand where others write exp, pow and tanh, so
// that a run gives the same bits on every machine. Arguments are plain numbers unless said.
#pragma once

#include "model/scalars/plain.hpp"

namespace headwater::model {

/// ln 2, correctly rounded: the soft positive part is this many softnesses at 0.
inline constexpr double ln2 = 0.69314718055994531;
/// Area under bell(u, 1): the integral of 1/(1+u^2/8)^4.
inline constexpr double bell_area = 2.7768018363489786;

template<class T> T square(const T& x) { return x * x; }
template<class T> T fourth_power(const T& x) { return square(square(x)); }

/// Slope 1 and value 1 at 0, always positive: (1+x/8)^8 for x >= 0, 1/(1-x/8)^8 below. Stands for exp.
template<class T> T grow(const T& x) {
  const auto rising = x >= T(0.0);
  const T magnitude = where(rising, x, -x);
  const T power = square(fourth_power(T(1.0) + magnitude / T(8.0)));
  return where(rising, power, T(1.0) / power);
}

/// 1 at r = 1 with elasticity a there, bounded; elastic(1/r, a) = 1/elastic(r, a). For r > 0, |a| < 1. Stands for r^a.
template<class T> T elastic(const T& r, const T& a) {
  return ((T(1.0) + a) * r + (T(1.0) - a)) / ((T(1.0) - a) * r + (T(1.0) + a));
}

/// The S-curve from 0 to 1, 1/2 with slope 1/4 at 0. Stands for the logistic.
template<class T> T s_curve(const T& x) {
  const T u = x / T(2.0);
  return (T(1.0) + u / sqrt(T(1.0) + u * u)) / T(2.0);
}

/// The inverse of s_curve, for 0 < p < 1.
template<class T> T s_curve_inverse(const T& p) {
  const T v = T(2.0) * p - T(1.0);
  return T(2.0) * v / sqrt(T(1.0) - v * v);
}

/// Soft positive part of x, in the unit of x: about x well above 0, about 0 well below, softness * ln 2 at 0.
template<class T> T positive_part(const T& x, const T& softness) {
  const T k = T(2.0 * ln2) * softness;
  return (x + sqrt(x * x + k * k)) / T(2.0);
}

/// x where it is at most `knee`, in the unit of x; above, it rises ever more slowly towards twice the knee, with equal
/// value and slope at the knee.
template<class T> T levelling_off(const T& x, const T& knee) {
  const auto above = x >= knee;
  const T high = where(above, x, knee);
  return where(above, T(2.0) * knee - knee * knee / high, x);
}

/// x where it is at least `knee` (above 0), in the unit of x; below, it falls ever more slowly towards 0 and never gets
/// there, with equal value and slope at the knee.
template<class T> T staying_positive(const T& x, const T& knee) {
  const auto above = x >= knee;
  const T low = where(above, knee, x);
  return where(above, x, knee * knee / (T(2.0) * knee - low));
}

/// Soft minimum of two positive quantities of one unit: a b/(a^4+b^4)^(1/4).
template<class T> T soft_min(const T& a, const T& b) { return a * b / sqrt(sqrt(fourth_power(a) + fourth_power(b))); }

/// 0 up to x = 0, 1 from x = 1, smooth between: 3x^2-2x^3.
template<class T> T ramp(const T& x) {
  const T clipped = max(T(0.0), min(T(1.0), x));
  return clipped * clipped * (T(3.0) - T(2.0) * clipped);
}

/// A bell of height 1 at u = 0 and area bell_area: 1/(1+u^2/8)^4.
template<class T> T bell(const T& u) { return T(1.0) / fourth_power(T(1.0) + u * u / T(8.0)); }

/// Coverage that money m a year buys on top of base: k * scale * (1-base) a year leaves a 1/(1+k) part of what
/// was left; base + m/scale for a cut.
template<class T> T coverage(const T& base, const T& m, const T& scale) {
  // Below zero the denominator is not used; the magnitude keeps it away from 0 there.
  const auto added = m >= T(0.0);
  const T extra = where(added, m, T(0.0));
  const T left = (T(1.0) - base) / (T(1.0) + extra / (scale * (T(1.0) - base)));
  return where(added, T(1.0) - left, base + m / scale);
}

/// Two-speed response to a gap: about up * gap well above the width, down * gap well below, 0 at 0. The unit is the
/// gap's times the speeds'.
template<class T> T two_speed(const T& gap, const T& width, const T& up, const T& down) {
  const T k = T(2.0 * ln2) * width;
  return gap * (down + (up - down) * (T(1.0) + gap / sqrt(gap * gap + k * k)) / T(2.0));
}

} // namespace headwater::model
