// How likely the published figures of one series are, given what the model says.
//
//     figure --- family ---> model's figure, moved by the discrepancy d and, in the years of COVID-19, by a shock s
//     count      negative binomial    model x exp(d + s)
//     money      log-normal           model x exp(d + s)
//     rate       Student-t            model + d + s
//
// A rounded or suppressed figure counts with the probability of its whole interval. The years of COVID-19 are known to
// be out of the model's reach: each of their figures has a shock of its own, independent, with a stated scale, so that
// they weigh little and bend nothing.
#pragma once

#include "calibration/fit/observation/discrepancy.hpp"
#include "calibration/fit/observation/log_normal.hpp"
#include "calibration/fit/observation/negative_binomial.hpp"
#include "calibration/fit/observation/student_t.hpp"
#include "calibration/known/published.hpp"
#include "calibration/known/published_series.hpp"

#include <cmath>
#include <span>
#include <stdexcept>
#include <vector>

namespace headwater::calibration {

/// The years that are stated shocks, by the day on which a period ends: 31 July 2020, 2020-21 and 2022 are, 2019-20 and
/// 31 July 2023 are not.
inline constexpr Day covid_from{2020, 4, 1};
inline constexpr Day covid_to{2022, 12, 31};

constexpr bool in_covid_years(const Period& period) { return !(period.last < covid_from) && !(covid_to < period.last); }

/// One figure as the likelihood takes it; exact where low and high are the same.
struct Observation {
  Family family;
  double low;
  double high;
  double time;  ///< years: the middle of its period
  bool shocked; ///< in the years of COVID-19
};

/// A count that is an average and not whole lies between its two whole neighbours.
Observation observation_of(const PublishedFigure& figure);

/// The scatter of one series.
template<class T> struct Scatter {
  T spread; ///< count: overdispersion a, variance m + a m^2; money: sd of the log; rate: scale
  Discrepancy<T> discrepancy;
  T shock_sd; ///< on the scale of the discrepancy
};

/// log of the probability, or of the density, of one figure.
template<class T> T log_likelihood(const Observation& observation, const T& expected, const T& spread) {
  const double low = observation.low;
  const double high = observation.high;
  const bool exact = low == high;
  switch (observation.family) {
  case Family::count:
    return exact ? negative_binomial_log(low, expected, spread)
                 : negative_binomial_log_between(low, high, expected, spread);
  case Family::money:
    return exact ? log_normal_log(low, expected, spread) : log_normal_log_between(low, high, expected, spread);
  case Family::rate:
    break;
  }
  return exact ? student_t_log(low, expected, spread) : student_t_log_between(low, high, expected, spread);
}

/// How many standard normal numbers the latent form of a series takes: one for each figure and one more for each shock.
std::size_t latent_count(std::span<const Observation> series);

/// What is expected of each figure: the model's, moved by discrepancy and shocks. `latent`: those of the discrepancy in
/// order of the figures, then those of the shocks.
///
/// Throws std::invalid_argument where the figures are not in order of time, or where there are not as many model
/// figures as figures and not latent_count() latent numbers.
template<class T>
std::vector<T> moved(std::span<const Observation> series, std::span<const T> modelled, const Scatter<T>& scatter,
                     std::span<const T> latent) {
  using std::exp;
  if (modelled.size() != series.size() || latent.size() != latent_count(series)) {
    throw std::invalid_argument("a series needs one model figure for each figure, and latent_count() latent numbers");
  }
  std::vector<double> times;
  for (const Observation& observation : series) {
    times.push_back(observation.time);
  }
  std::vector<T> path = discrepancy_path<T>(scatter.discrepancy, times, latent.first(series.size()));
  std::size_t shock = series.size();
  for (std::size_t i = 0; i < series.size(); ++i) {
    const T off = series[i].shocked ? T(path[i] + scatter.shock_sd * latent[shock++]) : path[i];
    path[i] = series[i].family == Family::rate ? T(modelled[i] + off) : T(modelled[i] * exp(off));
  }
  return path;
}

/// The latent form: the log likelihood of the figures given the latent numbers, times the (standard normal) density of
/// these. Throws what moved() throws.
template<class T>
T latent_log_likelihood(std::span<const Observation> series, std::span<const T> modelled, const Scatter<T>& scatter,
                        std::span<const T> latent) {
  const std::vector<T> expected = moved(series, modelled, scatter, latent);
  T sum = T(0.0);
  for (std::size_t i = 0; i < series.size(); ++i) {
    sum = sum + log_likelihood(series[i], expected[i], scatter.spread);
  }
  for (const T& z : latent) {
    sum = sum - 0.5 * z * z - log_root_two_pi;
  }
  return sum;
}

/// The marginal form, discrepancy and shocks integrated out: of exact figures of money. For others it does not exist in
/// closed form: std::invalid_argument.
template<class T>
T marginal_log_likelihood(std::span<const Observation> series, std::span<const T> modelled, const Scatter<T>& scatter) {
  using std::log;
  if (modelled.size() != series.size()) {
    throw std::invalid_argument("a series needs one model figure for each figure");
  }
  std::vector<double> times;
  std::vector<T> residuals;
  std::vector<T> variances;
  T scale = T(0.0); // the density of y, not of log y
  for (std::size_t i = 0; i < series.size(); ++i) {
    const Observation& observation = series[i];
    if (observation.family != Family::money || observation.low != observation.high) {
      throw std::invalid_argument("only exact figures of money have a marginal form");
    }
    times.push_back(observation.time);
    residuals.push_back(T(std::log(observation.low) - log(modelled[i])));
    const T own = scatter.spread * scatter.spread;
    variances.push_back(observation.shocked ? T(own + scatter.shock_sd * scatter.shock_sd) : own);
    scale = scale - std::log(observation.low);
  }
  return scale + ar1_log_density<T>(scatter.discrepancy, times, residuals, variances);
}

} // namespace headwater::calibration
