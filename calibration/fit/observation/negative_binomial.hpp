// Counts: the negative binomial distribution by mean and overdispersion.
//
//     P(k) = Gamma(k + 1/a) / (Gamma(1/a) k!) (a m)^k / (1 + a m)^(k + 1/a)       mean m, variance m + a m^2
//
// a = 0 is the Poisson distribution, and is reached without a jump: with S(k) = log(1 + a) + ... + log(1 + (k - 1) a),
//
//     log P(k) = S(k) + k log m - k log(1 + a m) - m log(1 + a m) / (a m) - log k!
//
// where nothing is divided by a. S is a sum of logs up to 20 terms and Stirling's series beyond (Abramowitz and Stegun
// 6.1.41, with 1/a shifted to 10 at least), so a count of 16,000 costs no more than one of 20. For 1/a as `size` see
// R's dnbinom(k, size = 1/a, mu = m).
#pragma once

#include "calibration/fit/observation/number.hpp"
#include "calibration/fit/observation/special.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::calibration {
namespace detail {

/// Stirling's correction, log Gamma(x) - (x - 1/2) log x + x - log sqrt(2 pi), by 1/x of at most 0.1.
template<class T> T stirling_correction(const T& inverse) {
  const T square = inverse * inverse;
  return inverse *
         (1.0 / 12.0 +
          square * (-1.0 / 360.0 + square * (1.0 / 1260.0 + square * (-1.0 / 1680.0 + square * (1.0 / 1188.0)))));
}

/// log(1 + x) / x.
template<class T> T log1p_over(const T& x) {
  const ValueAndSlope found = log1p_over_less_one(value_of(x));
  return lift(x, found.value, found.slope) + 1.0;
}

/// S(k) by Stirling's series; a is at most 0.1.
template<class T> T log_rising_by_series(double k, const T& a) {
  const T x = k * a;
  const ValueAndSlope over = log1p_over_less_one(value_of(x));
  return k * lift(x, over.value, over.slope) + (k - 0.5) * log1p_of(x) + stirling_correction(T(a / (1.0 + x))) -
         stirling_correction(a);
}

/// S(k) = sum over j = 1 ... k - 1 of log(1 + a j).
template<class T> T log_rising(double k, const T& a) {
  constexpr double fewest = 20.0;
  const double shift = value_of(a) > 0.1 ? std::ceil(10.0 - 1.0 / value_of(a)) : 0.0;
  const double summed = k <= fewest ? k : shift;
  T sum = T(0.0);
  for (double j = 1.0; j < summed; j += 1.0) {
    sum = sum + log1p_of(T(j * a));
  }
  if (k <= fewest) {
    return sum;
  }
  // What is left is log(a (r + i)), i = 0 ... k - summed - 1, from r = 1/a + summed on.
  const T first = 1.0 + summed * a; // a r
  return sum + (k - summed) * log1p_of(T(summed * a)) + log_rising_by_series(k - summed, T(a / first));
}

} // namespace detail

/// log P(k), k a whole number from 0, mean above 0, overdispersion from 0.
template<class T> T negative_binomial_log(double k, const T& mean, const T& overdispersion) {
  using std::log;
  const T x = overdispersion * mean;
  const T none = T(0.0) - mean * detail::log1p_over(x);
  if (k == 0.0) {
    return none;
  }
  return none + detail::log_rising(k, overdispersion) + k * (log(mean) - log1p_of(x)) - log_factorial(k);
}

/// log P(low <= k <= high), whole numbers, low not above high: of a rounded or a suppressed count. Summed outwards from
/// the likeliest count of the interval until what is left adds nothing, so that a wide interval costs little more than
/// the spread of the distribution.
template<class T> T negative_binomial_log_between(double low, double high, const T& mean, const T& overdispersion) {
  using std::log;
  const double mode = std::floor(std::max(0.0, value_of(mean) * (1.0 - value_of(overdispersion))));
  const double start = std::clamp(mode, low, high);
  T sum = T(1.0); // in units of P(start)
  const T odds = mean / (1.0 + overdispersion * mean);
  const auto is_spent = [&sum](const T& term, double ratio) {
    return value_of(term) < 1e-17 * (1.0 - ratio) * value_of(sum);
  };
  T term = T(1.0);
  for (double k = start; k < high; k += 1.0) {
    const T ratio = odds * (1.0 + overdispersion * k) / (k + 1.0);
    term = term * ratio;
    sum = sum + term;
    if (is_spent(term, value_of(ratio))) {
      break;
    }
  }
  term = T(1.0);
  for (double k = start; k > low; k -= 1.0) {
    const T ratio = k / (odds * (1.0 + overdispersion * (k - 1.0)));
    term = term * ratio;
    sum = sum + term;
    if (is_spent(term, value_of(ratio))) {
      break;
    }
  }
  return negative_binomial_log(start, mean, overdispersion) + log(sum);
}

} // namespace headwater::calibration
