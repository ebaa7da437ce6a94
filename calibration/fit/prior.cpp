#include "calibration/fit/prior.hpp"

#include "calibration/fit/observation/special.hpp"
#include "model/ensemble/draws.hpp"
#include "model/scalars/exact_functions.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

double normal_below(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

double normal_density(double u) { return std::exp(-0.5 * u * u - log_root_two_pi); }

/// How many standard deviations from the middle the range of a row of the table reaches: 95 % lie inside.
constexpr double range_reach = 1.96;

ParameterScale prior_scale(bool log, double least, double most, double unit) {
  const double lower = log ? std::max(least, 0.0) : least;
  if (std::isfinite(lower)) {
    return std::isfinite(most) ? ParameterScale::between(lower, most) : ParameterScale::above(lower, unit);
  }
  return std::isfinite(most) ? ParameterScale::below(most, unit) : ParameterScale::unbounded();
}

} // namespace

Prior::Prior(std::string name, model::Distribution distribution, double centre, double sd, double least, double most)
    : name_{std::move(name)}, log_{distribution == model::Distribution::lognormal}, centre_{centre}, sd_{sd} {
  const bool known = log_ || distribution == model::Distribution::normal;
  if (!known || !(sd > 0.0) || !std::isfinite(sd) || !(least < centre && centre < most) || (log_ && !(centre > 0.0))) {
    throw std::invalid_argument("the prior of " + name_ + " is none");
  }
  scale_ = prior_scale(log_, least, most, log_ ? centre : sd);
  if (scale_.has_lower() && !(log_ && scale_.lower() == 0.0)) {
    below_ = normal_below(standard(scale_.lower()));
  }
  within_ = (scale_.has_upper() ? normal_below(standard(scale_.upper())) : 1.0) - below_;
}

Prior::Prior(std::string name, double low, double mode, double high)
    : name_{std::move(name)}, triangular_{true}, centre_{mode}, mode_{mode} {
  if (!(low <= mode && mode <= high && low < high)) {
    throw std::invalid_argument("the prior of " + name_ + " is none");
  }
  scale_ = ParameterScale::between(low, high);
  const double variance =
      ((mode - low) * (mode - low) + (high - mode) * (high - mode) + (high - low) * (high - low)) / 36.0;
  sd_ = std::sqrt(variance);
  if (mode == low || mode == high) { // where the free scale has no number
    centre_ = triangular_quantile(0.5, 0.5);
  }
}

Prior Prior::triangular(std::string name, double low, double mode, double high) {
  return {std::move(name), low, mode, high};
}

Prior Prior::of_range(const model::Parameter& row) {
  std::string name(row.name);
  switch (row.distribution) {
  case model::Distribution::triangular:
    return triangular(std::move(name), row.low, row.value, row.high);
  case model::Distribution::normal:
    return {std::move(name), row.distribution,
            row.value,       std::max(row.value - row.low, row.high - row.value) / range_reach,
            row.low,         row.high};
  case model::Distribution::lognormal:
    return {std::move(name), row.distribution,
            row.value,       std::max(std::log(row.value / row.low), std::log(row.high / row.value)) / range_reach,
            row.low,         row.high};
  case model::Distribution::logistic_normal:
    return {std::move(name), model::Distribution::lognormal, row.value, model::share_log_sd};
  case model::Distribution::fixed:
    break;
  }
  throw std::invalid_argument(name + " does not vary");
}

double Prior::standard(double x) const { return log_ ? (std::log(x) - std::log(centre_)) / sd_ : (x - centre_) / sd_; }

double Prior::triangular_quantile(double p, double above) const {
  const double width = scale_.upper() - scale_.lower();
  const double left = mode_ - scale_.lower();
  return p * width < left ? scale_.lower() + std::sqrt(p * width * left)
                          : scale_.upper() - std::sqrt(above * width * (width - left));
}

double Prior::triangular_density(double x) const {
  const double width = scale_.upper() - scale_.lower();
  return x < mode_ ? 2.0 * (x - scale_.lower()) / (width * (mode_ - scale_.lower()))
                   : 2.0 * (scale_.upper() - x) / (width * (scale_.upper() - mode_));
}

double Prior::free_sd() const { return (log_ ? sd_ * centre_ : sd_) / scale_.slope(scale_.free(centre_)); }

LogDensityAt Prior::log_density(double z) const {
  const double x = scale_.value(z);
  const double slope = scale_.slope(z);
  // d/dz log(dx/dz)
  double bend = 0.0;
  if (scale_.has_lower() && scale_.has_upper()) {
    const double width = scale_.upper() - scale_.lower();
    bend = (scale_.upper() - x) / width - (x - scale_.lower()) / width;
  } else if (scale_.has_lower()) {
    bend = 1.0;
  } else if (scale_.has_upper()) {
    bend = -1.0;
  }
  if (triangular_) {
    const double by_x = x < mode_ ? 1.0 / (x - scale_.lower()) : -1.0 / (scale_.upper() - x);
    return {std::log(triangular_density(x)) + std::log(slope), by_x * slope + bend};
  }
  const double u = standard(x);
  const double by_x = log_ ? 1.0 / (sd_ * x) : 1.0 / sd_; // of u
  return {-0.5 * u * u - log_root_two_pi + std::log(by_x) - std::log(within_) + std::log(slope),
          (-u * by_x - (log_ ? 1.0 / x : 0.0)) * slope + bend};
}

double Prior::quantile(double p) const {
  if (triangular_) {
    return scale_.free(triangular_quantile(p, 1.0 - p));
  }
  const double u = model::exact::normal_quantile(below_ + p * within_);
  return scale_.free(log_ ? centre_ * model::exact::exp(sd_ * u) : centre_ + sd_ * u);
}

PlacedAt Prior::at_standard(double u) const {
  if (triangular_) {
    const double x = triangular_quantile(normal_below(u), normal_below(-u));
    return placed(x, normal_density(u) / triangular_density(x));
  }
  double v = u; // (x - centre) / sd, or of the logs
  double by_u = 1.0;
  if (below_ > 0.0 || within_ < 1.0) {
    const double above = 1.0 - below_ - within_;
    // Each tail from its own side: a probability near 1 has no digits left for what is above it.
    v = u < 0.0 ? model::exact::normal_quantile(below_ + normal_below(u) * within_)
                : -model::exact::normal_quantile(std::max(above, 0.0) + normal_below(-u) * within_);
    by_u = normal_density(u) * within_ / normal_density(v);
  }
  const double x = log_ ? centre_ * std::exp(sd_ * v) : centre_ + sd_ * v;
  return placed(x, (log_ ? sd_ * x : sd_) * by_u);
}

PlacedAt Prior::placed(double x, double by_u) const {
  if (!(scale_.lower() < x && x < scale_.upper() && std::isfinite(x))) {
    return {std::nan(""), std::nan("")};
  }
  const double z = scale_.free(x);
  return {z, by_u / scale_.slope(z)};
}

LogDensityAt Prior::residual(double x) const {
  if (triangular_) {
    const double width = scale_.upper() - scale_.lower();
    const bool left = x < mode_;
    const double p = left ? (x - scale_.lower()) * (x - scale_.lower()) / (width * (mode_ - scale_.lower()))
                          : (scale_.upper() - x) * (scale_.upper() - x) / (width * (scale_.upper() - mode_));
    const double u = model::exact::normal_quantile(p);
    return {left ? u : -u, triangular_density(x) / normal_density(u)};
  }
  return {standard(x), log_ ? 1.0 / (sd_ * x) : 1.0 / sd_};
}

} // namespace headwater::calibration
