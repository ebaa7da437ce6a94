// How the likelihood of one figure changes as what is expected of it is moved: its log, with the first and second
// derivative by the offset. What a search for the likeliest offset, and Laplace's approximation there, are made of.
//
//     figure --- family ---> expected
//     count      negative binomial    model x exp(offset)
//     money      log-normal           model x exp(offset)
//     rate       Student-t            model + offset
//
// Written over any number type of number.hpp, so that all three carry derivatives by model figure and spread.
#pragma once

#include "calibration/fit/observation/series_likelihood.hpp"

namespace headwater::calibration {

template<class T> struct Curve {
  T value;
  T slope;
  T bend; ///< second derivative
};

namespace detail {

/// With c = a m, m the mean: d/d(log m) = (k - m) / (1 + c), and once more -m (1 + a k) / (1 + c)^2.
template<class T> Curve<T> negative_binomial_curve(double k, const T& mean, const T& overdispersion) {
  const T widened = 1.0 + overdispersion * mean;
  return {negative_binomial_log(k, mean, overdispersion), (k - mean) / widened,
          T(0.0) - mean * (1.0 + overdispersion * k) / (widened * widened)};
}

/// Over the counts of the interval, each as likely as it is: the mean of their slopes; and the mean of their bends with
/// the variance of their slopes. Summed outwards from the likeliest, as negative_binomial_log_between is.
template<class T>
Curve<T> negative_binomial_curve_between(double low, double high, const T& mean, const T& overdispersion) {
  const double mode = std::floor(std::max(0.0, value_of(mean) * (1.0 - value_of(overdispersion))));
  const double start = std::clamp(mode, low, high);
  const T widened = 1.0 + overdispersion * mean;
  const T odds = mean / widened;
  T sum = T(0.0);
  T slopes = T(0.0);
  T squares = T(0.0);
  T bends = T(0.0);
  const auto add = [&](double k, const T& weight) {
    const T slope = (k - mean) / widened;
    sum = sum + weight;
    slopes = slopes + weight * slope;
    squares = squares + weight * slope * slope;
    bends = bends - weight * mean * (1.0 + overdispersion * k) / (widened * widened);
  };
  const auto is_spent = [&](const T& weight) { return value_of(weight) < 1e-20 * value_of(sum); };
  add(start, T(1.0));
  T weight = T(1.0);
  for (double k = start; k < high && !is_spent(weight); k += 1.0) {
    weight = weight * (odds * (1.0 + overdispersion * k) / (k + 1.0));
    add(k + 1.0, weight);
  }
  weight = T(1.0);
  for (double k = start; k > low && !is_spent(weight); k -= 1.0) {
    weight = weight * (k / (odds * (1.0 + overdispersion * (k - 1.0))));
    add(k - 1.0, weight);
  }
  const T slope = slopes / sum;
  return {negative_binomial_log_between(low, high, mean, overdispersion), slope,
          (bends + squares) / sum - slope * slope};
}

template<class T> Curve<T> log_normal_curve(double y, const T& median, const T& sd) {
  using std::log;
  const T precision = 1.0 / (sd * sd);
  return {log_normal_log(y, median, sd), (std::log(y) - log(median)) * precision, T(0.0) - precision};
}

template<class T> Curve<T> log_normal_curve_between(double low, double high, const T& median, const T& sd) {
  using std::exp;
  using std::log;
  const T value = log_normal_log_between(low, high, median, sd);
  const T above = (std::log(high) - log(median)) / sd;
  const T at_high = exp(T(-0.5 * above * above - log_root_two_pi - value)); // density there over the mass
  T slope = T(0.0) - at_high;
  T bend = T(0.0) - above * at_high;
  if (low > 0.0) {
    const T below = (std::log(low) - log(median)) / sd;
    const T at_low = exp(T(-0.5 * below * below - log_root_two_pi - value));
    slope = slope + at_low;
    bend = bend + below * at_low;
  }
  return {value, slope / sd, (bend - slope * slope) / (sd * sd)};
}

template<class T> Curve<T> student_t_curve(double y, const T& centre, const T& scale) {
  constexpr double freedom = usual_freedom;
  const T z = (y - centre) / scale;
  const T widened = freedom + z * z;
  return {student_t_log(y, centre, scale), (freedom + 1.0) * z / (widened * scale),
          (freedom + 1.0) * (z * z - freedom) / (widened * widened * scale * scale)};
}

template<class T> Curve<T> student_t_curve_between(double low, double high, const T& centre, const T& scale) {
  using std::exp;
  constexpr double freedom = usual_freedom;
  const T value = student_t_log_between(low, high, centre, scale);
  T slope = T(0.0);
  T bend = T(0.0);
  for (const double end : {low, high}) {
    const T z = (end - centre) / scale;
    const T density =
        exp(T(student_log_constant(freedom) - 0.5 * (freedom + 1.0) * log1p_of(T(z * z / freedom)) - value));
    const double sign = end == low ? 1.0 : -1.0;
    slope = slope + sign * density;
    bend = bend - sign * (freedom + 1.0) * z / (freedom + z * z) * density;
  }
  // d(density)/d(offset) = -f'(z)/scale; f' = -(freedom + 1) z / (freedom + z^2) f.
  return {value, slope / scale, (T(0.0) - bend - slope * slope) / (scale * scale)};
}

} // namespace detail

/// `modelled`: the model's figure; above 0 for counts and money.
template<class T>
Curve<T> likelihood_curve(const Observation& observation, const T& modelled, const T& spread, const T& offset) {
  using std::exp;
  const double low = observation.low;
  const double high = observation.high;
  const bool exact = low == high;
  if (observation.family == Family::rate) {
    const T centre = modelled + offset;
    return exact ? detail::student_t_curve(low, centre, spread)
                 : detail::student_t_curve_between(low, high, centre, spread);
  }
  const T expected = modelled * exp(offset);
  if (observation.family == Family::count) {
    return exact ? detail::negative_binomial_curve(low, expected, spread)
                 : detail::negative_binomial_curve_between(low, high, expected, spread);
  }
  return exact ? detail::log_normal_curve(low, expected, spread)
               : detail::log_normal_curve_between(low, high, expected, spread);
}

} // namespace headwater::calibration
