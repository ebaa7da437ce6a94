// log, exp and the quantile of the normal distribution with the same bits on every machine.
//
// The C library promises neither how its own are rounded nor that two versions, compilers or instruction sets agree,
// and a draw of a parameter must be the same everywhere. Here there is only what IEEE 754 rounds exactly (+ - * / and
// sqrt), comparisons, and the bits of a double as an integer. Like everything of ours they are compiled with
// -ffp-contract=off.
//
// log and exp follow e_log.c and e_exp.c of FDLIBM 5.3 (errors below 1 ulp), of which it is said:
//   Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc.
//   business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this
//   notice is preserved.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace headwater::model::exact {

namespace detail {
// ln 2 in two parts: the first has 21 zero bits at its end, so that its product with an exponent is exact.
inline constexpr double ln2_high = 6.93147180369123816490e-01;
inline constexpr double ln2_low = 1.90821492927058770002e-10;

inline constexpr std::uint64_t fraction_bits = 0x000fffffffffffffULL;

/// 2^k for -1022 <= k <= 1023.
constexpr double power_of_two(std::int64_t k) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52U);
}
} // namespace detail

/// The natural logarithm. -infinity at 0, NaN below.
constexpr double log(double x) {
  if (!(x > 0.0)) {
    return x == 0.0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  }
  if (x == std::numeric_limits<double>::infinity()) {
    return x;
  }
  // x = 2^k (1+f) with 1+f from sqrt(1/2) to sqrt(2)
  std::int64_t k = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    k = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  constexpr std::uint64_t sqrt2_fraction = 0x6a09e667f3bcdULL; // of sqrt(2) = 0x1.6a09e667f3bcdp0
  const std::uint64_t fraction = bits & detail::fraction_bits;
  const std::uint64_t halved = fraction > sqrt2_fraction ? 1U : 0U;
  k += static_cast<std::int64_t>((bits >> 52U) + halved) - 1023;
  const double f = std::bit_cast<double>(fraction | ((1023U - halved) << 52U)) - 1.0;
  // log(1+f) = f - f^2/2 + s (f^2/2 + R(s^2)), s = f/(2+f)
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double w = z * z;
  const double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const double odd =
      z * (6.666666666666735130e-01 +
           w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const double half_square = 0.5 * f * f;
  const auto exponent = static_cast<double>(k);
  return exponent * detail::ln2_high -
         ((half_square - (s * (half_square + (even + odd)) + exponent * detail::ln2_low)) - f);
}

/// e to the power of x. 0 below -745.13, infinity above 709.78.
constexpr double exp(double x) {
  if (!(x > -746.0 && x < 710.0)) {
    return x != x ? x : x < 0.0 ? 0.0 : std::numeric_limits<double>::infinity(); // NaN passes through
  }
  // x = k ln 2 + r, |r| at most about ln(2)/2
  const double turns = 1.44269504088896338700 * x;
  const auto k = static_cast<std::int64_t>(turns + (x < 0.0 ? -0.5 : 0.5));
  const double high = x - static_cast<double>(k) * detail::ln2_high;
  const double low = static_cast<double>(k) * detail::ln2_low;
  const double r = high - low;
  const double t = r * r;
  const double c =
      r -
      t * (1.66666666666666019037e-01 +
           t * (-2.77777777770155933842e-03 +
                t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  const double y = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
  // In two steps, as 2^k itself may be too large or too small for a double where the result is not.
  const std::int64_t half = k / 2;
  return y * detail::power_of_two(half) * detail::power_of_two(k - half);
}

/// The x below which a standard normal variate lies with probability p, for 0 < p < 1; relative error about 1e-15.
/// -infinity at 0, infinity at 1, NaN outside. M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988).
inline double normal_quantile(double p) {
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    const double above =
        (((((((2.5090809287301226727e+3 * r + 3.3430575583588128105e+4) * r + 6.7265770927008700853e+4) * r +
             4.5921953931549871457e+4) *
                r +
            1.3731693765509461125e+4) *
               r +
           1.9715909503065514427e+3) *
              r +
          1.3314166789178437745e+2) *
             r +
         3.3871328727963666080e+0);
    const double below =
        (((((((5.2264952788528545610e+3 * r + 2.8729085735721942674e+4) * r + 3.9307895800092710610e+4) * r +
             2.1213794301586595867e+4) *
                r +
            5.3941960214247511077e+3) *
               r +
           6.8718700749205790830e+2) *
              r +
          4.2313330701600911252e+1) *
             r +
         1.0);
    return q * above / below;
  }
  const double tail = q < 0.0 ? p : 1.0 - p;
  if (!(tail > 0.0)) {
    const double limit =
        tail == 0.0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
    return q < 0.0 ? -limit : limit;
  }
  const double distance = std::sqrt(-log(tail));
  double x = 0.0;
  if (distance <= 5.0) {
    const double r = distance - 1.6;
    const double above =
        (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r +
             1.27045825245236838258e+0) *
                r +
            3.64784832476320460504e+0) *
               r +
           5.76949722146069140550e+0) *
              r +
          4.63033784615654529590e+0) *
             r +
         1.42343711074968357734e+0);
    const double below =
        (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r +
             1.48103976427480074590e-1) *
                r +
            6.89767334985100004550e-1) *
               r +
           1.67638483018380384940e+0) *
              r +
          2.05319162663775882187e+0) *
             r +
         1.0);
    x = above / below;
  } else {
    const double r = distance - 5.0;
    const double above =
        (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r +
             2.65321895265761230930e-2) *
                r +
            2.96560571828504891230e-1) *
               r +
           1.78482653991729133580e+0) *
              r +
          5.46378491116411436990e+0) *
             r +
         6.65790464350110377720e+0);
    const double below =
        (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r +
             7.86869131145613259100e-4) *
                r +
            1.48753612908506148525e-2) *
               r +
           1.36929880922735805310e-1) *
              r +
          5.99832206555887937690e-1) *
             r +
         1.0);
    x = above / below;
  }
  return q < 0.0 ? -x : x;
}

} // namespace headwater::model::exact
