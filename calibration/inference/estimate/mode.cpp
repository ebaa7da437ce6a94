#include "calibration/inference/estimate/mode.hpp"

#include <Eigen/Eigenvalues>
#include <ceres/ceres.h>

#include <cmath>
#include <exception>
#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr int most_climbing_steps = 500;
/// A log density need not be known better than this to start a sampler from.
constexpr double climbed_enough = 1e-9;
constexpr double least_curvature = 0.5;
constexpr double difference_step = 1e-3; ///< in the given scales

/// Minus the log density, in the given scales.
class ScaledDensity final : public ceres::FirstOrderFunction {
public:
  ScaledDensity(const LogDensity& target, std::span<const double> scales) : target_{target}, scales_{scales} {}

  int NumParameters() const override { return static_cast<int>(scales_.size()); }

  bool Evaluate(const double* u, double* cost, double* gradient) const override {
    if (thrown_) {
      return false;
    }
    const std::size_t n = scales_.size();
    std::vector<double> x(n);
    std::vector<double> slopes(n);
    for (std::size_t i = 0; i < n; ++i) {
      x[i] = u[i] * scales_[i];
    }
    ++gradients_;
    try {
      const std::optional<double> value = target_.evaluate(x, slopes);
      if (!value || !std::isfinite(*value)) {
        return false;
      }
      *cost = -*value;
    } catch (...) {
      thrown_ = std::current_exception(); // Ceres is not made for exceptions
      return false;
    }
    for (std::size_t i = 0; gradient != nullptr && i < n; ++i) {
      gradient[i] = -slopes[i] * scales_[i];
    }
    return true;
  }

  std::uint64_t gradients() const { return gradients_; }
  const std::exception_ptr& thrown() const { return thrown_; }

private:
  const LogDensity& target_;
  std::span<const double> scales_;
  mutable std::uint64_t gradients_ = 0;
  mutable std::exception_ptr thrown_;
};

} // namespace

Mode mode_of(const LogDensity& target, std::span<const double> from, std::span<const double> scales) {
  const std::size_t n = target.dimension();
  if (from.size() != n || scales.size() != n) {
    throw std::invalid_argument("one starting value and one scale for each number of the density");
  }
  std::vector<double> u(n);
  for (std::size_t i = 0; i < n; ++i) {
    u[i] = from[i] / scales[i];
  }
  auto* const density = new ScaledDensity(target, scales); // the problem's own
  const ceres::GradientProblem problem(density);
  ceres::GradientProblemSolver::Options options;
  options.max_num_iterations = most_climbing_steps;
  options.function_tolerance = climbed_enough;
  options.gradient_tolerance = 1e-6;
  options.logging_type = ceres::SILENT;
  ceres::GradientProblemSolver::Summary summary;
  ceres::Solve(options, problem, u.data(), &summary);
  if (density->thrown()) {
    std::rethrow_exception(density->thrown());
  }

  const auto size = static_cast<Eigen::Index>(n);
  Eigen::MatrixXd curvature(size, size);
  std::vector<double> above(n);
  std::vector<double> below(n);
  double cost = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<double> moved = u;
    moved[i] = u[i] + difference_step;
    bool there = density->Evaluate(moved.data(), &cost, above.data());
    moved[i] = u[i] - difference_step;
    there = there && density->Evaluate(moved.data(), &cost, below.data());
    if (!there) {
      throw std::invalid_argument("the density cannot be computed where the search began, or next to its mode");
    }
    for (std::size_t j = 0; j < n; ++j) {
      curvature(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
          (above[j] - below[j]) / (2.0 * difference_step);
    }
  }
  const Eigen::MatrixXd symmetric = 0.5 * (curvature + curvature.transpose());
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(symmetric);
  Mode mode;
  const Eigen::VectorXd values = eigen.eigenvalues().cwiseMax(least_curvature);
  mode.flattened = static_cast<std::size_t>((eigen.eigenvalues().array() < least_curvature).count());
  const Eigen::MatrixXd covariance =
      eigen.eigenvectors() * values.cwiseInverse().asDiagonal() * eigen.eigenvectors().transpose();
  mode.laplace.covariance.resize(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    mode.laplace.point.push_back(u[i] * scales[i]);
    for (std::size_t j = 0; j <= i; ++j) {
      const double one = covariance(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) * scales[i] * scales[j];
      mode.laplace.covariance[i * n + j] = mode.laplace.covariance[j * n + i] = one;
    }
  }
  mode.log_density = -summary.final_cost;
  mode.gradients = density->gradients();
  return mode;
}

} // namespace headwater::calibration
