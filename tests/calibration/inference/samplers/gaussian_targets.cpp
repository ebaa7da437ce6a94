#include "tests/calibration/inference/samplers/gaussian_targets.hpp"

#include <Eigen/Cholesky>
#include <Eigen/LU>

#include <cmath>
#include <numbers>

namespace headwater::calibration::tests {
namespace {

const double log_of_two_pi = std::log(2.0 * std::numbers::pi);

constexpr double prior_sd = 3.0;
constexpr double data_error = 0.5;

/// Row `i` of the regression: powers of a number from -1 to 1.
double covariate(std::size_t i, std::size_t j) {
  const double t = 2.0 * static_cast<double>(i) / static_cast<double>(ConjugateGaussian::data - 1) - 1.0;
  return std::pow(t, static_cast<double>(j));
}

double observed(std::size_t i) { return 1.0 + 2.0 * covariate(i, 1) + 0.3 * std::sin(7.0 * static_cast<double>(i)); }

} // namespace

double CorrelatedGaussian::covariance(std::size_t i, std::size_t j) const {
  const auto apart = static_cast<double>(i < j ? j - i : i - j);
  return static_cast<double>((i + 1) * (j + 1)) * std::pow(r_, apart);
}

std::optional<double> CorrelatedGaussian::evaluate(std::span<const double> x, std::span<double> gradient) const {
  // The precision of a first-order autoregression has three diagonals.
  const double scale = 1.0 / (1.0 - r_ * r_);
  double value = 0.0;
  for (std::size_t i = 0; i < n_; ++i) {
    const auto z = [&](std::size_t k) { return (x[k] - mean(k)) / static_cast<double>(k + 1); };
    const double inner = i == 0 || i + 1 == n_ ? 1.0 : 1.0 + r_ * r_;
    double slope = (n_ == 1 ? 1.0 / scale : inner) * z(i);
    slope -= i > 0 ? r_ * z(i - 1) : 0.0;
    slope -= i + 1 < n_ ? r_ * z(i + 1) : 0.0;
    value -= 0.5 * scale * slope * z(i);
    gradient[i] = -scale * slope / static_cast<double>(i + 1);
  }
  return value;
}

Start CorrelatedGaussian::rough_start() const {
  Start start{std::vector<double>(n_, 0.5), std::vector<double>(n_ * n_, 0.0)};
  for (std::size_t i = 0; i < n_; ++i) {
    start.covariance[i * n_ + i] = covariance(i, i);
  }
  return start;
}

std::optional<double> HalfSolvable::evaluate(std::span<const double> x, std::span<double> gradient) const {
  if (x[0] > 1.0) {
    return std::nullopt;
  }
  gradient[0] = -x[0];
  gradient[1] = -x[1];
  return -0.5 * (x[0] * x[0] + x[1] * x[1]);
}

void HalfSolvable::draw_prior(experiments::RandomEngine& random, std::span<double> x) const {
  for (double& one : x) {
    one = std::numbers::sqrt2 * random.normal();
  }
}

double HalfSolvable::log_prior(std::span<const double> x) const {
  return -0.25 * (x[0] * x[0] + x[1] * x[1]) - log_of_two_pi - std::log(2.0);
}

void HalfSolvable::log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = points[2 * i];
    const double y = points[2 * i + 1];
    values[i] = x > 1.0 ? std::nullopt : std::optional(-0.25 * (x * x + y * y));
  }
}

/// The product is half a standard Gaussian, of which the probability below 1 remains.
double HalfSolvable::log_evidence() { return std::log(0.5 * 0.5 * std::erfc(-1.0 / std::numbers::sqrt2)); }

void ConjugateGaussian::draw_prior(experiments::RandomEngine& random, std::span<double> x) const {
  for (double& one : x) {
    one = prior_sd * random.normal();
  }
}

double ConjugateGaussian::log_prior(std::span<const double> x) const {
  double sum = 0.0;
  for (const double one : x) {
    sum -= 0.5 * one * one / (prior_sd * prior_sd) + std::log(prior_sd) + 0.5 * log_of_two_pi;
  }
  return sum;
}

void ConjugateGaussian::log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const {
  for (std::size_t p = 0; p < values.size(); ++p) {
    double sum = 0.0;
    for (std::size_t i = 0; i < data; ++i) {
      double rest = observed(i);
      for (std::size_t j = 0; j < parameters; ++j) {
        rest -= covariate(i, j) * points[p * parameters + j];
      }
      sum -= 0.5 * rest * rest / (data_error * data_error) + std::log(data_error) + 0.5 * log_of_two_pi;
    }
    values[p] = sum;
  }
}

ConjugateGaussian::Exact ConjugateGaussian::exact() {
  Eigen::MatrixXd A(data, parameters);
  Eigen::VectorXd y(data);
  for (std::size_t i = 0; i < data; ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    y(row) = observed(i);
    for (std::size_t j = 0; j < parameters; ++j) {
      A(row, static_cast<Eigen::Index>(j)) = covariate(i, j);
    }
  }
  // The data are Gaussian with covariance s^2 A A^T + e^2 I.
  const Eigen::MatrixXd whole =
      prior_sd * prior_sd * A * A.transpose() + data_error * data_error * Eigen::MatrixXd::Identity(y.size(), y.size());
  const double log_evidence = -0.5 * y.dot(whole.llt().solve(y)) - 0.5 * std::log(whole.determinant()) -
                              0.5 * static_cast<double>(data) * log_of_two_pi;
  const Eigen::MatrixXd precision = A.transpose() * A / (data_error * data_error) +
                                    Eigen::MatrixXd::Identity(A.cols(), A.cols()) / (prior_sd * prior_sd);
  const Eigen::MatrixXd covariance = precision.inverse();
  const Eigen::VectorXd mean = covariance * (A.transpose() * y) / (data_error * data_error);
  const Eigen::VectorXd sd = covariance.diagonal().cwiseSqrt();
  return {log_evidence, {mean.begin(), mean.end()}, {sd.begin(), sd.end()}};
}

} // namespace headwater::calibration::tests
