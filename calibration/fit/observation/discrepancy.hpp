// Discrepancy: the model is wrong, and wrong for years on end. Each series wanders slowly about the model; the wander
// is a stationary AR(1) process.
//
//     d(t1) ~ N(0, sd^2),    d(t + h) = c^h d(t) + sd sqrt(1 - c^(2 h)) z,    z ~ N(0, 1)
//     cov(d(s), d(t)) = sd^2 c^|s - t|            c: the correlation of one year with the next
//
// The years need not follow each other: a year without a figure is stepped over exactly. Without this term, if the
// model is wrong by 2 % for ten years running, the fit takes that for ten accidents, and its parameters come out far
// too sure (M. C. Kennedy and A. O'Hagan, "Bayesian calibration of computer models", 2001; J. Brynjarsdottir and A.
// O'Hagan, "Learning about physical parameters: the importance of model discrepancy", 2014).
//
// Two forms of the same process:
//   latent    path(): d from standard normal numbers z, which a sampler draws beside the parameters (not centred:
//             O. Papaspiliopoulos, G. O. Roberts and M. Skoeld, 2007). For every family, intervals and all
//   marginal  ar1_errors(), ar1_log_density(): d integrated out, exactly, where figures scatter normally about it: one
//             pass of the Kalman filter (A. C. Harvey, "Forecasting, structural time series models and the Kalman
//             filter", 1989, section 3.2). Nothing to draw
#pragma once

#include "calibration/fit/observation/number.hpp"
#include "calibration/fit/observation/special.hpp"

#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace headwater::calibration {

/// Said wherever a fit is made without discrepancy.
inline constexpr std::string_view no_discrepancy_warning =
    "fitted without model discrepancy: the parameters look surer than they are";

template<class T> struct Discrepancy {
  T sd;          ///< of any one year; 0: none. On the log scale for counts and money, in units of a rate for rates
  T correlation; ///< of one year with the next, in (0, 1)
};

namespace detail {

inline void check_times(std::span<const double> times) {
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (!(times[i - 1] <= times[i])) {
      throw std::invalid_argument("the times of a series do not ascend");
    }
  }
}

/// c^h.
template<class T> T kept(const T& correlation, double years) {
  using std::exp;
  using std::log;
  return years == 0.0 ? T(1.0) : T(exp(years * log(correlation)));
}

} // namespace detail

/// The discrepancy at each time (years, ascending) from as many independent standard normal numbers.
/// Throws std::invalid_argument for times that descend or another number of them than of `standard_normal`.
template<class T>
std::vector<T> discrepancy_path(const Discrepancy<T>& discrepancy, std::span<const double> times,
                                std::span<const T> standard_normal) {
  using std::sqrt;
  detail::check_times(times);
  if (times.size() != standard_normal.size()) {
    throw std::invalid_argument("a discrepancy needs one standard normal number for each time");
  }
  std::vector<T> path;
  path.reserve(times.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (i == 0) {
      path.push_back(T(discrepancy.sd * standard_normal[0]));
    } else if (times[i] == times[i - 1]) {
      path.push_back(path.back());
    } else {
      const T kept = detail::kept(discrepancy.correlation, times[i] - times[i - 1]);
      path.push_back(T(kept * path.back() + discrepancy.sd * sqrt(T(1.0 - kept * kept)) * standard_normal[i]));
    }
  }
  return path;
}

/// The residuals of a series made independent: error of each as foreseen from those before it, and its variance. What a
/// least-squares solver takes is error / sqrt(variance).
template<class T> struct ForeseenErrors {
  std::vector<T> errors;
  std::vector<T> variances;
};

/// residual = discrepancy + normal noise of its own variance, above 0 or (with a discrepancy) 0.
/// Throws std::invalid_argument for times that descend or lists of different lengths.
template<class T>
ForeseenErrors<T> ar1_errors(const Discrepancy<T>& discrepancy, std::span<const double> times,
                             std::span<const T> residuals, std::span<const T> noise_variances) {
  detail::check_times(times);
  if (times.size() != residuals.size() || times.size() != noise_variances.size()) {
    throw std::invalid_argument("a series needs one residual and one variance for each time");
  }
  ForeseenErrors<T> foreseen;
  const T all = discrepancy.sd * discrepancy.sd;
  T mean = T(0.0); // of the discrepancy, as foreseen
  T variance = all;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (i > 0) {
      const T kept = detail::kept(discrepancy.correlation, times[i] - times[i - 1]);
      mean = kept * mean;
      variance = kept * kept * variance + (1.0 - kept * kept) * all;
    }
    foreseen.errors.push_back(T(residuals[i] - mean));
    foreseen.variances.push_back(T(variance + noise_variances[i]));
    const T gain = variance / foreseen.variances.back();
    mean = mean + gain * foreseen.errors.back();
    variance = gain * noise_variances[i];
  }
  return foreseen;
}

/// The log density of all residuals together.
template<class T>
T ar1_log_density(const Discrepancy<T>& discrepancy, std::span<const double> times, std::span<const T> residuals,
                  std::span<const T> noise_variances) {
  using std::log;
  const ForeseenErrors<T> foreseen = ar1_errors(discrepancy, times, residuals, noise_variances);
  T sum = T(0.0);
  for (std::size_t i = 0; i < times.size(); ++i) {
    const T& error = foreseen.errors[i];
    const T& variance = foreseen.variances[i];
    sum = sum - 0.5 * (error * error / variance + log(variance)) - log_root_two_pi;
  }
  return sum;
}

} // namespace headwater::calibration
