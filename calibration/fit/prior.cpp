#include "calibration/fit/prior.hpp"

#include "calibration/fit/observation/special.hpp"
#include "model/scalars/exact_functions.hpp"

#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

double normal_below(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

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

double Prior::standard(double x) const { return log_ ? (std::log(x) - std::log(centre_)) / sd_ : (x - centre_) / sd_; }

double Prior::free_sd() const { return (log_ ? sd_ * centre_ : sd_) / scale_.slope(scale_.free(centre_)); }

LogDensityAt Prior::log_density(double z) const {
  const double x = scale_.value(z);
  const double u = standard(x);
  const double by_x = log_ ? 1.0 / (sd_ * x) : 1.0 / sd_; // of u
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
  return {-0.5 * u * u - log_root_two_pi + std::log(by_x) - std::log(within_) + std::log(slope),
          (-u * by_x - (log_ ? 1.0 / x : 0.0)) * slope + bend};
}

double Prior::quantile(double p) const {
  const double u = model::exact::normal_quantile(below_ + p * within_);
  return scale_.free(log_ ? centre_ * model::exact::exp(sd_ * u) : centre_ + sd_ * u);
}

LogDensityAt Prior::residual(double x) const { return {standard(x), log_ ? 1.0 / (sd_ * x) : 1.0 / sd_}; }

} // namespace headwater::calibration
