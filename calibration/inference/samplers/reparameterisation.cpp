#include "calibration/inference/samplers/reparameterisation.hpp"

#include "model/scalars/exact_functions.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::calibration {
namespace {

constexpr double most_lean = 0.7;
constexpr double values_of_half_a_lean = 200.0;

struct Moments {
  double mean, sd, third; ///< central
};

Moments moments(std::span<const double> values) {
  const auto count = static_cast<double>(values.size());
  Moments found{};
  for (const double one : values) {
    found.mean += one / count;
  }
  double squares = 0.0;
  for (const double one : values) {
    const double off = one - found.mean;
    squares += off * off / count;
    found.third += off * off * off / count;
  }
  found.sd = std::sqrt(squares);
  return found;
}

} // namespace

Skew::Skew(std::span<const double> values) {
  const Moments of = moments(values);
  centre_ = of.mean;
  scale_ = of.sd;
  std::vector<double> straightened(values.size());
  const auto still_leans_right = [&](double lean) {
    set(lean);
    std::transform(values.begin(), values.end(), straightened.begin(), [this](double x) { return straight(x); });
    return moments(straightened).third > 0.0;
  };
  double low = -most_lean;
  double high = most_lean;
  for (int halvings = 0; halvings < 30; ++halvings) {
    const double middle = 0.5 * (low + high);
    (still_leans_right(middle) ? low : high) = middle;
  }
  const auto count = static_cast<double>(values.size());
  set(0.5 * (low + high) * count / (count + values_of_half_a_lean));
}

void Skew::set(double lean) {
  lean_ = lean;
  const double up = model::exact::exp(lean);
  cosh_ = 0.5 * (up + 1.0 / up);
  sinh_ = 0.5 * (up - 1.0 / up);
}

double Skew::skewed(double w) const { return centre_ + scale_ * (w * cosh_ + std::sqrt(1.0 + w * w) * sinh_); }

double Skew::straight(double x) const {
  const double u = (x - centre_) / scale_;
  return u * cosh_ - std::sqrt(1.0 + u * u) * sinh_;
}

double Skew::slope(double w) const { return scale_ * (cosh_ + w / std::sqrt(1.0 + w * w) * sinh_); }

double Skew::log_slope_by_w(double w) const {
  const double root = std::sqrt(1.0 + w * w);
  return sinh_ / (root * root * root) / (cosh_ + w / root * sinh_);
}

Reparameterisation::Reparameterisation(std::span<const double> draws, std::size_t n) {
  std::vector<double> column(draws.size() / n);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = 0; i < column.size(); ++i) {
      column[i] = draws[i * n + j];
    }
    skews_.emplace_back(column);
  }
}

std::vector<double> Reparameterisation::without_skewness(std::span<const double> y) const {
  return ridge_ ? ridge_->bent(y) : std::vector<double>(y.begin(), y.end());
}

std::vector<double> Reparameterisation::own(std::span<const double> y) const {
  std::vector<double> x = without_skewness(y);
  for (std::size_t j = 0; j < skews_.size(); ++j) {
    x[j] = skews_[j].skewed(x[j]);
  }
  return x;
}

std::vector<double> Reparameterisation::from_own(std::span<const double> x) const {
  std::vector<double> straight(x.begin(), x.end());
  for (std::size_t j = 0; j < skews_.size(); ++j) {
    straight[j] = skews_[j].straight(x[j]);
  }
  return ridge_ ? ridge_->flat(straight) : straight;
}

double Reparameterisation::log_volume(std::span<const double> y) const {
  const std::vector<double> bent = without_skewness(y); // the ridge keeps volumes
  double sum = 0.0;
  for (std::size_t j = 0; j < skews_.size(); ++j) {
    sum += model::exact::log(skews_[j].slope(bent[j]));
  }
  return sum;
}

void Reparameterisation::pull_back(std::span<const double> y, std::span<double> gradient) const {
  const std::vector<double> bent = without_skewness(y);
  for (std::size_t j = 0; j < skews_.size(); ++j) {
    gradient[j] *= skews_[j].slope(bent[j]);
  }
  if (ridge_) {
    ridge_->pull_back(y, gradient);
  }
}

void Reparameterisation::add_volume_slopes(std::span<const double> y, std::span<double> gradient) const {
  const std::vector<double> bent = without_skewness(y);
  std::vector<double> slopes(y.size(), 0.0);
  for (std::size_t j = 0; j < skews_.size(); ++j) {
    slopes[j] = skews_[j].log_slope_by_w(bent[j]);
  }
  if (ridge_) {
    ridge_->pull_back(y, slopes);
  }
  for (std::size_t j = 0; j < slopes.size(); ++j) {
    gradient[j] += slopes[j];
  }
}

std::optional<double> DensityIn::evaluate(std::span<const double> y, std::span<double> gradient) const {
  const std::optional<double> value = target_->evaluate(coordinates_->own(y), gradient);
  if (!value) {
    return std::nullopt;
  }
  coordinates_->pull_back(y, gradient);
  coordinates_->add_volume_slopes(y, gradient);
  return *value + coordinates_->log_volume(y);
}

void TargetIn::draw_prior(experiments::RandomEngine& random, std::span<double> y) const {
  target_->draw_prior(random, y);
  const std::vector<double> here = coordinates_->from_own(y);
  std::copy(here.begin(), here.end(), y.begin());
}

double TargetIn::log_prior(std::span<const double> y) const {
  return target_->log_prior(coordinates_->own(y)) + coordinates_->log_volume(y);
}

void TargetIn::log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const {
  std::vector<double> own;
  own.reserve(points.size());
  for (std::size_t at = 0; at < points.size(); at += dimension()) {
    const std::vector<double> one = coordinates_->own(points.subspan(at, dimension()));
    own.insert(own.end(), one.begin(), one.end());
  }
  target_->log_likelihood(own, values);
}

} // namespace headwater::calibration
